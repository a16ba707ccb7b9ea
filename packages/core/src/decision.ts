import type { Assumption } from './assumption.ts'
import type { Candidate } from './candidate.ts'
import type { DuplicateOfferId } from './canonical-order.ts'
import type { Job } from './job.ts'
import type { Moment } from './moment.ts'
import type { NearMiss } from './near-miss.ts'
import type { Policy } from './policy.ts'
import type { Quote } from './quote.ts'
import type { GateName, Rejection } from './rejection.ts'
import type { ChoiceReason } from './strategies/preference.ts'
import type { Strategy } from './strategy.ts'

/** The circumstances of a decision, and how much of it is worked out. */
export interface DecideOptions extends Moment {
  /** How many candidates are ranked and estimated in full (1 or more; `Infinity` for all). Default 20. The others are quoted in one line. */
  readonly ranked?: number | undefined
}

/** How many offers went where. */
export interface Counts {
  /** Offers in all. */
  readonly offers: number
  /** Offers that passed. */
  readonly candidates: number
  /** Offers that each gate refused. */
  readonly rejected: Readonly<Record<GateName, number>>
}

/** Which offer a job should run on, what else could be had, and why the others could not. Plain JSON. */
export interface Decision {
  /** Tag. */
  readonly kind: 'decision'
  /** The job. */
  readonly job: Job
  /** The rules that held. */
  readonly policy: Policy
  /** When it was made (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** The strategy that the policy chose for this job. */
  readonly strategy: Strategy
  /** Why the chosen candidate comes first. */
  readonly reason: ChoiceReason
  /** The first of the ranking. */
  readonly chosen: Candidate
  /** The next of the ranking, in order; see {@link DecideOptions} for how many. */
  readonly alternatives: readonly Candidate[]
  /** Quotes of the offers that passed and are not ranked, by id. */
  readonly others: readonly Quote[]
  /** Every offer that was refused, by id, each with the first rule that it broke. */
  readonly rejections: readonly Rejection[]
  /** How many offers went where. */
  readonly counts: Counts
  /** What had to be assumed about the job; each candidate carries what was assumed about its offer. */
  readonly assumptions: readonly Assumption[]
}

/** No offer passed. It carries every rejection, and what would have helped. */
export interface NothingFits {
  /** `no-local-gpu`: the job is confidential and no local GPU can take it. `no-suitable-offer`: any other job. */
  readonly kind: 'no-local-gpu' | 'no-suitable-offer'
  /** The job. */
  readonly job: Job
  /** When it was asked (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** Every offer, with the first rule that it broke. */
  readonly rejections: readonly Rejection[]
  /** How many offers went where. */
  readonly counts: Counts
  /** The offers that came nearest, each with every rule that it broke, on sites where the job may run. */
  readonly nearMisses: readonly NearMiss[]
}

/** The present is not a time, or the number of candidates to rank is none. */
export interface InvalidMoment {
  /** Tag. */
  readonly kind: 'invalid-moment'
  /** What was expected. */
  readonly expected: string
}

/** Why there is no decision. */
export type DecisionError = NothingFits | DuplicateOfferId | InvalidMoment

const noneRejected: Readonly<Record<GateName, number>> = {
  confidentiality: 0,
  residency: 0,
  technical: 0,
  price: 0,
  spot: 0,
  availability: 0,
  budget: 0,
  strategy: 0,
  estimate: 0,
}

/** Counts where offers went. */
export const countOf = (candidates: number, rejections: readonly Rejection[]): Counts => {
  const rejected = { ...noneRejected }
  // Refusals by one gate come in long runs, so runs are counted and not single ones.
  let gate: GateName = 'confidentiality'
  let run = 0
  for (const rejection of rejections) {
    if (rejection.gate !== gate) {
      rejected[gate] += run
      gate = rejection.gate
      run = 0
    }
    run += 1
  }
  rejected[gate] += run
  return { offers: candidates + rejections.length, candidates, rejected }
}
