import { blankEstimate, type Estimate, fillEstimate } from './estimate/estimate.ts'
import { blankTerms } from './estimate/fill-terms.ts'
import { passEstimateGates } from './gates/index.ts'
import type { Job } from './job.ts'
import type { Offer } from './offer.ts'
import type { Question, RuledCircle } from './question.ts'
import { type Rejection, reject } from './rejection.ts'

/** The estimate of one job on one offer after the other, and the rules that need it. */
export interface Appraisal {
  /** The estimate of the offer that was appraised last; it is overwritten by the next. */
  readonly estimate: Estimate
  /** Estimates an offer and gives the rule that it breaks; undefined: none. */
  readonly appraise: (offer: Offer) => Rejection | undefined
}

const speedUnknown = (offer: Offer, { run }: Job): Rejection =>
  reject(offer, {
    gate: 'estimate',
    kind: 'speed-unknown',
    needed: run?.limitedBy ?? 'memory-bandwidth',
    actual: offer.gpu.model ?? offer.gpu.name,
  })

const neverFinishes = (offer: Offer, { runHours }: Estimate): Rejection =>
  reject(offer, {
    gate: 'estimate',
    kind: 'never-finishes',
    needed: 'a finite run',
    actual: Number.isFinite(runHours) ? runHours : null,
  })

/** The appraisal under circles that all count alike. */
const prepareAlike = (first: RuledCircle, others: readonly RuledCircle[]): Appraisal => {
  const { terms, job } = first
  const termsDraft = blankTerms()
  const estimate = blankEstimate()
  const circles = [first, ...others]
  const appraise = (offer: Offer): Rejection | undefined => {
    if (!terms.fill(termsDraft, offer)) return speedUnknown(offer, job)
    fillEstimate(estimate, terms.work, termsDraft)
    if (!Number.isFinite(estimate.totalUsd) || !Number.isFinite(estimate.completionHours))
      return neverFinishes(offer, estimate)
    for (const { rules } of circles) {
      const rejection = passEstimateGates(offer, estimate, rules)
      if (rejection !== undefined) return rejection
    }
    return undefined
  }
  return { estimate, appraise }
}

/**
 * Prepares the appraisal of offers that passed the gates: their estimates, and the rules that need them.
 *
 * A policy that this one is within and that counts otherwise (other defaults, adjustments, local cost) is asked with an estimate of its own.
 *
 * @param question - Job, policy and moment.
 */
export const prepareAppraisal = (question: Question): Appraisal => {
  const alike = question.within.filter(({ terms }) => terms === question.terms)
  const own = prepareAlike(question, alike)
  const otherwise = question.within
    .filter(({ terms }) => terms !== question.terms)
    .map((circle) => prepareAlike(circle, []))
  if (otherwise.length === 0) return own
  return {
    estimate: own.estimate,
    appraise: (offer) => {
      for (const { appraise } of [own, ...otherwise]) {
        const rejection = appraise(offer)
        if (rejection !== undefined) return rejection
      }
      return undefined
    },
  }
}
