import type { Site } from '@aima/gpu-core'
import type { SourceState } from '../gather/gathering.ts'
import type { AttemptOutcome } from '../place/placement.ts'

/**
 * What an orchestrator does, step by step. No event has a secret in it, and of a confidential job no more than the pseudonym under which
 * the decision log knows it.
 */
export type OrchestratorEvent =
  | {
      /** A source answered, failed or was not asked. */
      readonly kind: 'source-asked'
      /** Its id. */
      readonly source: string
      /** Its site. */
      readonly site: Site
      /** How it went. */
      readonly state: SourceState
      /** How many offers it has. */
      readonly offers: number
    }
  | {
      /** A job was decided, or nothing fits. */
      readonly kind: 'decided'
      /** The job's id, or its pseudonym. */
      readonly job: string
      /** The chosen offer; undefined: none. */
      readonly offerId?: string | undefined
      /** Its provider. */
      readonly provider?: string | undefined
      /** Expected cost (USD). */
      readonly totalUsd?: number | undefined
      /** Offers that passed. */
      readonly candidates: number
      /** Offers in all. */
      readonly offers: number
      /** How long core took (ms). */
      readonly tookMs: number
    }
  | {
      /** A candidate was tried, or passed over. */
      readonly kind: 'attempted'
      /** The job's id, or its pseudonym. */
      readonly job: string
      /** The offer. */
      readonly offerId: string
      /** Its provider. */
      readonly provider: string
      /** How it ended. */
      readonly outcome: AttemptOutcome['kind']
      /** How long it took (ms). */
      readonly tookMs: number
    }
  | {
      /** A job has its machine, or will not have one. */
      readonly kind: 'placed' | 'not-placed'
      /** The job's id, or its pseudonym. */
      readonly job: string
      /** How many candidates were looked at. */
      readonly attempts: number
    }
  | {
      /** A launch that was given up succeeded after all, and was handed to `onOrphan`. */
      readonly kind: 'orphaned'
      /** The job's id, or its pseudonym. */
      readonly job: string
      /** The offer. */
      readonly offerId: string
    }
  | {
      /** A running job lost its machine. */
      readonly kind: 'lost'
      /** The job's id, or its pseudonym. */
      readonly job: string
      /** The offer. */
      readonly offerId: string
      /** Whether the loss is of this machine, of its place, or of the job itself. */
      readonly severity: 'temporary' | 'persistent' | 'critical'
    }
  | {
      /** Hardware was leased, given back, or its lease was lost. */
      readonly kind: 'leased' | 'released' | 'lease-lost'
      /** The hardware. */
      readonly resource: string
    }
  | {
      /** A policy came into force, or a bad one was refused and the old one stays in force. */
      readonly kind: 'policy-loaded' | 'policy-refused'
      /** Paths and expectations of what was refused. */
      readonly issues: readonly string[]
    }
  | {
      /** The decision log could not be written. What waits is kept, and tried again. */
      readonly kind: 'log-failed'
      /** The system's code, such as `ENOSPC`. */
      readonly code: string
      /** Decisions that wait to be written. */
      readonly waiting: number
    }
  | {
      /** The orchestrator was closed. */
      readonly kind: 'closed'
    }

/** Takes events. */
export type Tell = (event: OrchestratorEvent) => void
