import type { Candidate, Job, Offer, Refusal } from '@aima/gpu-core'
import type { PlaceOptions } from '../options.ts'
import type { FailureMemory } from './failure-memory.ts'
import { lessonOf } from './failure-scope.ts'
import type { HeldHardware } from './held-hardware.ts'
import { unknownFailure } from './launch-answer.ts'
import { createOrphanage } from './orphans.ts'
import type { AttemptOutcome } from './placement.ts'
import { type ReinspectOptions, reinspect } from './reinspect.ts'
import { type LaunchOutcome, superviseLaunch } from './supervised-launch.ts'
import { type TakeOptions, takeHardware } from './take-hardware.ts'

/** All that one attempt needs. */
export interface TryOptions<Machine> extends ReinspectOptions, TakeOptions {
  /** The job. */
  readonly job: Job
  /** Gets a machine. */
  readonly launch: PlaceOptions<Machine>['launch']
  /** Takes machines that nobody waits for any more. */
  readonly onOrphan: PlaceOptions<Machine>['onOrphan']
  /** Is told of each of those machines. */
  readonly onFound: (offer: Offer) => void
  /** Number of this attempt, from 1. */
  readonly attempt: number
}

/** A machine for the job, or how the attempt ended without one. */
export type Tried<Machine> =
  | {
      /** There is a machine. */
      readonly kind: 'placed'
      /** The candidate, as priced right before its launch. */
      readonly candidate: Candidate
      /** The machine. */
      readonly machine: Machine
      /** Its hardware, whose renewals have ended. */
      readonly hardware: HeldHardware
    }
  | Exclude<AttemptOutcome, { readonly kind: 'placed' | 'excluded' }>

/**
 * The last word on confidentiality, right before a launch: whatever gates, caches and sources have said, a confidential job goes nowhere else.
 *
 * @param job - The job.
 * @param offer - The offer that would take it.
 * @returns Why it may not; undefined: it may.
 */
export const refuseOffSite = ({ confidentiality }: Job, { site }: Offer): Refusal | undefined =>
  confidentiality === 'confidential' && site !== 'local'
    ? { gate: 'confidentiality', kind: 'site-not-allowed', needed: ['local'], actual: site }
    : undefined

const remember = (outcome: LaunchOutcome<unknown>, offer: Offer, failures: FailureMemory): void => {
  if (outcome.kind === 'failed') failures.remember(lessonOf(outcome.failure, offer))
  if (outcome.kind === 'timed-out') failures.remember(lessonOf({ kind: 'timed-out' }, offer))
}

const launchOn = async <Machine>(
  candidate: Candidate,
  hardware: HeldHardware,
  options: TryOptions<Machine>,
): Promise<Tried<Machine>> => {
  const { offer } = candidate
  const { onOrphan, onFound, failures } = options
  const orphanage = createOrphanage<Machine>({ offerId: offer.id, onOrphan, onFound: () => onFound(offer) })
  const outcome = await superviseLaunch({ ...options, candidate, hardware, orphanage })
  remember(outcome, offer, failures)
  if (outcome.kind === 'launched') return { kind: 'placed', candidate, machine: outcome.machine, hardware }
  return outcome.kind === 'lease-lost'
    ? { kind: 'failed', failure: unknownFailure('the lease of the hardware was lost during the launch') }
    : outcome
}

/**
 * Tries one candidate: gates and price again, its hardware, the launch.
 *
 * @param ranked - The candidate, as it was ranked.
 * @param options - All that it takes.
 */
export const tryCandidate = async <Machine>(
  ranked: Candidate,
  options: TryOptions<Machine>,
): Promise<Tried<Machine>> => {
  const inspected = await reinspect(ranked, options)
  if (inspected.kind !== 'ready') return inspected
  const { candidate } = inspected
  const taken = await takeHardware(candidate.offer, options)
  if (taken.kind !== 'held') return taken
  const refusal = refuseOffSite(options.job, candidate.offer)
  if (refusal === undefined && !options.signal.aborted) return launchOn(candidate, taken.hardware, options)
  taken.hardware.release()
  return refusal === undefined ? { kind: 'cancelled' } : { kind: 'refused', refusal }
}
