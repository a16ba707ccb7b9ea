import type { Quote } from '../quote.ts'
import type { Carbon } from '../strategy.ts'
import { byCost, type Compare, preferring } from './order.ts'
import type { StrategyRanking } from './preference.ts'

/** Carbon in milligrams; what is unknown comes after all that is known. */
const milligrams = (quote: Quote): number =>
  quote.carbonGrams === null ? Number.MAX_VALUE : Math.floor(quote.carbonGrams * 1000 + 0.5)

const byCarbon: Compare = (one, other) => milligrams(one) - milligrams(other) || byCost(one, other)

/** The least carbon, among totals that are not much above the cheapest. */
export const carbon: StrategyRanking<Carbon> = ({ maxCostIncrease }, { quotes }) => {
  const cheapest = quotes.reduce((least, quote) => Math.min(least, quote.totalUsd), Number.POSITIVE_INFINITY)
  const withinUsd = (1 + maxCostIncrease) * cheapest
  return {
    compare: preferring((quote) => quote.totalUsd <= withinUsd, byCarbon, byCost),
    reasonFor: () => ({ kind: 'least-carbon', withinUsd }),
  }
}
