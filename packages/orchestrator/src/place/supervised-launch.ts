import type { Candidate, Job } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { HeldHardware } from './held-hardware.ts'
import type { Launch, LaunchFailure } from './launch.ts'
import { readLaunchAnswer, unknownFailure } from './launch-answer.ts'
import type { Orphanage } from './orphans.ts'
import { type Answer, waitFor } from './wait-for.ts'

/** One launch and all that watches over it. */
export interface SupervisedLaunch<Machine> {
  /** The user's function. */
  readonly launch: Launch<Machine>
  /** The candidate. */
  readonly candidate: Candidate
  /** The job. */
  readonly job: Job
  /** Number of the attempt, from 1. */
  readonly attempt: number
  /** Its hardware. */
  readonly hardware: HeldHardware
  /** Longest time (ms). */
  readonly timeoutMs: number
  /** Cancels. */
  readonly signal: AbortSignal
  /** Time. */
  readonly clock: Clock
  /** Where machines go that nobody waits for. */
  readonly orphanage: Orphanage<Machine>
}

/** How a launch ended. */
export type LaunchOutcome<Machine> =
  | {
      /** There is a machine. */
      readonly kind: 'launched'
      /** It. */
      readonly machine: Machine
    }
  | {
      /** It failed. */
      readonly kind: 'failed'
      /** Why. */
      readonly failure: LaunchFailure
    }
  | {
      /** It took too long. */
      readonly kind: 'timed-out'
      /** How long was waited (ms). */
      readonly afterMs: number
    }
  | {
      /** The caller cancelled. */
      readonly kind: 'cancelled'
    }
  | {
      /** The lease of its hardware was lost. */
      readonly kind: 'lease-lost'
    }

/** A machine in hand, unless its hardware is no longer ours or nobody wants it any more. */
const keepMachine = async <Machine>(
  machine: Machine,
  { hardware, signal, clock, orphanage }: SupervisedLaunch<Machine>,
): Promise<LaunchOutcome<Machine>> => {
  orphanage.keep(machine)
  const renewed = await waitFor(hardware.renewLast, { clock, signal })
  if (renewed.kind === 'answered' && renewed.value && !signal.aborted) return { kind: 'launched', machine }
  orphanage.giveUp(machine)
  hardware.release()
  return { kind: signal.aborted ? 'cancelled' : 'lease-lost' }
}

/** Calls the launch and waits for it; `given` is the signal that it is given. */
const callOnce = async <Machine>(
  supervised: SupervisedLaunch<Machine>,
  given: AbortController,
  onLate: (late: Answer<unknown>) => void,
): Promise<LaunchOutcome<Machine>> => {
  const { launch, candidate, job, attempt, hardware, timeoutMs, signal, clock } = supervised
  const context = { signal: given.signal, job, leases: hardware.leases(), attempt }
  const patience = { clock, signal: given.signal, timeoutMs, onLate }
  const waited = await waitFor<unknown>(() => launch(candidate, context), patience)
  if (waited.kind === 'answered') {
    const answer = readLaunchAnswer<Machine>(waited.value)
    return answer.isOk() ? keepMachine(answer.value, supervised) : { kind: 'failed', failure: answer.error }
  }
  if (waited.kind === 'broke') return { kind: 'failed', failure: unknownFailure('the launch broke') }
  given.abort()
  if (waited.kind === 'timed-out') return { kind: 'timed-out', afterMs: timeoutMs }
  return { kind: signal.aborted ? 'cancelled' : 'lease-lost' }
}

/**
 * Calls a user's launch once and stays with it until it has ended, also when nobody waits for it any more.
 *
 * It may throw, reject, hang, succeed late, answer twice or answer with garbage; a machine is either in the outcome or an orphan. Hardware of a
 * launch that was given up stays leased until the launch has ended, or the lease expires; otherwise it is given back at once, or is the outcome's.
 *
 * @param supervised - The launch and all that watches over it.
 * @returns How it ended. A cancelled or lost one ends before the event loop turns, and one that hangs when its time is up.
 */
export const superviseLaunch = async <Machine>(
  supervised: SupervisedLaunch<Machine>,
): Promise<LaunchOutcome<Machine>> => {
  const { hardware, signal, orphanage } = supervised
  const given = new AbortController()
  const abort = (): void => given.abort()
  for (const source of [signal, hardware.lost]) {
    source.addEventListener('abort', abort)
    if (source.aborted) abort()
  }
  const takeLate = (late: Answer<unknown>, outcome: LaunchOutcome<Machine>): void => {
    if (outcome.kind !== 'launched') hardware.release()
    if (late.kind !== 'answered') return
    const answer = readLaunchAnswer<Machine>(late.value)
    if (answer.isOk()) orphanage.take(answer.value)
  }
  // A second answer may come in the same breath as the first, of which it must be known whether it is kept.
  const ended = callOnce(supervised, given, (late) => {
    void Promise.resolve()
      .then(() => ended)
      .then((outcome) => takeLate(late, outcome))
  })
  const outcome = await ended
  for (const source of [signal, hardware.lost]) source.removeEventListener('abort', abort)
  if (outcome.kind === 'failed') hardware.release()
  else hardware.stop()
  return outcome
}
