import { prepareAppraisal } from './appraisal.ts'
import { technicalFaults } from './gates/technical/technical.ts'
import { passCircles } from './judge.ts'
import type { Offer } from './offer.ts'
import type { Question } from './question.ts'
import type { Refusal } from './rejection.ts'

/** An offer that nearly fitted, with every rule that it broke. */
export interface NearMiss {
  /** The offer. */
  readonly offer: Offer
  /** All rules that it broke, in the order of the gates. */
  readonly refusals: readonly Refusal[]
}

/** How many near misses are worth telling. */
const most = 3

/** How far an offer is from what was needed, as a share; 1 where no number tells it. */
const gapOf = ({ needed, actual }: Refusal): number => {
  if (typeof needed !== 'number' || typeof actual !== 'number') return 1
  return Math.abs(needed - actual) / Math.max(Math.abs(needed), Math.abs(actual), Number.MIN_VALUE)
}

const totalGap = ({ refusals }: NearMiss): number =>
  refusals.reduce((sum, refusal) => sum + gapOf(refusal), 0)

const nearer = (one: NearMiss, other: NearMiss): number => {
  const difference = one.refusals.length - other.refusals.length || totalGap(one) - totalGap(other)
  if (difference !== 0) return difference
  return one.offer.id < other.offer.id ? -1 : 1
}

/**
 * Finds the offers that came nearest to fitting, with every technical rule that each broke, or the first of another gate.
 *
 * Offers on a site where the job may not run are left out: no relaxation makes them possible.
 *
 * @param offers - All offers of the decision.
 * @param question - Job, policy and moment.
 */
export const nearMissesOf = (offers: readonly Offer[], question: Question): readonly NearMiss[] => {
  const { rules } = question
  const circles = [question, ...question.within]
  const { appraise } = prepareAppraisal(question)
  const refusalsOf = (offer: Offer): readonly Refusal[] => {
    const first = passCircles(offer, circles) ?? appraise(offer)
    if (first === undefined) return []
    return first.gate === 'technical' ? technicalFaults(offer, rules.technical) : [first]
  }
  return offers
    .map((offer) => ({ offer, refusals: refusalsOf(offer) }))
    .filter(({ refusals }) => !refusals.some(({ gate }) => gate === 'confidentiality'))
    .sort(nearer)
    .slice(0, most)
}
