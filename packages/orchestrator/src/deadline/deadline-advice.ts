import type { Candidate, Decision, InvalidOptions, Job } from '@aima/gpu-core'
import type { DeadlinePolicy } from '@aima/gpu-deadline'
import type { ResultAsync } from 'neverthrow'
import type { Closed } from '../closed.ts'
import type { Placement } from '../place/placement.ts'
import type { AdjustOffers, FailoverError } from '../running/loss.ts'

/** How a job is kept to its deadline. */
export interface DeadlineOptions {
  /** Says in each tick what the job runs on. Default `lindy`. */
  readonly policy?: DeadlinePolicy | undefined
  /** Time between two calls of `advise` (s, > 0). Default 600. */
  readonly tickSeconds?: number | undefined
}

/** How far a job has come, over all machines that it ran on. */
export interface DeadlineProgress {
  /** Share of the watched job's work that is done (0 to 1). */
  readonly done: number
  /** How much of that share no checkpoint holds, so that another machine must do it again. Default 0. */
  readonly sinceCheckpoint?: number | undefined
}

/** What a job tells of itself. */
export interface DeadlineStatus {
  /** How far it has come. Default: not at all. */
  readonly progress?: DeadlineProgress | undefined
  /** Where it runs. Default: nowhere; a machine that was taken away runs no more. */
  readonly running?: Placement<unknown> | undefined
  /** What has been spent on it (USD). Default: the hourly price of each machine for the time that this watch saw it run. */
  readonly spentUsd?: number | undefined
  /** Cancels; the error is then `undecided`. */
  readonly signal?: AbortSignal | undefined
}

/** Why something is advised. */
export interface DeadlineReason {
  /** Name of the policy. */
  readonly policy: string
  /** Time to the deadline beyond the work left and one start on demand (h); below 0 when it can no longer be met. */
  readonly slackHours: number
  /** `safety-net`: the policy wanted something else, which would put the deadline at risk. `no-spot`: it wanted to wait, and there is no spot to wait for. */
  readonly by: 'policy' | 'safety-net' | 'no-spot'
}

/** A machine to place the job on: `place(job, { launch, adjust })`. */
export interface NextMachine {
  /** Where to. */
  readonly candidate: Candidate
  /** The decision, among what suits this advice: spot alone, or what is not spot and done in time. */
  readonly decision: Decision
  /** The job with the work that is left after the last checkpoint. It is the one to place. */
  readonly job: Job
  /** To be applied to the offers when that job is placed. */
  readonly adjust: AdjustOffers
}

/** What holds for an advice until the next tick. */
export interface UntilNextTick {
  /** When to ask again (ms since 1970-01-01 UTC): the start of the next tick. */
  readonly untilMs: number
  /** Why. */
  readonly why: DeadlineReason
}

/** Nothing runs, and something should. */
export interface DeadlineStart extends NextMachine, UntilNextTick {
  /** Tag. */
  readonly kind: 'start'
}

/** Something else should run: give the present machine back and place the job. */
export interface DeadlineMove extends NextMachine, UntilNextTick {
  /** Tag. */
  readonly kind: 'move'
}

/** What runs should run on. */
export interface DeadlineStay extends UntilNextTick {
  /** Tag. */
  readonly kind: 'stay'
}

/** Nothing should run: a machine that does is to be given back after a checkpoint. */
export interface DeadlineWait extends UntilNextTick {
  /** Tag. */
  readonly kind: 'wait'
}

/** The work is done. */
export interface DeadlineDone {
  /** Tag. */
  readonly kind: 'done'
}

/** The deadline can no longer be met by anything that is offered. */
export interface DeadlineLate extends UntilNextTick {
  /** Tag. */
  readonly kind: 'late'
  /** How late the fastest machine would be (h, > 0), if it is not interrupted. */
  readonly lateByHours: number
  /** The fastest machine; undefined: what runs is no slower. */
  readonly next: NextMachine | undefined
}

/** What a job should do until the next tick. */
export type DeadlineAdvice =
  | DeadlineStart
  | DeadlineMove
  | DeadlineStay
  | DeadlineWait
  | DeadlineDone
  | DeadlineLate

/**
 * Keeps one job to its deadline. It holds no timers: its owner asks at `untilMs` of the last advice at the latest, and at once when a machine is lost or a launch
 * failed. A job that could be done in time on demand when its watch began is then in time, as long as on-demand can be had.
 */
export interface DeadlineWatch {
  /**
   * Tells what the job should do now.
   *
   * @param status - How far it has come, and where it runs.
   * @returns The advice; `undecided` when a policy or source broke or the call was cancelled, `off-site` when a decision would have broken confidentiality, or why nothing can be decided.
   */
  readonly advise: (status: DeadlineStatus) => ResultAsync<DeadlineAdvice, FailoverError>
}

/** The job has no deadline to meet. */
export interface NoDeadline {
  /** Tag. */
  readonly kind: 'no-deadline'
}

/** Nobody knows how long the job takes, so nobody can say when it must start. */
export interface NoRunTime {
  /** Tag. */
  readonly kind: 'no-run-time'
}

/** Why a job cannot be kept to a deadline. */
export type MeetDeadlineError = NoDeadline | NoRunTime | InvalidOptions | Closed
