import { findGpuModel, type Offer, type Policy, type PriceAdjustment } from '../../../src/index.ts'
import type { Law } from './law.ts'

const isStated = (offer: Offer): boolean => (offer.price?.usdPerHour ?? 0) > 0

const powerKWOf = ({ energy, gpu, gpuCount }: Offer): number | undefined => {
  const watts = findGpuModel(gpu.model ?? '')?.tdpWatts
  return (
    energy?.powerKW ?? (watts === undefined ? undefined : (watts * gpuCount * (gpu.fraction ?? 1)) / 1000)
  )
}

/** What an owned offer costs its owner (USD/h): docs/cost-model.md, "Money", local GPU. */
const ownCost = (offer: Offer, { localCost, defaults }: Policy): number | undefined => {
  const powerKW = powerKWOf(offer)
  if (powerKW === undefined) return undefined
  const { ownership = {}, energy } = offer
  const tariff = ownership.usdPerKWh ?? defaults?.usdPerKWh ?? 0.15
  const electricity = powerKW * (energy?.pue ?? defaults?.pue ?? 1.2) * tariff
  const life = (ownership.lifeYears ?? 1) * 8760 * (ownership.utilisation ?? 1)
  const amortised =
    ((ownership.capexUsd ?? 0) - (ownership.residualUsd ?? 0)) / life + (ownership.maintenanceUsdPerHour ?? 0)
  if (localCost === 'shadow') return electricity + amortised + (ownership.shadowUsdPerHour ?? 0)
  return localCost === 'full' ? electricity + amortised : electricity
}

const isFor = ({ where }: PriceAdjustment, offer: Offer): boolean =>
  [
    [where.provider, offer.provider],
    [where.source, offer.source],
    [where.purchase, offer.purchase],
    [where.model, offer.gpu.model],
  ].every(([wanted, actual]) => wanted === undefined || wanted === actual)

const adjusted = (usdPerHour: number, adjustment: PriceAdjustment): number => {
  if (adjustment.kind === 'multiply') return usdPerHour * adjustment.factor
  return adjustment.kind === 'add' ? usdPerHour + adjustment.usdPerHour : adjustment.usdPerHour
}

/** What an offer costs per hour under one policy (USD/h); undefined: unknown. */
export const hourlyUsdOf = (offer: Offer, circle: Policy): number | undefined => {
  const owned = offer.purchase === 'owned' ? ownCost(offer, circle) : undefined
  const asked = isStated(offer) ? offer.price?.usdPerHour : owned
  return (circle.priceAdjustments ?? [])
    .filter((adjustment) => isFor(adjustment, offer))
    .reduce<number | undefined>((usd, one) => (usd === undefined ? undefined : adjusted(usd, one)), asked)
}

const hourMs = 3_600_000
const ages = { local: Number.POSITIVE_INFINITY, 'gpu-cloud': 1, hyperscaler: 24 }

export const priceLaw: Law = (offer, { circle }) => (hourlyUsdOf(offer, circle) ?? 0) > 0

export const priceAgeLaw: Law = (offer, { circle, moment }) => {
  const oldest = circle.maximumPriceAgeHours?.[offer.providerKind] ?? ages[offer.providerKind]
  const isComputed = offer.purchase === 'owned' && !isStated(offer)
  return isComputed || (moment.nowMs - offer.observedAtMs) / hourMs <= oldest
}

export const spotLaw: Law = ({ purchase }, { job, circle }) =>
  purchase !== 'spot' || (job.allowSpot !== false && circle.allowSpot !== false)

/** A price of 0 is unknown, on demand too, and what is unknown cannot be compared. */
export const spotPriceLaw: Law = ({ purchase, price = {} }) => {
  const { usdPerHour = 0, onDemandUsdPerHour = 0 } = price
  return purchase !== 'spot' || onDemandUsdPerHour === 0 || usdPerHour <= onDemandUsdPerHour
}

export const hourlyBudgetLaw: Law = (offer, { job, circle }) =>
  [job.budget?.usdPerHour, circle.budget?.usdPerHour].every(
    (cap) => cap === undefined || (hourlyUsdOf(offer, circle) ?? 0) <= cap,
  )
