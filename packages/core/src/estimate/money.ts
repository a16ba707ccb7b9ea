import type { EgressTier } from '../network.ts'
import { timesEndless } from './endless.ts'
import type { Terms, Work } from './work.ts'

/** Hours of one billing month (docs/cost-model.md, "How the numbers are made"). */
const hoursPerMonth = 730

/** How time is billed. */
export interface BillingRule {
  /** Smallest unit that is billed (s, > 0). */
  readonly billStepSeconds: number
  /** Least time that is billed (s, ≥ 0). */
  readonly billMinSeconds: number
}

/**
 * Time that is billed for a time that was used (h): at least the minimum, rounded up to whole steps.
 *
 * Formula: docs/cost-model.md, "Money".
 *
 * @param hours - Time that was used (h, ≥ 0).
 * @param rule - Step and minimum.
 * @example
 * billedHoursOf(0.0301, { billStepSeconds: 1, billMinSeconds: 60 }) // => 0.030277777777777778
 */
export const billedHoursOf = (hours: number, rule: BillingRule): number => {
  const stepHours = rule.billStepSeconds / 3600
  const usedHours = Math.max(hours, rule.billMinSeconds / 3600)
  const steps = Math.ceil(usedHours / stepHours - 1e-9)
  return stepHours * Math.max(usedHours > 0 ? 1 : 0, steps)
}

/**
 * Price of a volume under tiers (USD).
 *
 * @param gb - Volume (GB, ≥ 0).
 * @param tiers - Cumulative upper bounds (GB) and prices (USD/GB); a free allowance is a first tier at 0.
 * @example
 * tieredUsd(1200, [[100, 0], [10240, 0.09], [null, 0.085]]) // => 99
 */
export const tieredUsd = (gb: number, tiers: readonly EgressTier[]): number => {
  let usd = 0
  let from = 0
  for (const [upTo, usdPerGB] of tiers) {
    if (upTo === null || gb <= upTo) return usd + (gb - from) * usdPerGB
    usd += (upTo - from) * usdPerGB
    from = upTo
  }
  return usd
}

/** Price of the job's traffic (USD); nothing moves on a local data path. */
export const networkUsdOf = (work: Work, terms: Terms): number => {
  if (terms.dataPath === 'local') return 0
  const sentGB = terms.inputCached ? 0 : work.inputGB
  const inUsd = sentGB * (work.sourceEgressUsdPerGB + terms.ingressUsdPerGB)
  return terms.egressTiers === undefined
    ? inUsd + work.outputGB * terms.egressUsdPerGB
    : inUsd + tieredUsd(work.outputGB, terms.egressTiers)
}

/** Price of the job's disk for a time (USD). */
export const storageUsdOf = (work: Work, terms: Terms, hours: number): number =>
  timesEndless(
    (work.inputGB + work.outputGB + work.imageGB + work.scratchGB) * terms.storageUsdPerGBMonth,
    hours / hoursPerMonth,
  )

/** What an owned GPU costs its owner, with every number filled in. */
export interface LocalCost {
  /** Power while it works (kW). */
  readonly powerKW: number
  /** Power usage effectiveness of the building. */
  readonly pue: number
  /** Electricity tariff (USD/kWh). */
  readonly usdPerKWh: number
  /** Purchase price (USD). Default 0: no amortisation. */
  readonly capexUsd?: number | undefined
  /** Resale value at the end (USD). Default 0. */
  readonly residualUsd?: number | undefined
  /** Years of use. Default 1; without a purchase price it does not matter. */
  readonly lifeYears?: number | undefined
  /** Share of all hours in which it works. Default 1. */
  readonly utilisation?: number | undefined
  /** Maintenance (USD/h). Default 0. */
  readonly maintenanceUsdPerHour?: number | undefined
  /** What the best other waiting job would save (USD/h). Default 0. */
  readonly shadowUsdPerHour?: number | undefined
}

/**
 * Cost of an owned GPU per working hour (USD/h): electricity, amortisation, maintenance and the saving that another job forgoes.
 *
 * Formula: docs/cost-model.md, "Money". Leave out the terms that shall not count.
 *
 * @param cost - Power, tariff and the terms that count.
 * @example
 * localUsdPerHour({ powerKW: 0.65, pue: 1.2, usdPerKWh: 0.15, shadowUsdPerHour: 0.35 }) // => 0.467
 */
export const localUsdPerHour = (cost: LocalCost): number => {
  const electricity = cost.powerKW * cost.pue * cost.usdPerKWh
  const workingHours = (cost.lifeYears ?? 1) * 8760 * (cost.utilisation ?? 1)
  const amortisation = ((cost.capexUsd ?? 0) - (cost.residualUsd ?? 0)) / workingHours
  return electricity + amortisation + (cost.maintenanceUsdPerHour ?? 0) + (cost.shadowUsdPerHour ?? 0)
}
