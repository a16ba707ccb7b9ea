import type { decide, ListedOffer, Locale, Policy } from '@aima/gpu-core'
import type { SimulationEvent } from './events/simulation-event.ts'
import type { Market } from './market/market.ts'
import type { Workload } from './workload/workload.ts'

/** What a job does that finds no capacity or loses its machine: decides again where the rest of the work runs, or waits for the same offer. */
export type Recovery = 'failover' | 'wait'

/** What is simulated. */
export interface SimulationOptions {
  /** What must be run. */
  readonly jobs: Workload
  /** What can be rented. */
  readonly market: Market
  /** The rules. */
  readonly policy: Policy
  /** The owned GPUs. Being given here is what makes them local. Default none. */
  readonly localGpus?: readonly ListedOffer[] | undefined
  /** Seed of all that is random (a whole number). Default 1. */
  readonly seed?: number | undefined
  /** What a job does without capacity. Default `failover`. */
  readonly recovery?: Recovery | undefined
  /** A job that no offer takes now is decided again after so long (h, above 0). Default 0.5. */
  readonly retryHours?: number | undefined
  /** A job that no offer has taken for so long gives up (h, ≥ 0). Default 24. */
  readonly giveUpHours?: number | undefined
  /** A job that waits for owned hardware is decided again after so long, or after a tenth of the wait that is expected, whichever is longer (h, above 0; infinite: never). Default 1. */
  readonly reconsiderHours?: number | undefined
  /** When the simulation ends, whatever is unfinished (ms since 1970-01-01 UTC). Default: when all jobs have ended. */
  readonly untilMs?: number | undefined
  /** How many candidates of each decision are worked out in full (1 or more). Default 3. */
  readonly ranked?: number | undefined
  /** Who decides. Default: core's `decide`. */
  readonly decide?: typeof decide | undefined
}

/** How far a simulation has come. */
export interface SimulationProgress {
  /** Virtual time (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Jobs that have come. */
  readonly arrived: number
  /** Jobs that have ended. */
  readonly ended: number
  /** Decisions that were made. */
  readonly decisions: number
}

/** How a simulation is watched. */
export interface WatchOptions {
  /** Whether what became of each job is kept in the result. Default true. */
  readonly keepJobs?: boolean | undefined
  /** Keeps every decision in the result, with its explanation in this language. That asks core of all offers once more for each. Default: none is kept. */
  readonly explainIn?: Locale | undefined
  /** Is told everything that happens. */
  readonly onEvent?: ((event: SimulationEvent) => void) | undefined
  /** Is told now and then how far it has come. */
  readonly onProgress?: ((progress: SimulationProgress) => void) | undefined
  /** Ends it before its time. */
  readonly signal?: AbortSignal | undefined
}

/** An option, a job, or a change of the market is not as it should be. */
export interface UnsoundInput {
  /** Tag. */
  readonly kind: 'unsound-input'
  /** Where: the option, or the number of the job or of the change (from 0). */
  readonly path: string
  /** How it should be. */
  readonly expected: string
}

/** Somebody ended a simulation before its time. */
export interface Aborted {
  /** Tag. */
  readonly kind: 'aborted'
  /** How far it had come (ms since 1970-01-01 UTC, in virtual time). */
  readonly atMs: number
}

/** Why there is no result. */
export type SimulationError = UnsoundInput | Aborted
