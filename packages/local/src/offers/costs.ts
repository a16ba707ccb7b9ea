import type { Assumption, Energy, Ownership } from '@aima/gpu-core'
import type { SiteConfiguration } from '../configuration/site-configuration.ts'
import { positive } from './offered-gpu.ts'
import type { Part } from './part.ts'

/** Sums what all state; undefined as soon as one does not. */
const sumOf = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((value) => value !== undefined)
  return known.length === values.length ? known.reduce((sum, value) => sum + value, 0) : undefined
}

/** The least of what all state, which is the dearest of lives and utilisations. */
const leastOf = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((value) => value !== undefined)
  return known.length === values.length ? Math.min(...known) : undefined
}

const shareOf = ({ gpu }: Part): number => gpu.fraction ?? 1

type Money = 'capexUsd' | 'residualUsd' | 'maintenanceUsdPerHour' | 'shadowUsdPerHour'

/**
 * What the parts of an offer cost their owner together: money in proportion to the shares, the shortest life and the least utilisation.
 *
 * @param parts - The parts.
 * @param site - Ownership where no rule states one, and the tariff.
 * @returns Undefined where nothing is stated.
 */
export const ownershipOf = (parts: readonly Part[], site: SiteConfiguration): Ownership | undefined => {
  const owned = parts.map((part) => ({
    ...(part.settings.ownership ?? site.ownership),
    share: shareOf(part),
  }))
  const money = (name: Money): number | undefined =>
    sumOf(owned.map((one) => (one[name] === undefined ? undefined : one[name] * one.share)))
  const ownership: Ownership = {
    capexUsd: money('capexUsd'),
    residualUsd: money('residualUsd'),
    lifeYears: leastOf(owned.map(({ lifeYears }) => lifeYears)),
    utilisation: leastOf(owned.map(({ utilisation }) => utilisation)),
    maintenanceUsdPerHour: money('maintenanceUsdPerHour'),
    shadowUsdPerHour: money('shadowUsdPerHour'),
    usdPerKWh: owned[0]?.usdPerKWh ?? site.electricity?.usdPerKWh,
  }
  return Object.values(ownership).every((value) => value === undefined) ? undefined : ownership
}

/** Power of an offer, and how it is known. */
export interface OfferEnergy {
  /** Power and carbon; undefined: nothing is known. */
  readonly energy: Energy | undefined
  /** That the driver's limit stands in for the power. */
  readonly assumptions: readonly Assumption[] | undefined
}

/**
 * Power of the parts of an offer while they work: as configured, else the limit that the driver reports. Without both the engine takes
 * the model's.
 *
 * @param parts - The parts; of an instance or a share its share of the GPU's power.
 * @param site - Electricity.
 */
export const energyOf = (parts: readonly Part[], { electricity }: SiteConfiguration): OfferEnergy => {
  const watts = sumOf(
    parts.map((part) => {
      const whole = part.settings.powerW ?? positive(part.device.powerLimitW)
      return whole === undefined ? undefined : whole * shareOf(part)
    }),
  )
  const powerKW = watts === undefined ? undefined : watts / 1000
  const { pue, gridGPerKWh } = electricity ?? {}
  const isKnown = [powerKW, pue, gridGPerKWh].some((value) => value !== undefined)
  const isLimit = powerKW !== undefined && parts.some(({ settings }) => settings.powerW === undefined)
  return {
    energy: isKnown ? { powerKW, pue, gridGPerKWh } : undefined,
    assumptions: isLimit
      ? [{ name: 'powerKW', value: powerKW, unit: 'kW', basis: 'power limit that the driver reports' }]
      : undefined,
  }
}
