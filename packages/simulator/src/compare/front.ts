import { microUsd, milliseconds } from '@aima/gpu-core'
import type { ComparedPolicy } from './comparison.ts'

/** What the front looks at; all of it is better when smaller. */
interface Place {
  readonly cost: number
  readonly time: number
  /** In millionths. */
  readonly undone: number
}

const placeOf = ({ means }: Pick<ComparedPolicy, 'means'>): Place => ({
  cost: microUsd(means.totalUsd.mean ?? Number.POSITIVE_INFINITY),
  time: milliseconds(means.completionHours.mean ?? Number.POSITIVE_INFINITY),
  undone: -Math.round((means.doneShare.mean ?? 0) * 1e6),
})

/** A policy that does less never beats one that does more: what is not done costs nothing. */
const beats = (one: Place, other: Place): boolean =>
  one.undone <= other.undone &&
  one.cost <= other.cost &&
  one.time <= other.time &&
  (one.cost < other.cost || one.time < other.time)

/**
 * Tells of each policy whether it is on the Pareto front of mean cost (to a micro-dollar) and mean completion (to a millisecond).
 *
 * A policy is beaten only by one that gets at least as large a share of the jobs done. Without any done job it is not on the front.
 *
 * @param policies - Their means.
 * @returns A claim for each, in their order.
 * @example
 * const means = (usd, hours) => ({ means: { totalUsd: { mean: usd }, completionHours: { mean: hours }, doneShare: { mean: 1 } } })
 * areOnFront([means(10, 1), means(5, 3), means(12, 2)]) // => [true, true, false]
 */
export const areOnFront = (policies: readonly Pick<ComparedPolicy, 'means'>[]): readonly boolean[] => {
  const places = policies.map(placeOf)
  return places.map((place) => Number.isFinite(place.time) && !places.some((other) => beats(other, place)))
}
