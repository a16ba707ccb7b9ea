import type { Decision, Job, Offer } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { Situation } from '../fleet/what-if.ts'
import type { Decide } from '../place/placing.ts'
import type { AdjustOffers, FailoverError } from '../running/loss.ts'
import { keepOnSite } from '../running/watch.ts'
import type { NextMachine } from './deadline-advice.ts'
import { type Pace, paceOf } from './pace.ts'
import type { Shares } from './shares.ts'
import type { TickMoment } from './tick-moment.ts'

/** Longest rounding of a sum of times (s). */
const roundingSeconds = 1e-6

/** All that is known when an advice is given. */
export interface View {
  /** The whole job. */
  readonly whole: Job
  /** The job with the work that is left after the last checkpoint. */
  readonly left: Job
  /** How much is done, and how much of it is saved. */
  readonly shares: Shares
  /** The tick, and the time. */
  readonly moment: TickMoment
  /** What was gathered; the offers are adjusted. */
  readonly situation: Situation
  /** What was done to them. */
  readonly adjust: AdjustOffers
  /** Decides. */
  readonly decide: Decide
}

/** Which offers a decision is among. */
export type OfferTest = (offer: Offer) => boolean

/**
 * How late work would be with a machine (s); 0 or less: it is in time.
 *
 * @param view - The time and the deadline.
 * @param pace - The machine.
 * @param rest - Its start that is still to come (s), and the share of the work that is left for it.
 */
export const lateSeconds = (
  { moment }: Pick<View, 'moment'>,
  pace: Pace,
  rest: { readonly startSeconds: number; readonly leftShare: number },
): number => {
  const needed = rest.startSeconds + pace.workSeconds * rest.leftShare + pace.resultSeconds
  const late = moment.nowSeconds + needed - moment.deadlineSeconds
  return late <= roundingSeconds ? Math.min(0, late) : late
}

/**
 * How late a machine would be that is started now, with the work after the last checkpoint (s).
 *
 * @param view - Work and time.
 * @param pace - The machine.
 */
export const lateIfStarted = (view: Pick<View, 'moment' | 'shares'>, pace: Pace): number =>
  lateSeconds(view, pace, { startSeconds: pace.startSeconds, leftShare: 1 - view.shares.saved })

/**
 * Tells whether an offer that is started now is done in time.
 *
 * @param view - Job, work and time.
 */
export const inTime =
  (view: View): OfferTest =>
  (offer) => {
    const pace = paceOf(view.whole, offer, view.situation.policy)
    return pace !== undefined && lateIfStarted(view, pace) <= 0
  }

/**
 * Decides for the work that is left among some of the offers that were gathered.
 *
 * @param view - Job and offers.
 * @param isWanted - Which offers.
 * @param ranked - How many candidates are ranked. Default: core's.
 * @returns The decision, or why there is none; `off-site` when it would break confidentiality.
 */
export const decideAmong = (
  { left, situation, decide }: View,
  isWanted: OfferTest,
  ranked?: number,
): Result<Decision, FailoverError> => {
  const { offers, policy, moment } = situation
  const options = ranked === undefined ? moment : { ...moment, ranked }
  return decide(left, offers.filter(isWanted), policy, options)
    .mapErr((error): FailoverError => error)
    .andThen((decision) => keepOnSite(left, decision))
}

/**
 * Makes a decision one to place a job by.
 *
 * @param view - The job, and what was done to its offers.
 * @param decision - The decision.
 * @param isWanted - Among which offers it was made; placing keeps to them.
 */
export const toNextMachine = (
  { left, adjust }: View,
  decision: Decision,
  isWanted: OfferTest,
): NextMachine => ({
  candidate: decision.chosen,
  decision,
  job: left,
  adjust: (offers) => adjust(offers).filter(isWanted),
})
