import { type Decision, type Job, withStagedInput } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { FailureMemory } from '../place/failure-memory.ts'
import type { Placement } from '../place/placement.ts'
import { waitFor } from '../place/wait-for.ts'
import type { Tell } from '../seen/events.ts'
import type { NameOf } from '../seen/job-names.ts'
import type { InputMemory } from './input-memory.ts'
import type { InterruptionRates } from './interruption-rates.ts'
import type { AdjustOffers, FailoverError } from './loss.ts'
import type { EscalationOptions, LossHistory } from './loss-history.ts'
import { offersOnSite, offSiteIn } from './stay-on-site.ts'

/** Gathers offers, adjusts them, and decides under the policy in force, with the failures that are remembered. */
type DecideAgain = (job: Job, options: AgainOptions) => PromiseLike<Result<Decision, FailoverError>>

/** What failover is made of. */
export interface FailoverOptions extends EscalationOptions {
  /** Decides again. */
  readonly decideAgain: DecideAgain
  /** Interruption rates, which it teaches. */
  readonly rates: InterruptionRates
  /** Memory of failures, which it teaches; the same that decisions and placements ask. */
  readonly failures: FailureMemory
  /** Is told of losses. */
  readonly tell: Tell
  /** How events call a job. Default: its id, or a pseudonym for a confidential one. */
  readonly nameOf?: NameOf | undefined
  /** Share of the cost of staying that a move must save beyond what it costs. Default 0.15: prices of one marketplace moved 11 % from day to day in 2026 (median). */
  readonly margin?: number | undefined
}

/** What failover is made of, and what it remembers of jobs. */
export interface Watch extends FailoverOptions {
  /** How events call a job. */
  readonly nameOf: NameOf
  /** Losses of the last hours. */
  readonly history: LossHistory
  /** Where inputs lie. */
  readonly inputs: InputMemory
}

const hourMs = 3_600_000

/**
 * Tells for how long a placement has run (h); a clock that was set back gives 0.
 *
 * @param placement - The placement.
 * @param watch - The clock.
 */
export const hoursSince = (
  { placedAtMs }: Pick<Placement<unknown>, 'placedAtMs'>,
  { clock }: Pick<Watch, 'clock'>,
): number => Math.max(0, clock.nowMs() - placedAtMs) / hourMs

/**
 * Gives what is to be done to offers before a placement's job is decided again: only local ones for a confidential job, learnt rates, and
 * input that lies there already.
 *
 * @param placement - The placement.
 * @param watch - What is remembered.
 */
export const adjustFor = (
  placement: Placement<unknown>,
  { inputs, rates }: Pick<Watch, 'inputs' | 'rates'>,
): AdjustOffers => {
  const places = inputs.placesOf(placement)
  return (offers) => withStagedInput(rates.adjust(offersOnSite(placement.job, offers)), places)
}

/** How a job is decided again. */
export interface AgainOptions {
  /** What is done to the offers. */
  readonly adjust: AdjustOffers
  /** Id of the placement, in whose name its hardware is leased: those leases are not in its way. */
  readonly holder: string
  /** Cancels. */
  readonly signal: AbortSignal | undefined
}

/**
 * Lets a decision pass unless it breaks confidentiality, whoever made it.
 *
 * @param job - The job.
 * @param decision - The decision.
 */
export const keepOnSite = (job: Job, decision: Decision): Result<Decision, FailoverError> => {
  const offerId = offSiteIn(job, decision)
  return offerId === undefined ? ok(decision) : err({ kind: 'off-site', offerId })
}

/**
 * Decides again, and gives no decision that breaks confidentiality, whoever made it.
 *
 * @param job - The job.
 * @param options - What is done to the offers, and what cancels.
 * @param watch - Who decides.
 */
export const decideOnSite = async (
  job: Job,
  options: AgainOptions,
  { decideAgain, clock }: Watch,
): Promise<Result<Decision, FailoverError>> => {
  const signal = options.signal ?? new AbortController().signal
  const waited = await waitFor(() => decideAgain(job, options), { clock, signal })
  if (waited.kind !== 'answered') return err({ kind: 'undecided' })
  return waited.value.andThen((decision) => keepOnSite(job, decision))
}
