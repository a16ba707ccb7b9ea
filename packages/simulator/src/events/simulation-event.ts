import type { Decision, DecisionError, Job } from '@aima/gpu-core'
import type { BillLine } from '../result/bill-line.ts'
import type { JobOutcome, Stay } from '../result/job-outcome.ts'
import type { Violation } from '../result/violation.ts'

/** Why it was decided where a job runs. `freed`: owned hardware became free. `no-capacity`: the machine could not be had after all. */
export type DecisionCause = 'arrived' | 'freed' | 'interrupted' | 'no-capacity' | 'waiting'

/** Something that happened. */
export type SimulationEvent =
  | { readonly kind: 'arrived'; readonly atMs: number; readonly job: Job }
  | {
      readonly kind: 'decided'
      readonly atMs: number
      readonly jobId: string
      /** Why it was decided. */
      readonly cause: DecisionCause
      /** Id of the chosen offer; null: none. */
      readonly offerId: string | null
      /**
       * Gives core's decision with every rejection, as core makes it of all offers of this moment; {@link explain} turns it into text.
       * To be called before the next event is taken: what it says is of the moment at which it is called.
       */
      readonly decision: () => Decision | DecisionError
    }
  /** A job waits for owned hardware. */
  | { readonly kind: 'queued'; readonly atMs: number; readonly jobId: string; readonly offerId: string }
  /** A machine is a job's from now on. */
  | { readonly kind: 'started'; readonly atMs: number; readonly jobId: string; readonly stay: OpenStay }
  /** A machine is a job's no longer. */
  | { readonly kind: 'left'; readonly atMs: number; readonly jobId: string; readonly stay: Stay }
  | { readonly kind: 'billed'; readonly atMs: number; readonly line: BillLine }
  | { readonly kind: 'ended'; readonly atMs: number; readonly outcome: JobOutcome }
  | { readonly kind: 'violated'; readonly atMs: number; readonly violation: Violation }

/** A stay that has begun. */
export type OpenStay = Omit<Stay, 'workedFromMs' | 'untilMs' | 'end'>
