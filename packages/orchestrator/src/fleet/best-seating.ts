import { createSeating, type Seating, usdOn } from './seating.ts'
import type { Option, Wish } from './wish.ts'

/** Most seats that are tried; of a handful of jobs all are. */
const mostTries = 20_000

/** Most jobs among which it can find anything in so many tries. */
const mostJobs = 100

/** Savings below this are rounding (USD). */
const leastSavingUsd = 1e-6

const cheapest = (wish: Wish): number =>
  Math.min(usdOn(wish, undefined), ...wish.options.map((option) => usdOn(wish, option)))

/**
 * Looks for a cheaper seating by trying every one that could be, up to a number of tries: where few jobs are in each other's way the result is the
 * best there is.
 *
 * No job stays without a machine that it prefers and nobody has, however cheap its fallback is: that is the policy's choice.
 *
 * @param wishes - All jobs.
 * @param known - A seating that was found by other means.
 * @returns A cheaper one; the known one if none was found.
 */
export const bestSeating = (wishes: readonly Wish[], known: Seating): Seating => {
  const seating = createSeating(wishes)
  // What the jobs from each one on cost at the least.
  const leastFrom: number[] = []
  let leastSum = 0
  for (const [index, wish] of [...wishes.entries()].reverse()) {
    leastSum += cheapest(wish)
    leastFrom[index] = leastSum
  }
  let leastUsd = known.usd()
  let best: ReadonlyMap<Wish, Option | undefined> | undefined
  let tries = 0

  const isFull = (): boolean =>
    wishes.every(
      (wish) =>
        seating.seatOf(wish) !== undefined ||
        !wish.options.some((option) => seating.holdersOf(option, wish).length === 0),
    )
  const visit = (index: number, usd: number): void => {
    tries += 1
    if (tries > mostTries || usd + (leastFrom[index] ?? 0) >= leastUsd - leastSavingUsd) return
    const wish = wishes[index]
    if (wish === undefined) {
      if (!isFull()) return
      leastUsd = usd
      best = new Map(wishes.map((one) => [one, seating.seatOf(one)]))
      return
    }
    for (const option of [...wish.options, undefined]) {
      if (option !== undefined && seating.holdersOf(option, wish).length > 0) continue
      seating.seat(wish, option)
      visit(index + 1, usd + usdOn(wish, option))
      seating.seat(wish, undefined)
    }
  }
  if (wishes.length <= mostJobs) visit(0, 0)
  if (best === undefined) return known
  for (const [wish, option] of best) seating.seat(wish, option)
  return seating
}
