import type { Circle } from './circle.ts'
import { prepareTerms } from './estimate/terms.ts'
import { commonSites } from './gates/confidentiality.ts'
import { type Rules, rulesOf } from './gates/rules.ts'
import type { Job } from './job.ts'
import type { Moment } from './moment.ts'
import { circlesOf, type Policy } from './policy.ts'

/** A circle with the rules of its gates. */
export interface RuledCircle extends Circle {
  /** What each gate needs to know. */
  readonly rules: Rules
}

/** What is being decided: the same for every offer of a decision. */
export interface Question extends RuledCircle {
  /** The same for every policy that this one is within: an offer must pass them all. */
  readonly within: readonly RuledCircle[]
}

/** Whether two policies give the same numbers for every offer. */
const countAlike = (one: Policy, other: Policy): boolean =>
  one.defaults === other.defaults &&
  one.localCost === other.localCost &&
  one.priceAdjustments === other.priceAdjustments

/**
 * Asks where a job should run under a policy, and under all that it is within.
 *
 * @param job - The job.
 * @param policy - The rules.
 * @param moment - The present, and remembered failures.
 */
export const questionOf = (job: Job, policy: Policy, { nowMs, failures = [] }: Moment): Question => {
  const terms = prepareTerms(job, policy)
  const ruled = (circle: Circle): RuledCircle => ({ ...circle, rules: rulesOf(circle) })
  const [, ...outer] = circlesOf(policy)
  const within = outer.map((circle) =>
    ruled({
      job,
      policy: circle,
      nowMs,
      failures,
      terms: countAlike(circle, policy) ? terms : prepareTerms(job, circle),
    }),
  )
  const own = ruled({ job, policy, nowMs, failures, terms })
  // A site that any of the policies forbids is refused for that, before anything else is looked at.
  const sites = within.reduce((common, { rules }) => commonSites(common, rules.sites), own.rules.sites)
  return { ...own, rules: { ...own.rules, sites }, within }
}
