import type { DeadlineJob } from './deadline-job.ts'
import type { Machine } from './machine.ts'
import type { Sight } from './sight.ts'

/** Says what runs in the tick that starts now. */
export type ChooseMachine = (sight: Sight) => Machine

/** A rule that says tick by tick what one job runs on. */
export interface DeadlinePolicy {
  /** Its name, such as `uniform-progress`. */
  readonly name: string
  /** Starts a job, whose fields are in range. What it returns may remember what it saw, and serves this job alone. */
  readonly begin: (job: DeadlineJob) => ChooseMachine
}
