import type { Assumption, Decision, DecisionError, Job } from '@aima/gpu-core'
import type { BillLine } from '../result/bill-line.ts'
import type { JobOutcome, RefusalCounts, Stay } from '../result/job-outcome.ts'
import type { Violation } from '../result/violation.ts'

/** Why it was decided where a job runs. `freed`: owned hardware became free. `no-capacity`: the machine could not be had after all. */
export type DecisionCause = 'arrived' | 'freed' | 'interrupted' | 'no-capacity' | 'waiting'

/** A stay that has begun. */
export type OpenStay = Omit<Stay, 'workedFromMs' | 'untilMs' | 'end'>

/** What all events have. */
interface Told<Kind extends string> {
  /** Tag. */
  readonly kind: Kind
  /** When it happened (ms since 1970-01-01 UTC). */
  readonly atMs: number
}

/** What all events of one job have. */
interface ToldOfJob<Kind extends string> extends Told<Kind> {
  /** The job's id. */
  readonly jobId: string
}

/** A job came. */
export interface Arrived extends Told<'arrived'> {
  /** The job. */
  readonly job: Job
}

/** It was decided where a job runs. */
export interface Decided extends ToldOfJob<'decided'> {
  /** Why it was decided. */
  readonly cause: DecisionCause
  /** Id of the chosen offer; null: none. */
  readonly offerId: string | null
  /** How many offers broke which rule first. */
  readonly refusals: RefusalCounts
  /**
   * Gives core's decision with every rejection, as core makes it of all offers of this moment (of the owned GPUs that are free, where the cause is `freed`);
   * core's `explain` turns it into text.
   * To be called before the next event is taken: what it says is of the moment at which it is called.
   */
  readonly decision: () => Decision | DecisionError
}

/** A job waits for owned hardware. */
export interface Queued extends ToldOfJob<'queued'> {
  /** Id of the owned offer that was chosen. It may get another that fits. */
  readonly offerId: string
}

/** A machine is a job's from now on. */
export interface Started extends ToldOfJob<'started'> {
  /** Its stay there. */
  readonly stay: OpenStay
}

/** A machine was taken away: its job waits for it, or moves on. */
export interface Interrupted extends ToldOfJob<'interrupted'> {
  /** Id of the offer. */
  readonly offerId: string
}

/** A machine is a job's no longer. */
export interface Left extends ToldOfJob<'left'> {
  /** The stay that ended. */
  readonly stay: Stay
}

/** Something is to be paid. */
export interface Billed extends Told<'billed'> {
  /** The line of the bill. */
  readonly line: BillLine
}

/** A job is done, or nothing more is tried. */
export interface Ended extends Told<'ended'> {
  /** What became of it. */
  readonly outcome: JobOutcome
}

/** A default entered a number; told once for each. */
export interface Assumed extends Told<'assumed'> {
  /** The default. */
  readonly assumption: Assumption
}

/** A rule was broken that a simulation must keep. */
export interface Violated extends Told<'violated'> {
  /** Which, and how. */
  readonly violation: Violation
}

/** Something that happened. */
export type SimulationEvent =
  | Arrived
  | Decided
  | Queued
  | Started
  | Interrupted
  | Left
  | Billed
  | Ended
  | Assumed
  | Violated
