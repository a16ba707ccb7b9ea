import { prepareAppraisal } from './appraisal.ts'
import { type Candidate, toCandidate } from './candidate.ts'
import type { Decision } from './decision.ts'
import { passCircles } from './judge.ts'
import type { Moment } from './moment.ts'
import type { Offer } from './offer.ts'
import { defaultMaximumPriceDrift } from './policy.ts'
import { questionOf } from './question.ts'
import type { Refusal } from './rejection.ts'

/** What has become of a decision's choice. */
export type Requote =
  | {
      /** The offer can still be had. */
      readonly kind: 'quoted'
      /** It, with today's price and estimate; its rank is the one that it had. */
      readonly candidate: Candidate
      /** Change of the hourly price since the decision (share: 0.2 is 20 % dearer, negative is cheaper). */
      readonly hourlyDrift: number
      /** Change of the total cost since the decision (share). */
      readonly totalDrift: number
      /** True when either is above the policy's limit, so that a person must be asked again. */
      readonly mustAskAgain: boolean
    }
  | {
      /** A gate refuses it now. */
      readonly kind: 'refused'
      /** The first rule that it breaks. */
      readonly refusal: Refusal
    }
  | {
      /** It is no longer offered. */
      readonly kind: 'gone'
      /** Its id. */
      readonly offerId: string
    }

const driftOf = (before: number, now: number): number => {
  if (before === now) return 0
  return before === 0 ? Number.MAX_VALUE : (now - before) / before
}

const quote = (decision: Decision, offer: Offer, moment: Moment): Requote => {
  const question = questionOf(decision.job, decision.policy, moment)
  const refusal =
    passCircles(offer, [question, ...question.within]) ?? prepareAppraisal(question).appraise(offer)
  if (refusal !== undefined) return { kind: 'refused', refusal }
  const before = decision.chosen
  const candidate = toCandidate({ rank: before.rank, offer }, question)
  if (candidate === undefined) return { kind: 'gone', offerId: offer.id }
  const hourlyDrift = driftOf(before.estimate.usdPerHour, candidate.estimate.usdPerHour)
  const totalDrift = driftOf(before.estimate.totalUsd, candidate.estimate.totalUsd)
  const limit = decision.policy.maximumPriceDrift ?? defaultMaximumPriceDrift
  const mustAskAgain = Math.max(hourlyDrift, totalDrift) > limit
  return { kind: 'quoted', candidate, hourlyDrift, totalDrift, mustAskAgain }
}

/**
 * Prices a decision's choice again and sends it through the gates once more, as must happen before it is launched.
 *
 * @param decision - The decision.
 * @param offers - What can be had now.
 * @param moment - The present, by which prices age, and remembered failures. Default: the moment of the decision.
 * @returns The new quote with its drift, or that the offer is refused now, or gone.
 * @see {@link decide} when the choice is gone.
 */
export const requote = (
  decision: Decision,
  offers: readonly Offer[],
  moment: Moment = { nowMs: decision.nowMs },
): Requote => {
  const { id } = decision.chosen.offer
  const offer = offers.find((candidate) => candidate.id === id)
  return offer === undefined ? { kind: 'gone', offerId: id } : quote(decision, offer, moment)
}
