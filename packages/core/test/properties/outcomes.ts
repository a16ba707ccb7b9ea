import { type Candidate, type Decision, type DecisionError, decide, type Offer } from '../../src/index.ts'
import type { World } from './arbitraries/worlds.ts'

/** The decision of a world, with every candidate ranked; undefined: nothing fits. */
export const decisionIn = ({ job, offers, policy, moment }: World): Decision | undefined =>
  decide(job, offers, policy, { ...moment, ranked: Number.POSITIVE_INFINITY }).unwrapOr(undefined)

/** The decision of a world, or the error. */
export const outcomeIn = (
  { job, offers, policy, moment }: World,
  ranked?: number,
): Decision | DecisionError =>
  decide(job, offers, policy, { ...moment, ranked }).match(
    (decision): Decision | DecisionError => decision,
    (error) => error,
  )

/** All candidates of a decision, in order. */
export const candidatesOf = (decision: Decision | undefined): readonly Candidate[] =>
  decision === undefined ? [] : [decision.chosen, ...decision.alternatives]

/** Id of the offer that a world chooses; undefined: nothing fits. */
export const winnerIn = (world: World): string | undefined => decisionIn(world)?.chosen.offer.id

/** Ids of the offers that a world admits, sorted. */
export const admittedIn = (world: World): readonly string[] =>
  candidatesOf(decisionIn(world))
    .map(({ offer }) => offer.id)
    .sort()

/** The offer of an id. */
export const offerOf = (offers: readonly Offer[], id: string): Offer | undefined =>
  offers.find((offer) => offer.id === id)

/** The same list in another order, by a list of numbers. */
export const reordered = <T>(list: readonly T[], keys: readonly number[]): readonly T[] =>
  list
    .map((item, index) => ({ item, key: keys[index] ?? 0 }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item)

/** A copy that JSON made. */
export const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** What an untyped caller passes: JSON makes anything look like any type. */
export const untyped = <T>(value: unknown): T => JSON.parse(JSON.stringify(value))

/** The same value with 0 for every -0, which JSON cannot tell apart. */
export const withoutNegativeZero = (value: unknown): unknown => {
  if (value === 0) return 0
  if (Array.isArray(value)) return value.map(withoutNegativeZero)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutNegativeZero(part)]))
}

/** Freezes a value and everything in it. */
export const deepFrozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFrozen)
  }
  return value
}
