import type { Clearance, Job, Moment, Offer, Policy } from '../../../src/index.ts'

/** What a law is asked under: one circle of a policy. */
export interface Court {
  readonly job: Job
  readonly circle: Policy
  readonly moment: Moment
}

/** Whether an offer keeps one law. Written from the architecture and the cost model, without the gates. */
export type Law = (offer: Offer, court: Court) => boolean

/** A policy and all that it is within. */
export const circlesOf = (policy: Policy): readonly Policy[] => [
  policy,
  ...(policy.within ?? []).flatMap(circlesOf),
]

/** Everything that narrows where a job may run. */
export const clearancesOf = ({ job, circle }: Court): readonly Clearance[] =>
  [circle.residency, circle.clearance?.[job.confidentiality], job.clearance].filter(
    (clearance) => clearance !== undefined,
  )

/** A need that is not stated is met; one that is needs a fact that fits. */
export const metBy = <Need, Fact>(
  need: Need | undefined,
  fact: Fact | undefined,
  fits: (need: Need, fact: Fact) => boolean,
): boolean => need === undefined || (fact !== undefined && fits(need, fact))

/** At least so much. */
export const atLeast = (need: number, fact: number): boolean => fact >= need

/** One of these. */
export const oneOf = <T>(need: readonly T[], fact: T): boolean => need.includes(fact)
