import type { Job } from '@aima/gpu-core'
import type { OpenStay } from '../../events/simulation-event.ts'
import type { Stay } from '../job-outcome.ts'
import type { Invariant, Violation } from '../violation.ts'

/** What is known of a job that has come and not ended. */
export interface OpenJob {
  /** The job. */
  readonly job: Job
  /** When it came (ms since 1970-01-01 UTC). */
  readonly arrivedAtMs: number
  /** Machines that are its now. */
  readonly openStays: OpenStay[]
  /** Machines that were its, in the order in which it left them. */
  readonly stays: Stay[]
  /** What it was billed so far (USD). */
  billedUsd: number
  /** In how many lines. */
  billedLines: number
}

/** What is known of everything that is not over. */
export interface Books {
  /** Jobs that have come and not ended, by id. */
  readonly jobs: Map<string, OpenJob>
  /** Hardware that a job has, and the job's id. */
  readonly holders: Map<string, string>
}

/** A rule that was broken by something that happened to a job, without its time. */
export type Breach = Omit<Violation, 'atMs'>

/**
 * Names a rule that was broken.
 *
 * @param invariant - The rule.
 * @param jobId - The job; null: none in particular.
 * @param detail - What was seen.
 * @example
 * breach('off-site', 'job-1', 'ran on aws').invariant // => 'off-site'
 */
export const breach = (invariant: Invariant, jobId: string | null, detail: string): Breach => ({
  invariant,
  jobId,
  detail,
})
