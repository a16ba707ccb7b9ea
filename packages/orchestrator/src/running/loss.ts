import type { Candidate, Decision, DecisionError, Job, Offer } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { Closed } from '../closed.ts'
import type { PolicyFault } from '../policy/policy-fault.ts'

/**
 * Why a running job lost its machine. `interrupted`: the provider took it back. `machine-failed`: it broke. `zone-down`: so did everything around
 * it. `out-of-memory`: the job needs more GPU memory than it has. `job-failed`: the job itself is wrong, and would fail anywhere. `unknown`: it
 * went away and nobody knows why.
 */
export type LossReason =
  | 'interrupted'
  | 'machine-failed'
  | 'zone-down'
  | 'out-of-memory'
  | 'job-failed'
  | 'unknown'

/** Whether a loss is of this machine (`temporary`), of its place (`persistent`), or of the job itself (`critical`). */
export type LossSeverity = 'temporary' | 'persistent' | 'critical'

/** How far a job has come on its machine. */
export interface Progress {
  /** Unit of the numbers: shares of the placement's job (0 to 1), or hours of useful work on the placement's machine. */
  readonly unit: 'share' | 'hours'
  /** Work that is done. */
  readonly done: number
  /** How much of that no checkpoint holds, so that another machine must do it again. Default 0. */
  readonly sinceCheckpoint?: number | undefined
}

/** A machine that a running job lost. */
export interface Loss {
  /** Why. */
  readonly reason: LossReason
  /** How far the job had come. Default: nothing of it is saved. */
  readonly progress?: Progress | undefined
  /** For how long the machine ran (h). Default: from the placement until now. */
  readonly runningHours?: number | undefined
  /** What has been spent on it (USD). Default: its hourly price for the hours that it ran. */
  readonly spentUsd?: number | undefined
  /** For how long the loss should be remembered (ms), where the provider says so. */
  readonly retryAfterMs?: number | undefined
  /** Cancels the next decision. */
  readonly signal?: AbortSignal | undefined
}

/** Why there is no next decision. */
export type FailoverError =
  | DecisionError
  | PolicyFault
  | Closed
  | {
      /** The job itself is at fault: another machine would only cost money. */
      readonly kind: 'job-at-fault'
      /** What it was lost to. */
      readonly reason: LossReason
    }
  | {
      /** The decision would have sent a confidential job off-site, and is not given. */
      readonly kind: 'off-site'
      /** The first offer of it that is not local. */
      readonly offerId: string
    }
  | {
      /** The decision could not be made: its maker broke. */
      readonly kind: 'undecided'
    }

/** Changes what sources list to what holds for one job: learnt rates, and input that is there already. */
export type AdjustOffers = (offers: readonly Offer[]) => readonly Offer[]

/** What a loss means, and where the job should go on. */
export interface LossReport {
  /** What is lost. */
  readonly severity: LossSeverity
  /** True when it is worse than its reason alone, because such losses have come again and again. */
  readonly isEscalated: boolean
  /** The job with the work that is left. It is the one to place next. */
  readonly job: Job
  /** To be applied to the offers when that job is placed. */
  readonly adjust: AdjustOffers
  /** Where it should run. */
  readonly next: Result<Decision, FailoverError>
}

/** What staying costs, and what moving would (USD, each with what time and lateness cost the user). */
export interface MoveBalance {
  /** The work that is left, on the present machine. */
  readonly stayUsd: number
  /** The same work on the other machine, if it stood ready there. */
  readonly runUsd: number
  /** What moving adds to that: set-up, upload, work that is done again. */
  readonly movingUsd: number
  /** What must be saved beyond that, so that prices that flicker move nothing. */
  readonly marginUsd: number
}

/** Whether a healthy job should move. */
export type MoveAdvice =
  | {
      /** It pays. */
      readonly kind: 'move'
      /** Where to. */
      readonly candidate: Candidate
      /** The decision. */
      readonly decision: Decision
      /** The job with the work that is left after the last checkpoint. */
      readonly job: Job
      /** To be applied to the offers when that job is placed. */
      readonly adjust: AdjustOffers
      /** The reckoning. */
      readonly balance: MoveBalance
    }
  | {
      /** It does not. */
      readonly kind: 'stay'
      /** Why: it is where it should be; it would not save enough; or what the present machine costs is not known. */
      readonly why: 'already-best' | 'not-worth-it' | 'not-comparable'
      /** The reckoning; undefined: there was nothing to reckon. */
      readonly balance?: MoveBalance | undefined
    }
