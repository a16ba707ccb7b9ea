import type { Job } from './job.ts'
import type { Quote } from './quote.ts'
import { preferenceOf } from './strategies/index.ts'
import type { Compare } from './strategies/order.ts'
import type { ChoiceReason } from './strategies/preference.ts'
import type { Strategy } from './strategy.ts'

/** The first places of a ranking. */
export interface Ranking {
  /** Places of the ranked quotes in the list of all, best first. */
  readonly ranked: readonly number[]
  /** The other quotes, in the order in which they came. */
  readonly others: readonly Quote[]
  /** Why the first comes first. */
  readonly reason: ChoiceReason
}

/** Inserts a place into a short sorted list. */
const insert = (ranked: number[], place: number, before: (one: number, other: number) => boolean): void => {
  let low = 0
  let high = ranked.length
  while (low < high) {
    const middle = (low + high) >> 1
    const there = ranked[middle]
    if (there !== undefined && before(there, place)) low = middle + 1
    else high = middle
  }
  ranked.splice(low, 0, place)
}

/** Finds the places of the best quotes, best first, in one pass. */
const bestPlaces = (quotes: readonly Quote[], most: number, compare: Compare): readonly number[] => {
  const isBefore = (one: number, other: number): boolean => {
    const first = quotes[one]
    const second = quotes[other]
    return first !== undefined && second !== undefined && compare(first, second) < 0
  }
  if (most >= quotes.length) return [...quotes.keys()].sort((one, other) => (isBefore(one, other) ? -1 : 1))
  const ranked: number[] = []
  for (let place = 0; place < quotes.length; place += 1) {
    const last = ranked[most - 1]
    if (last !== undefined && isBefore(last, place)) continue
    insert(ranked, place, isBefore)
    if (ranked.length > most) ranked.length = most
  }
  return ranked
}

/** All quotes but those at some places. */
const without = (quotes: readonly Quote[], places: readonly number[]): readonly Quote[] => {
  const gaps = [...places].sort((one, other) => one - other)
  return [...gaps, quotes.length].flatMap((gap, index) =>
    quotes.slice(index === 0 ? 0 : (gaps[index - 1] ?? 0) + 1, gap),
  )
}

/**
 * Ranks quotes by a strategy.
 *
 * @param strategy - The strategy.
 * @param field - The quotes and the job.
 * @param most - How many places are ranked (1 or more).
 * @returns The first places; undefined when there is no quote.
 */
export const rankBy = (
  strategy: Strategy,
  field: { readonly quotes: readonly Quote[]; readonly job: Job },
  most: number,
): Ranking | undefined => {
  const preference = preferenceOf(strategy, field)
  const ranked = bestPlaces(field.quotes, most, preference.compare)
  const first = ranked[0] === undefined ? undefined : field.quotes[ranked[0]]
  if (first === undefined) return undefined
  return { ranked, others: without(field.quotes, ranked), reason: preference.reasonFor(first) }
}
