import {
  type DecideOptions,
  type Decision,
  type DecisionError,
  decide,
  type Job,
  type Offer,
  type Policy,
} from '@aima/gpu-core'

/** What would be different. */
export interface Changes {
  /** Fields of the job; each replaces the whole field, and undefined takes it away. */
  readonly job?: Partial<Job> | undefined
  /** Fields of the policy, in the same way. */
  readonly policy?: Partial<Policy> | undefined
  /** The offers. */
  readonly offers?: OfferChanges | undefined
}

/** How the offers would be different. */
export interface OfferChanges {
  /** Offers that would be there; one whose id is known replaces that one. */
  readonly add?: readonly Offer[] | undefined
  /** Ids of offers that would not be there. */
  readonly remove?: readonly string[] | undefined
}

/** What is asked about. */
export interface Situation {
  /** What can be had. */
  readonly offers: readonly Offer[]
  /** The rules. */
  readonly policy: Policy
  /** The present, remembered failures, and how many candidates are ranked. */
  readonly moment: DecideOptions
}

/** A decision as it is, and as it would be. Plain JSON. */
export interface WhatIf {
  /** Tag. */
  readonly kind: 'what-if'
  /** As it is. */
  readonly before: Decision | DecisionError
  /** As it would be. */
  readonly after: Decision | DecisionError
  /** What differs. */
  readonly difference: Difference
}

/** What differs between two decisions. */
export interface Difference {
  /** The offer that wins, before and after. */
  readonly winner: WinnerChange
  /** Expected cost on the winner (USD). */
  readonly totalUsd: Change
  /** From the decision until the result is there (h). */
  readonly completionHours: Change
  /** How many offers would pass that do not now, and how many of them are new. */
  readonly admitted: OfferCount
  /** How many offers would be refused that are not now, and how many of them are gone. */
  readonly refused: OfferCount
}

/** Who wins, before and after. */
export interface WinnerChange {
  /** Id of the offer that wins as it is; null: none. */
  readonly before: string | null
  /** Id of the offer that would win; null: none. */
  readonly after: string | null
  /** Whether it is the same. */
  readonly isSame: boolean
}

/** A number before and after; null: there is no winner. */
export interface Change {
  /** As it is. */
  readonly before: number | null
  /** As it would be. */
  readonly after: number | null
  /** By how much it rises, negative: it falls; null where either is missing. */
  readonly by: number | null
}

/** Offers whose fate differs. */
export interface OfferCount {
  /** How many. */
  readonly count: number
  /** How many of them are in one of the two decisions only. */
  readonly inOneOnly: number
  /** Ids of the first twenty, sorted. */
  readonly offerIds: readonly string[]
}

/** How many ids are told. */
const mostIds = 20

/** Offers that passed, by id. */
const passed = (outcome: Decision | DecisionError): ReadonlySet<string> => {
  if (outcome.kind !== 'decision') return new Set()
  const { chosen, alternatives, others } = outcome
  return new Set([
    ...[chosen, ...alternatives].map(({ offer }) => offer.id),
    ...others.map(({ offerId }) => offerId),
  ])
}

const refusedIn = (outcome: Decision | DecisionError): ReadonlySet<string> =>
  new Set('rejections' in outcome ? outcome.rejections.map(({ offerId }) => offerId) : [])

/** Offers that pass in one decision and not in the other. */
const onlyIn = (one: Decision | DecisionError, other: Decision | DecisionError): OfferCount => {
  const there = passed(other)
  const refused = refusedIn(other)
  const offerIds = [...passed(one)].filter((id) => !there.has(id)).sort()
  return {
    count: offerIds.length,
    inOneOnly: offerIds.filter((id) => !refused.has(id)).length,
    offerIds: offerIds.slice(0, mostIds),
  }
}

const chosenIn = (outcome: Decision | DecisionError) =>
  outcome.kind === 'decision' ? outcome.chosen : undefined

const changeOf = (before: number | undefined, after: number | undefined): Change => ({
  before: before ?? null,
  after: after ?? null,
  by: before === undefined || after === undefined ? null : after - before,
})

const differenceOf = (before: Decision | DecisionError, after: Decision | DecisionError): Difference => {
  const one = chosenIn(before)
  const other = chosenIn(after)
  const ids = { before: one?.offer.id ?? null, after: other?.offer.id ?? null }
  return {
    winner: { ...ids, isSame: ids.before === ids.after },
    totalUsd: changeOf(one?.estimate.totalUsd, other?.estimate.totalUsd),
    completionHours: changeOf(one?.estimate.completionHours, other?.estimate.completionHours),
    admitted: onlyIn(after, before),
    refused: onlyIn(before, after),
  }
}

const changedOffers = (
  offers: readonly Offer[],
  { add = [], remove = [] }: OfferChanges,
): readonly Offer[] => {
  const gone = new Set([...remove, ...add.map(({ id }) => id)])
  return [...offers.filter(({ id }) => !gone.has(id)), ...add]
}

const outcomeOf = (job: Job, { offers, policy, moment }: Situation): Decision | DecisionError =>
  decide(job, offers, policy, moment).match<Decision | DecisionError>(
    (decision) => decision,
    (error) => error,
  )

/**
 * Decides for a job as things are and as they would be, and tells what differs.
 *
 * Nothing is placed, leased or logged. A change is a question and no permission: what it answers about a job that would be less confidential moves no data.
 *
 * @param job - The job.
 * @param changes - What would be different about job, policy or offers.
 * @param situation - Offers, policy and moment as they are.
 * @returns Both decisions, or why there would be none, and the difference.
 * @example
 * whatIf({ id: 'a', confidentiality: 'public' }, { job: { urgency: 'high' } }, { offers: [], policy: { strategy: { kind: 'cost-first' } }, moment: { nowMs: 0 } }).difference.winner.isSame // => true
 */
export const whatIf = (job: Job, changes: Changes, situation: Situation): WhatIf => {
  const before = outcomeOf(job, situation)
  const after = outcomeOf(
    { ...job, ...changes.job },
    {
      offers: changedOffers(situation.offers, changes.offers ?? {}),
      policy: { ...situation.policy, ...changes.policy },
      moment: situation.moment,
    },
  )
  return { kind: 'what-if', before, after, difference: differenceOf(before, after) }
}
