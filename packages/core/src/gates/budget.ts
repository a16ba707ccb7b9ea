import type { Circle } from '../circle.ts'
import type { Estimate } from '../estimate/estimate.ts'
import { defaultsOf } from '../estimate/fallbacks.ts'
import type { Offer } from '../offer.ts'
import { type Rejection, reject } from '../rejection.ts'

/** What a job may cost and take. */
export interface BudgetRules {
  /** Price of an offer (USD/h), adjusted; undefined: unknown. */
  readonly usdPerHourOf: (offer: Offer) => number | undefined
  /** Most per hour (USD/h); undefined: no limit. */
  readonly usdPerHour: number | undefined
  /** Most for the job (USD), compared with the upper estimate; undefined: no limit. */
  readonly usdPerJob: number | undefined
  /** Upper estimate over expected cost. */
  readonly upperFactor: number
  /** Longest time until the result (h); undefined: no limit. */
  readonly completionHours: number | undefined
}

/** The lesser of two caps; undefined: none. */
const lesser = (one: number | undefined, other: number | undefined): number | undefined => {
  if (one === undefined || other === undefined) return one ?? other
  return Math.min(one, other)
}

/** The caps of policy and job. */
export const budgetRulesOf = ({ policy, job, terms }: Circle): BudgetRules => ({
  usdPerHourOf: terms.usdPerHourOf,
  usdPerHour: lesser(policy.budget?.usdPerHour, job.budget?.usdPerHour),
  usdPerJob: lesser(policy.budget?.usdPerJob, job.budget?.usdPerJob),
  upperFactor: 1 + defaultsOf(policy).estimateMargin,
  completionHours: policy.maximumCompletionHours,
})

/** The cap per hour. */
export const budget = (
  offer: Offer,
  { usdPerHour: needed, usdPerHourOf }: BudgetRules,
): Rejection | undefined => {
  if (needed === undefined) return undefined
  const actual = usdPerHourOf(offer)
  if (actual === undefined || actual <= needed) return undefined
  return reject(offer, { gate: 'budget', kind: 'hourly-price-over-budget', needed, actual })
}

/** The caps on the whole job: on its upper estimate, and on the time until the result. */
export const jobBudget = (offer: Offer, estimated: Estimate, rules: BudgetRules): Rejection | undefined => {
  const upperUsd = estimated.totalUsd * rules.upperFactor
  if (rules.usdPerJob !== undefined && !(upperUsd <= rules.usdPerJob))
    return reject(offer, {
      gate: 'budget',
      kind: 'job-cost-over-budget',
      needed: rules.usdPerJob,
      actual: upperUsd,
    })
  const { completionHours } = estimated
  if (rules.completionHours === undefined || completionHours <= rules.completionHours) return undefined
  return reject(offer, {
    gate: 'budget',
    kind: 'takes-too-long',
    needed: rules.completionHours,
    actual: completionHours,
  })
}
