import type { Job } from '@aima/gpu-core'

/** A job and when it comes. */
export interface Arrival {
  /** When it comes (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** The job. Its id must differ from those of all others, its deadline counts from its arrival. */
  readonly job: Job
}

/**
 * What must be run: jobs in the order in which they come.
 *
 * It is asked for its jobs once for each simulation, and one after the other, so that a workload of any length takes no memory.
 */
export type Workload = Iterable<Arrival>
