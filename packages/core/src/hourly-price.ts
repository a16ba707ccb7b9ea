import type { Defaults } from './defaults.ts'
import { localUsdPerHour } from './estimate/money.ts'
import { findGpuModel } from './gpu-models/index.ts'
import type { Offer } from './offer.ts'
import type { LocalCostMode, Policy } from './policy.ts'
import { adjustedUsdPerHour } from './price-adjustment.ts'

/** Power of an offer while it works (kW): as stated, else the rated power of its GPUs; undefined: unknown. */
export const powerKWOf = (offer: Offer): number | undefined => {
  if (offer.energy?.powerKW !== undefined) return offer.energy.powerKW
  const watts = offer.gpu.model === undefined ? undefined : findGpuModel(offer.gpu.model)?.tdpWatts
  return watts === undefined ? undefined : (watts * offer.gpuCount * (offer.gpu.fraction ?? 1)) / 1000
}

/** Cost of an owned offer per hour (USD/h), with the terms that the mode counts; undefined: its power is unknown. */
const ownedUsdPerHour = (offer: Offer, mode: LocalCostMode, defaults: Defaults): number | undefined => {
  const powerKW = powerKWOf(offer)
  if (powerKW === undefined) return undefined
  const { shadowUsdPerHour, usdPerKWh, ...amortised } = offer.ownership ?? {}
  return localUsdPerHour({
    powerKW,
    pue: offer.energy?.pue ?? defaults.pue,
    usdPerKWh: usdPerKWh ?? defaults.usdPerKWh,
    ...(mode === 'marginal' ? {} : amortised),
    ...(mode === 'shadow' ? { shadowUsdPerHour } : {}),
  })
}

/**
 * Prepares the hourly price of offers under a policy (USD/h, for the whole offer): what the provider asks, else what an owned GPU costs, with the policy's
 * adjustments.
 *
 * @param policy - Local cost mode and price adjustments.
 * @param defaults - Tariff and PUE, where nobody states them.
 * @returns A function of the offer; undefined: the price is unknown.
 */
export const prepareHourlyPrice = (
  policy: Policy,
  defaults: Defaults,
): ((offer: Offer) => number | undefined) => {
  const adjustments = policy.priceAdjustments ?? []
  const mode = policy.localCost ?? 'marginal'
  const asked = (offer: Offer): number | undefined => {
    const usdPerHour = offer.price?.usdPerHour
    if (usdPerHour !== undefined && usdPerHour > 0) return usdPerHour
    return offer.purchase === 'owned' ? ownedUsdPerHour(offer, mode, defaults) : undefined
  }
  if (adjustments.length === 0) return asked
  return (offer) => {
    const usdPerHour = asked(offer)
    return usdPerHour === undefined ? undefined : adjustedUsdPerHour(usdPerHour, offer, adjustments)
  }
}
