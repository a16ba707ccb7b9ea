import type { Quote } from '../quote.ts'
import type { Urgent } from '../strategy.ts'
import { byCostAndTime, milliseconds, preferring } from './order.ts'
import type { ChoiceReason, StrategyRanking } from './preference.ts'

/** What counts as at once (h): 2 minutes (docs/cost-model.md, "Choosing"). */
const defaultStartWithinHours = 2 / 60

type Test = (quote: Quote) => boolean

const cheapestUsd = (quotes: readonly Quote[]): number =>
  quotes.reduce((least, quote) => Math.min(least, quote.totalUsd), Number.POSITIVE_INFINITY)

const soonestMs = (quotes: readonly Quote[]): number =>
  quotes.reduce((least, quote) => Math.min(least, milliseconds(quote.waitHours)), Number.POSITIVE_INFINITY)

/** What starts at once, else what starts first; within the premium, else everything. */
export const urgent: StrategyRanking<Urgent> = (strategy, { quotes }) => {
  const { startWithinHours = defaultStartWithinHours, maxPremium, valueOfTimeUsdPerHour = 0 } = strategy
  const startsInTime: Test = (quote) => quote.waitHours <= startWithinHours
  const isInTime = quotes.some(startsInTime)
  const soonest = soonestMs(quotes)
  const starts: Test = isInTime ? startsInTime : (quote) => milliseconds(quote.waitHours) === soonest
  const limitUsd = maxPremium === undefined ? Number.POSITIVE_INFINITY : maxPremium * cheapestUsd(quotes)
  const kept: Test = (quote) => quote.totalUsd <= limitUsd && starts(quote)
  const isAnyKept = quotes.some(kept)
  const order = byCostAndTime(valueOfTimeUsdPerHour)
  const started: ChoiceReason = isInTime
    ? { kind: 'starts-in-time', startWithinHours }
    : { kind: 'starts-first' }
  return {
    compare: isAnyKept ? preferring(kept, order, order) : order,
    reasonFor: () =>
      isAnyKept || maxPremium === undefined ? started : { kind: 'premium-too-high', maxPremium },
  }
}
