import type { ListedOffer } from '@aima/gpu-core'
import type { OfferFault } from './offer-faults.ts'

/** Cheapest believable price of one GPU, or of a share of one (USD/h). */
const lowestUsdPerGpuHour = 0.001
/** How far parts may miss the whole (share), for roundings. */
const partsTolerance = 0.01
/** How far a conversion may miss (share). */
const conversionTolerance = 1e-6

const isClose = (one: number, other: number, tolerance: number): boolean =>
  Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other))

/** A price is above 0, or absent. */
export const priceFault = ({ price }: ListedOffer): OfferFault => {
  const stated = [price?.usdPerHour, price?.onDemandUsdPerHour].filter((amount) => amount !== undefined)
  return stated.every((amount) => amount > 0) ? undefined : 'asks nothing; an unknown price is absent'
}

/** A price is one of USD per hour for the whole offer: not of cents, months, or many machines. */
export const priceSizeFault = ({ price, gpuCount }: ListedOffer, highestUsdPerHour: number): OfferFault => {
  const usdPerHour = price?.usdPerHour
  if (usdPerHour === undefined || usdPerHour === 0) return undefined
  if (usdPerHour > highestUsdPerHour) return `asks ${usdPerHour} USD/h, more than ${highestUsdPerHour}`
  return usdPerHour / gpuCount < lowestUsdPerGpuHour ? `asks ${usdPerHour} USD/h, next to nothing` : undefined
}

/** The parts of a price add up to it. */
export const partsFault = ({ price }: ListedOffer): OfferFault => {
  if (price?.parts === undefined || price.usdPerHour === undefined) return undefined
  const total = price.parts.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0)
  return isClose(total, price.usdPerHour, partsTolerance)
    ? undefined
    : `asks ${price.usdPerHour} USD/h, of parts that make ${total}`
}

/** A price that was converted is the original times the rate. */
export const conversionFault = ({ price }: ListedOffer): OfferFault => {
  if (price?.converted === undefined) return undefined
  const { currency, amountPerHour, usdPerUnit } = price.converted
  if (currency === 'USD') return 'was converted from USD'
  const usdPerHour = amountPerHour * usdPerUnit
  return price.usdPerHour !== undefined && isClose(usdPerHour, price.usdPerHour, conversionTolerance)
    ? undefined
    : `asks ${price.usdPerHour} USD/h, which is not ${amountPerHour} ${currency} at ${usdPerUnit}`
}

/** A spot offer is not dearer than the same thing on demand, and only spot offers compare. */
export const spotPriceFault = ({ price, purchase }: ListedOffer): OfferFault => {
  if (price?.onDemandUsdPerHour === undefined) return undefined
  if (purchase !== 'spot') return `is ${purchase} and states a price on demand beside its own`
  return (price.usdPerHour ?? 0) <= price.onDemandUsdPerHour
    ? undefined
    : `asks ${price.usdPerHour} USD/h on spot and ${price.onDemandUsdPerHour} on demand`
}
