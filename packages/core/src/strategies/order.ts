import type { Quote } from '../quote.ts'

/** Compares two quotes: negative when the first is preferred. */
export type Compare = (one: Quote, other: Quote) => number

/**
 * Rounds money to micro-dollars, so that tiny differences of arithmetic do not decide.
 *
 * Formula: docs/cost-model.md, "Choosing".
 *
 * @param usd - Money (USD).
 * @example
 * microUsd(0.1 + 0.2) // => 300000
 */
export const microUsd = (usd: number): number => Math.floor(usd * 1e6 + 0.5)

/**
 * Rounds time to milliseconds, so that tiny differences of arithmetic do not decide.
 *
 * Formula: docs/cost-model.md, "Choosing".
 *
 * @param hours - Time (h).
 * @example
 * milliseconds(0.5) // => 1800000
 */
export const milliseconds = (hours: number): number => Math.floor(hours * 3.6e6 + 0.5)

/** Compares texts by UTF-16 code units, the same everywhere. */
const compareText = (one: string, other: string): number => {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** Time, then risk, then id: the tie-breakers after any money. */
const byTimeRiskId: Compare = (one, other) =>
  milliseconds(one.completionHours) - milliseconds(other.completionHours) ||
  one.interruptionsPerHour - other.interruptionsPerHour ||
  compareText(one.offerId, other.offerId)

/** The base order of the cost model: total cost, then time, risk and id. Ids are unique, so nothing is left equal. */
export const byCost: Compare = (one, other) =>
  microUsd(one.totalUsd) - microUsd(other.totalUsd) || byTimeRiskId(one, other)

/** The base order with the hourly price in place of the total. */
export const byHourlyPrice: Compare = (one, other) =>
  microUsd(one.usdPerHour) - microUsd(other.usdPerHour) || byTimeRiskId(one, other)

/** Total cost plus time at a price per hour, then the base order. */
export const byCostAndTime = (valueOfTimeUsdPerHour: number): Compare => {
  const key = (quote: Quote): number =>
    microUsd(quote.totalUsd + valueOfTimeUsdPerHour * quote.completionHours)
  return (one, other) => key(one) - key(other) || byCost(one, other)
}

/** Puts the quotes that pass a test before the others; each group keeps its own order. */
export const preferring = (passes: (quote: Quote) => boolean, within: Compare, rest: Compare): Compare => {
  return (one, other) => {
    const first = passes(one)
    if (first !== passes(other)) return first ? -1 : 1
    return first ? within(one, other) : rest(one, other)
  }
}

/** The first of some quotes in an order; undefined: there are none. */
export const firstBy = (quotes: readonly Quote[], compare: Compare): Quote | undefined => {
  let first: Quote | undefined
  for (const quote of quotes) if (first === undefined || compare(quote, first) < 0) first = quote
  return first
}
