import type { Decision, DecisionError, DuplicateOfferId, InvalidMoment, Job } from '@aima/gpu-core'

/** Where many jobs should run, when they share what is limited. Plain JSON. */
export interface FleetDecision {
  /** Tag. */
  readonly kind: 'fleet-decision'
  /** When it was made (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** One entry for each job, sorted by the job's id. */
  readonly jobs: readonly FleetEntry[]
  /** Expected cost of all jobs that have an offer (USD). */
  readonly totalUsd: number
  /** How many jobs have no offer. */
  readonly unplaced: number
}

/** What became of one job. */
export interface FleetEntry {
  /** The job. */
  readonly job: Job
  /**
   * Core's decision for it. Offers whose hardware other jobs are given are refused in it as failures with the reason `given-to-another-job`, which count until
   * that job is expected to be done.
   */
  readonly decision: Decision | DecisionError
  /** Whether it is given local hardware, and why. */
  readonly local: LocalShare
}

/** What local hardware would save a job. */
export interface LocalSaving {
  /** The local offer. */
  readonly offerId: string
  /** Cost on the best offer elsewhere less cost on this one (USD, negative: it is dearer); null: there is nothing elsewhere. */
  readonly savingUsd: number | null
  /** How long it takes up how many GPUs (GPU-hours). */
  readonly gpuHours: number
  /** Saving per hour of one local GPU (USD/h); null: there is nothing elsewhere, or it takes no time. */
  readonly savingUsdPerGpuHour: number | null
}

/** Whether a job is given local hardware, and why. */
export type LocalShare =
  | ({
      /** It is. */
      readonly kind: 'given'
      /** Jobs that were given what it would rather have had; none: it has the best. */
      readonly displacedBy: readonly string[]
    } & LocalSaving)
  | ({
      /** It would be, but its hardware saves more with other jobs. The numbers are those of the local offer that it would have had. */
      readonly kind: 'displaced'
      /** Ids of those jobs. */
      readonly displacedBy: readonly string[]
    } & LocalSaving)
  | {
      /** The policy's strategy prefers an offer elsewhere to every local one. */
      readonly kind: 'not-preferred'
    }
  | {
      /** No local offer passes the gates. */
      readonly kind: 'none-fits'
    }

/** Two jobs share an id, so that nobody could tell which of them was given what. */
export interface DuplicateJobId {
  /** Tag. */
  readonly kind: 'duplicate-job-id'
  /** The id that occurs twice. */
  readonly jobId: string
}

/** Why there is no decision for any job. */
export type FleetError = DuplicateJobId | DuplicateOfferId | InvalidMoment
