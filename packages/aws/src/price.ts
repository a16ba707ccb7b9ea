import type { Assumption, Price } from '@aima/gpu-core'
import type { Advice } from './advisor.ts'

/** Price of a spot offer, and what had to be assumed of it. */
export interface SpotOfferPrice {
  /** The price. */
  readonly price: Price
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

/**
 * Price of an amount in the currency of its partition.
 *
 * @param perHour - Of the whole instance (per hour, above 0).
 * @param usdPerCny - In China, the rate; undefined: the amount is in USD.
 * @example
 * priceOf(10, 0.14).converted // => { currency: 'CNY', amountPerHour: 10, usdPerUnit: 0.14 }
 * priceOf(0.526, undefined) // => { usdPerHour: 0.526 }
 */
export const priceOf = (perHour: number, usdPerCny: number | undefined): Price =>
  usdPerCny === undefined
    ? { usdPerHour: perHour }
    : {
        usdPerHour: perHour * usdPerCny,
        converted: { currency: 'CNY', amountPerHour: perHour, usdPerUnit: usdPerCny },
      }

const onDemandOf = (perHour: number | undefined, usdPerCny: number | undefined): number | undefined =>
  perHour === undefined ? undefined : priceOf(perHour, usdPerCny).usdPerHour

/**
 * Price of a spot offer. Without a highest price of one's own, nobody pays more than on demand.
 *
 * @param spotPerHour - Spot price (per hour, above 0).
 * @param onDemandPerHour - Price on demand; undefined: unknown.
 * @param usdPerCny - In China, the rate.
 * Source: EC2 user guide, "Spot Instances" (2026).
 * @example
 * spotPriceOf(0.3, 0.5, undefined).price // => { usdPerHour: 0.3, onDemandUsdPerHour: 0.5 }
 * spotPriceOf(0.6, 0.5, undefined).price // => { usdPerHour: 0.5, onDemandUsdPerHour: 0.5 }
 */
export const spotPriceOf = (
  spotPerHour: number,
  onDemandPerHour: number | undefined,
  usdPerCny: number | undefined,
): SpotOfferPrice => {
  const paid = Math.min(spotPerHour, onDemandPerHour ?? spotPerHour)
  return {
    price: { ...priceOf(paid, usdPerCny), onDemandUsdPerHour: onDemandOf(onDemandPerHour, usdPerCny) },
    assumptions: [],
  }
}

/**
 * Estimates the spot price of a region from the mean saving of the last month.
 *
 * @param onDemandPerHour - Price on demand (per hour, above 0).
 * @param advice - What the Spot Advisor says.
 * @returns Undefined: it says that nothing is paid. A saving below 0 is none.
 * @example
 * estimatedSpotPrice(10, { label: '<5%', interruptionsPerHour: 0.02, savingPercent: 42 })?.price // => { usdPerHour: 5.8, onDemandUsdPerHour: 10 }
 */
export const estimatedSpotPrice = (
  onDemandPerHour: number,
  { savingPercent }: Advice,
): SpotOfferPrice | undefined => {
  const share = 1 - Math.max(0, savingPercent) / 100
  if (share <= 0) return undefined
  const usdPerHour = onDemandPerHour * share
  const basis = `Spot Advisor: ${savingPercent} % below the price on demand, mean of a month in the region, not the price of now`
  return {
    price: { usdPerHour, onDemandUsdPerHour: onDemandPerHour },
    assumptions: [{ name: 'usdPerHour', value: usdPerHour, unit: 'USD/h', basis }],
  }
}
