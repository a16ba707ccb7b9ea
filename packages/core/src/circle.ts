import type { JobTerms } from './estimate/terms.ts'
import type { RememberedFailure } from './failure.ts'
import type { Job } from './job.ts'
import type { Policy } from './policy.ts'

/** One policy applied to one job at one moment. */
export interface Circle {
  /** The job. */
  readonly job: Job
  /** The policy. */
  readonly policy: Policy
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** Remembered failures. */
  readonly failures: readonly RememberedFailure[]
  /** The job's numbers under the policy, and those of any offer. */
  readonly terms: JobTerms
}
