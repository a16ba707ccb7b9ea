import type { Candidate, Job } from '@aima/gpu-core'
import type { Result, ResultAsync } from 'neverthrow'
import type { Lease } from '../lease/lease-store.ts'

/** Why a launch failed. */
export interface LaunchFailure {
  /** Which kind of failure; it decides what is remembered, of what, and for how long. */
  readonly kind: LaunchFailureKind
  /** What the provider said, for people; no secrets. */
  readonly detail?: string | undefined
  /** For how long it should be remembered (ms), where the provider says so. */
  readonly retryAfterMs?: number | undefined
}

/**
 * Kinds of failures. `no-capacity`: it is sold out there. `no-quota`: the account may not have more of it. `price-moved`: it is dearer
 * now. `unauthorized`: the credentials do not do. `bad-request`: the provider did not understand. `unknown`: anything else.
 */
export type LaunchFailureKind =
  | 'no-capacity'
  | 'no-quota'
  | 'price-moved'
  | 'unauthorized'
  | 'bad-request'
  | 'unknown'

/** What a launch is told beside the offer. */
export interface LaunchContext {
  /** Cancels the launch: who cancelled gets no machine. A launch that succeeds all the same is an orphan. */
  readonly signal: AbortSignal
  /** The job. */
  readonly job: Job
  /** The leases of the offer's hardware, for local offers. Their tokens fence off an earlier holder. */
  readonly leases: readonly Lease[]
  /** Number of this attempt, from 1. */
  readonly attempt: number
}

/**
 * Gets a machine. The orchestrator calls it for one candidate after the other until one succeeds.
 *
 * @param candidate - The offer, with what it was estimated to cost a moment ago; `candidate.offer.launch` is what getting it needs.
 * @param context - Cancellation, job and leases.
 * @returns Whatever the caller wants to know of the machine, or why it could not be had. One that throws or rejects counts as `unknown`.
 */
export type Launch<Machine> = (
  candidate: Candidate,
  context: LaunchContext,
) => PromiseLike<Result<Machine, LaunchFailure>> | ResultAsync<Machine, LaunchFailure>
