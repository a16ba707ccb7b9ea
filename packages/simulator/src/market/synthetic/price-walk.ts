import type { ListedOffer, Price } from '@aima/gpu-core'
import type { Random } from '../../random.ts'
import type { ChangeProcess } from './change-process.ts'

const hourMs = 3_600_000

/** How a price wanders about what it is at the start: a walk in its logarithm that is drawn back. */
export interface PriceWalk {
  /** Median of how far it moves from one day to the next (share, 0 to below 1: 0.11 is 11 %). */
  readonly medianDailyMove: number
  /** Time in which half of a deviation is gone (h, above 0). */
  readonly halfLifeHours: number
  /** Mean time between two changes (h, above 0). */
  readonly meanStepHours: number
}

/** A normal deviate is nearer to 0 than this many deviations half of the time. Source: quartile of the normal distribution. */
const quartile = 0.6744897501960817

/**
 * Half of a deviation is forgotten in 34 h, as of Vast.ai's cheapest RTX 4090 as spot, February to July 2026 (autocorrelation 0.61 after a day). A change comes
 * about as often as AWS's prices were looked at in 2022 to 2024 (6.5 h).
 */
const pace = { halfLifeHours: 34, meanStepHours: 6.5 }

const marketplaceOnDemand: PriceWalk = { medianDailyMove: 0.11, ...pace }
const marketplaceSpot: PriceWalk = { medianDailyMove: 0.19, ...pace }
const hyperscalerSpot: PriceWalk = { medianDailyMove: 0.003, ...pace }

/**
 * How the price of an offer walks when nobody says so: strangers' machines 11 % a day on demand and 19 % as spot, spot machines of GPU clouds as
 * those, of hyperscalers 0.3 %, and list prices not at all.
 *
 * Source: Vast.ai's cheapest RTX 4090 and RunPod's list, February to July 2026, and AWS's spot prices, December 2022 to June 2024 (medians of absolute moves).
 *
 * @param offer - An offer.
 * @returns Its walk; undefined: its price stays.
 * @example
 * defaultPriceWalk({ purchase: 'on-demand', providerKind: 'gpu-cloud', trust: 'community' })?.medianDailyMove // => 0.11
 */
export const defaultPriceWalk = (
  offer: Pick<ListedOffer, 'purchase' | 'providerKind' | 'trust'>,
): PriceWalk | undefined => {
  if (offer.purchase === 'spot')
    return offer.providerKind === 'hyperscaler' ? hyperscalerSpot : marketplaceSpot
  return offer.trust === 'community' ? marketplaceOnDemand : undefined
}

/** Deviation of the logarithm after a long time. Half of all daily moves lie between `log(1 - move)` and `log(1 + move)`, half of whose distance is `atanh(move)`. */
const deviationOf = ({ medianDailyMove, halfLifeHours }: PriceWalk): number => {
  const daily = Math.atanh(medianDailyMove) / quartile
  return daily / Math.sqrt(2 * (1 - 2 ** (-24 / halfLifeHours)))
}

/** A price in hundredths of a cent that is never 0, which would mean that it is unknown, and for spot never above the price on demand. */
const rounded = (usd: number, { onDemandUsdPerHour }: Price): number =>
  Math.max(1e-4, Math.min(Math.round(usd * 1e4) / 1e4, onDemandUsdPerHour ?? Number.POSITIVE_INFINITY))

/**
 * Lets the price of an offer walk.
 *
 * @param offer - The offer's id and its price at the start.
 * @param walk - How it walks.
 * @param random - Its own source of random numbers.
 * Source: exact steps of an Ornstein-Uhlenbeck process.
 */
export const priceProcess = (
  { id, price, usdPerHour }: { readonly id: string; readonly price: Price; readonly usdPerHour: number },
  walk: PriceWalk,
  random: Random,
): ChangeProcess => {
  const deviation = deviationOf(walk)
  let waitHours = 0
  let logMove = 0
  return {
    waitMs: () => {
      waitHours = random.exponential(1 / walk.meanStepHours)
      return waitHours * hourMs
    },
    change: (atMs) => {
      const kept = 2 ** (-waitHours / walk.halfLifeHours)
      logMove = logMove * kept + deviation * Math.sqrt(1 - kept * kept) * random.normal()
      const moved = rounded(usdPerHour * Math.exp(logMove), price)
      return { kind: 'price', atMs, offerId: id, price: { ...price, usdPerHour: moved } }
    },
  }
}
