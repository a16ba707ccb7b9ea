import type { Assumption, Policy, RejectionKind } from '@aima/gpu-core'
import type { BillItem } from './bill-line.ts'
import type { ExplainedDecision } from './explained-decision.ts'
import type { JobOutcome } from './job-outcome.ts'
import type { Violation } from './violation.ts'

/** Mean, spread and extremes of a number over jobs. */
export interface Distribution {
  /** How many. */
  readonly count: number
  /** Mean; 0 of none. */
  readonly mean: number
  /** Standard deviation of the sample; 0 of fewer than two. */
  readonly deviation: number
  /** Least; 0 of none. */
  readonly least: number
  /** Greatest; 0 of none. */
  readonly greatest: number
}

/** Money by what it was paid for, and to whom (USD). */
export interface Spending {
  /** In all. */
  readonly totalUsd: number
  /** By item. */
  readonly byItem: Readonly<Record<BillItem, number>>
  /** By provider. */
  readonly byProvider: Readonly<Record<string, number>>
}

/** How a piece of the owned hardware was used. */
export interface HardwareUse {
  /** Its name: a GPU's UUID, one of an offer's exclusive keys, or the offer's id. */
  readonly name: string
  /** Time in which it was some job's (h). */
  readonly busyHours: number
  /** Share of the whole time (0 to 1). */
  readonly utilisation: number
}

/** Everything in numbers. */
export interface Summary {
  /** Jobs that came. */
  readonly jobs: number
  /** Jobs that are done. */
  readonly done: number
  /** Jobs that no offer will ever take. */
  readonly refused: number
  /** Jobs that no offer took for as long as jobs wait. */
  readonly gaveUp: number
  /** Jobs that were not finished when the simulation ended. */
  readonly cutOff: number
  /** Done jobs that ran on owned hardware alone. */
  readonly doneLocally: number
  /** Money. */
  readonly spending: Spending
  /** Time without a machine, of done jobs (h). */
  readonly waitHours: Distribution
  /** From arrival to result, of done jobs (h). */
  readonly completionHours: Distribution
  /** Jobs with a deadline, but for those that ended undone before it. */
  readonly withDeadline: number
  /** How many of them were late. */
  readonly late: number
  /** How late those were (h); of jobs that were not done, until they ended. */
  readonly lateHours: Distribution
  /** Machines that were taken away. */
  readonly interruptions: number
  /** Decisions that were made. */
  readonly decisions: number
  /** Uploaded (GB). */
  readonly uploadedGB: number
  /** Downloaded (GB). */
  readonly downloadedGB: number
  /** Owned hardware, by name. */
  readonly hardware: readonly HardwareUse[]
  /** Share of all owned hardware that was in use, over the whole time (0 to 1); 0 without any. */
  readonly localUtilisation: number
  /** How often offers were refused in all decisions, by the first rule that they broke. */
  readonly refusals: { readonly [Kind in RejectionKind]?: number | undefined }
}

/** What a simulation came to. Plain JSON, and the same bytes for the same input. */
export interface SimulationResult {
  /** Seed of all that is random. */
  readonly seed: number
  /** The rules. */
  readonly policy: Policy
  /** Name of the market. */
  readonly market: string
  /** When it began (ms since 1970-01-01 UTC). */
  readonly startMs: number
  /** When the last thing happened (ms since 1970-01-01 UTC). */
  readonly endMs: number
  /** Everything in numbers. */
  readonly summary: Summary
  /** What became of each job, in the order in which they ended; empty when they were not to be kept. */
  readonly jobs: readonly JobOutcome[]
  /** Every decision with its explanation, in the order in which they were made; empty unless they were to be explained. */
  readonly decisions: readonly ExplainedDecision[]
  /** Rules that were broken: none, unless something is wrong. */
  readonly violations: readonly Violation[]
  /** Every default that entered a number, once. */
  readonly assumptions: readonly Assumption[]
}
