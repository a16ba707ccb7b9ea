import { bestSeating } from './best-seating.ts'
import { createSeating, fill, type Seating } from './seating.ts'
import { swapPass } from './swap-pass.ts'
import { bestLocal, savingOf, type Wish } from './wish.ts'

/** Most passes of swaps. Nearly always the first leaves nothing for the second. */
const mostPasses = 3

const byId = (one: Wish, other: Wish): number => (one.job.id < other.job.id ? -1 : 1)

/** Orders by a number, the greatest first, and by id where it is the same. */
const greatestFirst = (wishes: readonly Wish[], numberOf: (wish: Wish) => number): readonly Wish[] => {
  const numbers = new Map(wishes.map((wish) => [wish, numberOf(wish)]))
  return [...wishes].sort((one, other) => {
    const first = numbers.get(one) ?? 0
    const second = numbers.get(other) ?? 0
    return first === second ? byId(one, other) : second - first
  })
}

/** What a job would save per hour of a local GPU (USD/h); nothing elsewhere saves without end. Without a local machine it comes last. */
const savingPerGpuHour = (wish: Wish): number => {
  const local = bestLocal(wish)
  if (local === undefined) return Number.NEGATIVE_INFINITY
  const { savingUsd, savingUsdPerGpuHour } = savingOf(wish, local)
  if (savingUsd === null) return Number.POSITIVE_INFINITY
  return savingUsdPerGpuHour ?? Math.sign(savingUsd) * Number.MAX_VALUE
}

/** The same for the whole job (USD). */
const savingInAll = (wish: Wish): number => {
  const local = bestLocal(wish)
  if (local === undefined) return Number.NEGATIVE_INFINITY
  return savingOf(wish, local).savingUsd ?? Number.POSITIVE_INFINITY
}

/** Orders jobs by what they would save per hour of a local GPU, the most first. */
export const bySaving = (wishes: readonly Wish[]): readonly Wish[] => greatestFirst(wishes, savingPerGpuHour)

const shareInOrder = (wishes: readonly Wish[]): Seating => {
  const seating = createSeating(wishes)
  fill(wishes, seating)
  let passes = 0
  while (passes < mostPasses && swapPass(wishes, seating)) passes += 1
  return seating
}

/**
 * Shares single machines out among jobs: sorts by saving per local GPU-hour, fills, and lets jobs swap.
 *
 * Two more orders are tried, by saving in all and by id, and the cheapest of the three seatings counts, the first where they cost the same: a short job that
 * saves much per hour must not keep a long one from what it saves in all. Where few jobs are in each other's way, every seating is tried at last.
 *
 * @param wishes - What each job would like.
 */
export const shareOut = (wishes: readonly Wish[]): Seating => {
  const seatings = [bySaving(wishes), greatestFirst(wishes, savingInAll), [...wishes].sort(byId)].map(
    shareInOrder,
  )
  const found = seatings.reduce((best, seating) => (seating.usd() < best.usd() - 1e-6 ? seating : best))
  return bestSeating(bySaving(wishes), found)
}
