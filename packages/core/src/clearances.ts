import type { Clearance } from './clearance.ts'
import type { Job } from './job.ts'
import type { Policy } from './policy.ts'

/** Everything that narrows where a job may run: the policy in general, the policy for its confidentiality, and the job itself. */
export const clearancesOf = (job: Job, policy: Policy): readonly Clearance[] =>
  [policy.residency, policy.clearance?.[job.confidentiality], job.clearance].filter(
    (clearance) => clearance !== undefined,
  )
