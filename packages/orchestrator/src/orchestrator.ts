import type { Decision, DecisionError, Job, OfferQuery } from '@aima/gpu-core'
import type { Result, ResultAsync } from 'neverthrow'
import type { Closed } from './closed.ts'
import type { MeetDeadline } from './deadline/meet-deadline.ts'
import type { FleetDecision, FleetError } from './fleet/fleet-decision.ts'
import type { Changes, WhatIf } from './fleet/what-if.ts'
import type { Gathering, SourceReport } from './gather/gathering.ts'
import type { PlaceOptions } from './options.ts'
import type { Placement, PlacementError } from './place/placement.ts'
import type { PolicyFault } from './policy/policy-fault.ts'
import type { PolicyHolder } from './policy/policy-holder.ts'
import type { FailoverError, Loss, LossReport, MoveAdvice } from './running/loss.ts'
import type { Running } from './running/weigh-move.ts'
import type { LogNotWritten } from './seen/decision-log.ts'

/** A decision, and where its offers came from. */
export interface JobDecision {
  /** The decision. */
  readonly decision: Decision
  /** What became of each source. */
  readonly reports: readonly SourceReport[]
}

/** Core decided nothing: no offer passes, or something is wrong with them. */
export interface NotDecided {
  /** Tag. */
  readonly kind: 'not-decided'
  /** Why. */
  readonly reason: DecisionError
  /** What became of each source: one that failed may be the reason. */
  readonly reports: readonly SourceReport[]
}

/** Decisions for many jobs, and where their offers came from. */
export interface JobsDecision {
  /** A decision for each job. */
  readonly fleet: FleetDecision
  /** What became of each source. */
  readonly reports: readonly SourceReport[]
}

/** How something is asked. */
export interface AskOptions {
  /** Cancels the sources that have not answered; who has answered counts. */
  readonly signal?: AbortSignal | undefined
  /** How many candidates are ranked and estimated in full. Default 20. */
  readonly ranked?: number | undefined
}

/** Gathers, decides, places, and keeps watch over what it has placed. */
export interface Orchestrator {
  /**
   * Gathers what all sources have now. A source that fails is a hole, and its report says so.
   *
   * @param query - What it is for. Default: everything.
   */
  readonly gather: (query?: OfferQuery, options?: Pick<AskOptions, 'signal'>) => Promise<Gathering>
  /** Decides where a job should run now. Sources whose offers it could not take are not even asked. */
  readonly decide: (
    job: Job,
    options?: AskOptions,
  ) => ResultAsync<JobDecision, NotDecided | PolicyFault | Closed>
  /** Decides for many jobs at once: limited hardware goes to those that save most on it. */
  readonly decideMany: (
    jobs: readonly Job[],
    options?: AskOptions,
  ) => ResultAsync<JobsDecision, FleetError | PolicyFault | Closed>
  /** Tells what would be decided if the job, the policy or the offers were different. */
  readonly whatIf: (
    job: Job,
    changes: Changes,
    options?: AskOptions,
  ) => ResultAsync<WhatIf, PolicyFault | Closed>
  /** Finds a machine for a job: walks the ranking until a launch succeeds. Leases of local hardware are kept until the job is reported done or lost. */
  readonly place: <Machine>(
    job: Job,
    options: PlaceOptions<Machine>,
  ) => ResultAsync<Placement<Machine>, PlacementError | PolicyFault | Closed>
  /** Takes in that a job lost its machine, gives its leases back, and says where the rest of the work should run. */
  readonly reportLoss: (placement: Placement<unknown>, loss: Loss) => Promise<LossReport>
  /**
   * Takes in that a job is done, and gives its leases back.
   *
   * @param placement - The placement.
   * @param runningHours - How long its machine ran (h). Default: from the placement until now.
   */
  readonly reportDone: (placement: Placement<unknown>, runningHours?: number) => void
  /** Tells whether a healthy job should move: only if that saves more than moving costs, and a margin. */
  readonly shouldMove: (
    placement: Placement<unknown>,
    running?: Running,
  ) => ResultAsync<MoveAdvice, FailoverError>
  /**
   * Keeps one job to its deadline, on spot where that is safe: its owner asks in each tick where it should run. The job's `deadlineHours` count from now on.
   *
   * @param job - A job with `deadlineHours` and a known run time.
   * @param options - Policy and tick.
   * @returns The watch; `no-deadline` or `no-run-time` when the job does not say enough, `invalid-options`, or `closed`.
   */
  readonly meetDeadline: MeetDeadline
  /** The policy in force, and how to load it anew. */
  readonly policy: PolicyHolder
  /**
   * Ends timers, sockets and refreshes, and writes what the decision log has not written yet. Leases of running jobs are not given back: they
   * end by themselves. Orphans of launches that still run are handed over when they come.
   *
   * @returns What of the log could not be written.
   */
  readonly close: () => Promise<Result<void, LogNotWritten>>
}
