import type { Assumption } from './assumption.ts'
import { type Estimate, estimate } from './estimate/estimate.ts'
import { defaultsOf } from './estimate/fallbacks.ts'
import type { Speed } from './estimate/speed.ts'
import type { Offer } from './offer.ts'
import type { Question } from './question.ts'
import { type VramMatch, vramMatchOf } from './vram-match.ts'

/** An offer that passed every gate, ranked, with what the job would cost and take on it in full. */
export interface Candidate {
  /** Place in the ranking, from 1. */
  readonly rank: number
  /** The offer. */
  readonly offer: Offer
  /** Expected hours and money, broken down. */
  readonly estimate: Estimate
  /** Upper estimate of the total cost (USD). */
  readonly upperUsd: number
  /** Speed relative to the job's reference device, and where it comes from. */
  readonly speed: Speed
  /** Which size of memory satisfied the job; null: it asked for none. */
  readonly vramMatch: VramMatch | null
  /** What had to be assumed about the offer. */
  readonly assumptions: readonly Assumption[]
}

/** An offer that passed every gate, and its place in the ranking. */
export interface RankedOffer {
  /** Place in the ranking, from 1. */
  readonly rank: number
  /** The offer. */
  readonly offer: Offer
}

/**
 * Estimates a ranked offer in full, with all that was assumed.
 *
 * @param ranked - The offer and its rank.
 * @param question - Job, policy and moment.
 * @returns The candidate; undefined when the offer's price or speed is unknown.
 */
export const toCandidate = (
  { rank, offer }: RankedOffer,
  { job, policy, terms }: Question,
): Candidate | undefined => {
  const known = terms.termsOf(offer)
  if (known === undefined) return undefined
  const estimated = estimate(terms.work, known.terms)
  const neededGiB = job.needs?.vramGiB
  return {
    rank,
    offer,
    estimate: estimated,
    upperUsd: estimated.totalUsd * (1 + defaultsOf(policy).estimateMargin),
    speed: known.speed,
    vramMatch: neededGiB === undefined ? null : (vramMatchOf(offer, neededGiB) ?? null),
    assumptions: known.assumptions,
  }
}
