import { type Candidate, type Decision, failureFits, type Offer } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { FailoverError } from '../running/loss.ts'
import type { NextMachine } from './deadline-advice.ts'
import { type Pace, paceOf, usdPerHourAtPaceOf } from './pace.ts'
import {
  decideAmong,
  inTime,
  lateIfStarted,
  lateSeconds,
  type OfferTest,
  toNextMachine,
  type View,
} from './view.ts'

/** A machine that could be had, and its pace. */
export interface Side {
  /** How the job is placed on it. */
  readonly next: NextMachine
  /** Its pace. */
  readonly pace: Pace
}

const isSpot: OfferTest = ({ purchase }) => purchase === 'spot'

/** What nobody takes away: owned, or rented on demand. */
const isSafe: OfferTest = (offer) => !isSpot(offer)

const paceIn = (view: View, { offer }: Candidate): Pace | undefined =>
  paceOf(view.whole, offer, view.situation.policy)

const sideOf = (view: View, decision: Decision, isWanted: OfferTest): Side | undefined => {
  const pace = paceIn(view, decision.chosen)
  return pace && { next: toNextMachine(view, decision, isWanted), pace }
}

/**
 * Decides without spot, among the offers that would be done in time if they were started now.
 *
 * @param view - Job and offers.
 * @returns The first of the policy's ranking that is in time; undefined: none is.
 */
export const safeSideOf = (view: View): Side | undefined => {
  const isWanted: OfferTest = (offer) => isSafe(offer) && inTime(view)(offer)
  const first = decideAmong(view, isSafe)
  const isFirstInTime = first.isOk() && inTime(view)(first.value.chosen.offer)
  const decided = isFirstInTime || first.isErr() ? first : decideAmong(view, isWanted)
  return decided.isOk() ? sideOf(view, decided.value, isWanted) : undefined
}

/**
 * Tells whether a safe machine of an earlier tick may stand in while nothing safe is listed.
 *
 * @param view - Work, time and remembered failures.
 * @param side - The machine.
 */
export const mayStandIn = ({ situation, ...view }: View, { next, pace }: Side): boolean => {
  const { offer } = next.candidate
  const hasFailed = (situation.moment.failures ?? []).some(
    (failure) => failure.untilMs > situation.moment.nowMs && failureFits(failure, offer),
  )
  return !hasFailed && lateIfStarted(view, pace) <= 0
}

/** Spot as far as it is known. */
export interface SpotSide {
  /** The spot machine; undefined: none can be had, or none that saves anything. */
  readonly side: Side | undefined
  /** Least price at which spot is listed that cannot be had now and would save something, for the work of an hour on the safe machine (USD/h); undefined: there is none. */
  readonly awayUsdPerHour: number | undefined
}

/** Offers that would do, if they could be had. */
const awayIn = (view: View, error: FailoverError): readonly Offer[] => {
  if (!('rejections' in error)) return []
  const away = new Set(
    error.rejections.flatMap(({ gate, offerId }) => (gate === 'availability' ? offerId : [])),
  )
  return view.situation.offers.filter(({ id }) => away.has(id))
}

const leastUsdPerHour = (view: View, offers: readonly Offer[], measure: Pace): number | undefined => {
  const prices = offers.flatMap((offer) => {
    const pace = paceOf(view.whole, offer, view.situation.policy)
    return pace === undefined ? [] : usdPerHourAtPaceOf(pace, measure)
  })
  const saving = prices.filter((usdPerHour) => usdPerHour < measure.usdPerHour)
  return saving.length === 0 ? undefined : Math.min(...saving)
}

/**
 * Decides among spot alone.
 *
 * @param view - Job and offers.
 * @param measure - The safe machine, which spot must undercut for the same work.
 */
export const spotSideOf = (view: View, measure: Pace): SpotSide => {
  const pays = (pace: Pace | undefined): boolean =>
    pace !== undefined && usdPerHourAtPaceOf(pace, measure) < measure.usdPerHour
  const isWanted: OfferTest = (offer) =>
    isSpot(offer) && pays(paceOf(view.whole, offer, view.situation.policy))
  const decided = decideAmong(view, isSpot)
  if (decided.isErr())
    return {
      side: undefined,
      awayUsdPerHour: leastUsdPerHour(view, awayIn(view, decided.error), measure),
    }
  const side = sideOf(view, decided.value, isWanted)
  return { side: pays(side?.pace) ? side : undefined, awayUsdPerHour: undefined }
}

/** The fastest machine of all, and how late it would be. */
export interface Fastest {
  /** How the job is placed on it. */
  readonly next: NextMachine
  /** How late it would be (s). */
  readonly lateSeconds: number
}

const latenessIn = (view: View, candidate: Candidate): number => {
  const pace = paceIn(view, candidate)
  if (pace === undefined) return Number.POSITIVE_INFINITY
  return lateSeconds(view, pace, { startSeconds: pace.startSeconds, leftShare: 1 - view.shares.saved })
}

/** Of two that are as fast, the one that nobody takes away. */
const fasterFirst = (view: View, candidates: readonly Candidate[]): readonly Offer[] =>
  candidates
    .map((candidate) => ({ offer: candidate.offer, late: latenessIn(view, candidate) }))
    .sort((one, other) => one.late - other.late || Number(isSpot(one.offer)) - Number(isSpot(other.offer)))
    .map(({ offer }) => offer)

/**
 * Looks for the fastest machine of all that pass core's gates.
 *
 * @param view - Job and offers.
 * @returns The machine, or why there is none.
 */
export const fastestOf = (view: View): Result<Fastest, FailoverError> => {
  const count = Math.max(1, view.situation.offers.length)
  return decideAmong(view, () => true, count).andThen((all): Result<Fastest, FailoverError> => {
    const [first] = fasterFirst(view, [all.chosen, ...all.alternatives])
    const isWanted: OfferTest = ({ id }) => id === first?.id
    return decideAmong(view, isWanted).andThen((decision): Result<Fastest, FailoverError> => {
      const late = latenessIn(view, decision.chosen)
      if (!Number.isFinite(late)) return err({ kind: 'undecided' })
      return ok({ next: toNextMachine(view, decision, isWanted), lateSeconds: late })
    })
  })
}
