import type { Candidate, Decision, DecisionError, Job, Refusal } from '@aima/gpu-core'
import type { Lease } from '../lease/lease-store.ts'
import type { LaunchFailure } from './launch.ts'

/** A job that has its machine. */
export interface Placement<Machine> {
  /** Tag. */
  readonly kind: 'placement'
  /** Unique among the placements of this orchestrator. */
  readonly id: string
  /** The job. */
  readonly job: Job
  /** The offer that took it, as priced right before its launch. */
  readonly candidate: Candidate
  /** What the launch returned. */
  readonly machine: Machine
  /** Leases of its hardware, for local offers; they are to be renewed, and released at the end. */
  readonly leases: readonly Lease[]
  /** The decision. */
  readonly decision: Decision
  /** All attempts, the one that succeeded last. */
  readonly attempts: readonly Attempt[]
  /** When it was placed (ms since 1970-01-01 UTC). */
  readonly placedAtMs: number
}

/** What became of one candidate. */
export interface Attempt {
  /** Its offer. */
  readonly offerId: string
  /** Its provider. */
  readonly provider: string
  /** Its place in the ranking, from 1. */
  readonly rank: number
  /** How it ended. */
  readonly outcome: AttemptOutcome
  /** How long it took (ms). */
  readonly tookMs: number
}

/** How an attempt ended. */
export type AttemptOutcome =
  | {
      /** It has the job. */
      readonly kind: 'placed'
    }
  | {
      /** The launch failed. */
      readonly kind: 'failed'
      /** Why. */
      readonly failure: LaunchFailure
    }
  | {
      /** The launch did not end in time. If it succeeds later, it is an orphan. */
      readonly kind: 'timed-out'
      /** How long was waited (ms). */
      readonly afterMs: number
    }
  | {
      /** A gate refuses it now: a price that has aged, a failure that is remembered, opening hours. */
      readonly kind: 'refused'
      /** The rule that it breaks. */
      readonly refusal: Refusal
    }
  | {
      /** It is no longer offered. */
      readonly kind: 'gone'
    }
  | {
      /** It has become dearer than the policy lets pass, and `confirm` said no, or nobody was there to ask. */
      readonly kind: 'declined'
      /** Change of the total cost (share: 0.2 is 20 % dearer). */
      readonly totalDrift: number
    }
  | {
      /** Another job holds its hardware. */
      readonly kind: 'leased'
      /** Until when, at the longest (ms since 1970-01-01 UTC). */
      readonly untilMs: number
    }
  | {
      /** An offer that shares its hardware has just failed, so it was not tried. */
      readonly kind: 'excluded'
      /** That offer. */
      readonly byOfferId: string
    }
  | {
      /** The caller cancelled. */
      readonly kind: 'cancelled'
    }

/** Why a job has no machine. */
export type PlacementError =
  | {
      /** Every candidate was tried. */
      readonly kind: 'not-placed'
      /** What became of each. */
      readonly attempts: readonly Attempt[]
      /** The decision. */
      readonly decision: Decision
    }
  | {
      /** The caller cancelled, or the orchestrator was closed. */
      readonly kind: 'cancelled'
      /** What became of each candidate until then. */
      readonly attempts: readonly Attempt[]
    }
  | DecisionError
