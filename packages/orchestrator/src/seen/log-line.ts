import {
  type Candidate,
  type DecideOptions,
  type Decision,
  type DecisionError,
  decide,
  type Job,
  type Offer,
  type Policy,
  type RememberedFailure,
} from '@aima/gpu-core'
import { hashOf, type OfferGroup } from './logged-offers.ts'

/** What a decision was made of, as its line has it. */
export interface LoggedQuestion {
  /** When it was made (ms since 1970-01-01 UTC); null: it was asked for no time. */
  readonly nowMs: number | null
  /** The job, or what may be logged of it. */
  readonly job: Job
  /** Hash of the policy's line. */
  readonly policy: string
  /** Hashes of the lines of offers, by source. */
  readonly offers: readonly string[]
  /** Failures that were remembered. */
  readonly failures: readonly RememberedFailure[]
  /** How many candidates were ranked; null: all. */
  readonly ranked: number | null
}

/** What the hashes of a question stand for. */
export interface Referred {
  /** The policy. */
  readonly policy: Policy
  /** The offers of all lines. */
  readonly offers: readonly Offer[]
}

const alternative = ({ rank, offer, estimate }: Candidate) => ({
  rank,
  offerId: offer.id,
  provider: offer.provider,
  totalUsd: estimate.totalUsd,
  completionHours: estimate.completionHours,
})

const winner = ({ rank, offer, estimate, upperUsd, speed, vramMatch, assumptions }: Candidate) => ({
  rank,
  offerId: offer.id,
  source: offer.source,
  provider: offer.provider,
  site: offer.site,
  estimate,
  upperUsd,
  speed,
  vramMatch,
  assumptions,
})

/** What a line shows of an outcome: less than all of it, which its hash stands for. */
const shown = (outcome: Decision | DecisionError) => {
  if (outcome.kind === 'decision') {
    const { kind, strategy, reason, chosen, alternatives, counts, assumptions } = outcome
    return {
      kind,
      strategy,
      reason,
      chosen: winner(chosen),
      alternatives: alternatives.map(alternative),
      counts,
      assumptions,
    }
  }
  if (outcome.kind === 'duplicate-offer-id' || outcome.kind === 'invalid-moment') return outcome
  const { kind, counts, nearMisses } = outcome
  const nearest = nearMisses.map(({ offer, refusals }) => ({ offerId: offer.id, refusals }))
  return { kind, counts, nearest }
}

const decideAgain = (
  { nowMs, job, failures, ranked }: LoggedQuestion,
  { policy, offers }: Referred,
): Decision | DecisionError => {
  const options: DecideOptions = {
    nowMs: nowMs ?? Number.NaN,
    failures,
    ranked: ranked ?? Number.POSITIVE_INFINITY,
  }
  return decide(job, offers, policy, options).match<Decision | DecisionError>(
    (decision) => decision,
    (error) => error,
  )
}

/** Writes the line of some offers of one source, without its end. */
export const offersLine = ({ hash, source, offers }: OfferGroup): string =>
  JSON.stringify({ kind: 'offers', hash, source, offers })

/** Writes the line of a policy, without its end. */
export const policyLine = (policy: Policy): string =>
  JSON.stringify({ kind: 'policy', hash: policyHash(policy), policy })

/** Hashes a policy. */
export const policyHash = (policy: Policy): string => hashOf(JSON.stringify(policy))

/**
 * Decides, and writes the line of the decision, without its end. The log is written and replayed with this one function: a line is sound if it comes out the same
 * from what it says.
 *
 * @param question - What was decided.
 * @param referred - What its hashes stand for.
 */
export const decisionLine = (question: LoggedQuestion, referred: Referred): string => {
  const { nowMs, job, policy, offers, failures, ranked } = question
  const asked = { nowMs, job, policy, offers, failures, ranked }
  const outcome = decideAgain(question, referred)
  const sha256 = hashOf(JSON.stringify([asked, outcome]))
  return JSON.stringify({ kind: 'decision', version: 1, ...asked, outcome: shown(outcome), sha256 })
}
