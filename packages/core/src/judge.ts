import { type Appraisal, prepareAppraisal } from './appraisal.ts'
import { passGates } from './gates/index.ts'
import type { Offer } from './offer.ts'
import type { Question, RuledCircle } from './question.ts'
import type { Quote } from './quote.ts'
import type { Rejection } from './rejection.ts'

/** What the gates and the estimate made of some offers: each is either among the candidates or among the rejections. */
export interface Judged {
  /** The offers that passed. */
  readonly offers: readonly Offer[]
  /** Their quotes, at the same places. */
  readonly quotes: readonly Quote[]
  /** The others, with the first rule that each broke. */
  readonly rejections: readonly Rejection[]
}

/** The first rule of any policy that an offer breaks, before anything is estimated. */
export const passCircles = (offer: Offer, circles: readonly RuledCircle[]): Rejection | undefined => {
  for (const { rules } of circles) {
    const rejection = passGates(offer, rules)
    if (rejection !== undefined) return rejection
  }
  return undefined
}

/** One line of an estimate, for the ranking. */
const quoteOf = (offer: Offer, { estimate }: Appraisal): Quote => ({
  offerId: offer.id,
  provider: offer.provider,
  site: offer.site,
  usdPerHour: estimate.usdPerHour,
  totalUsd: estimate.totalUsd,
  completionHours: estimate.completionHours,
  waitHours: estimate.waitHours,
  uploadHours: estimate.uploadHours,
  interruptionsPerHour: estimate.interruptionsPerHour,
  deadlineChance: estimate.deadlineChance,
  carbonGrams: estimate.carbonGrams,
})

/**
 * Sends offers through the gates and quotes those that pass.
 *
 * @param offers - The offers.
 * @param question - Job, policy and moment.
 */
export const judge = (offers: readonly Offer[], question: Question): Judged => {
  const circles = [question, ...question.within]
  const appraisal = prepareAppraisal(question)
  const passed: Offer[] = []
  const quotes: Quote[] = []
  const rejections: Rejection[] = []
  for (const offer of offers) {
    const rejection = passCircles(offer, circles) ?? appraisal.appraise(offer)
    if (rejection === undefined) {
      passed.push(offer)
      quotes.push(quoteOf(offer, appraisal))
    } else rejections.push(rejection)
  }
  return { offers: passed, quotes, rejections }
}
