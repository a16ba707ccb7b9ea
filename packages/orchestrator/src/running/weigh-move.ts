import { type Decision, excludeEachOther, type Job, jobWithWorkLeft, type Offer } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { Placement } from '../place/placement.ts'
import type { InterruptionRates } from './interruption-rates.ts'
import type { AdjustOffers, FailoverError, MoveAdvice, Progress } from './loss.ts'
import { moveBalanceOf, paysToMove } from './move-balance.ts'
import { adjustFor, decideOnSite, hoursSince, type Watch } from './watch.ts'
import { hoursSinceDecision, workShares } from './work-left.ts'

/** What a healthy job tells of itself. */
export interface Running {
  /** How far it has come. Default: not at all, so that moving loses nothing and staying costs most. */
  readonly progress?: Progress | undefined
  /** What has been spent on it (USD). Default: its hourly price for the hours since its placement. */
  readonly spentUsd?: number | undefined
  /** Share that this move must save beyond its cost. Default: that of the options. */
  readonly margin?: number | undefined
  /** Cancels the decision. */
  readonly signal?: AbortSignal | undefined
}

/** Default of `margin` (share). */
const defaultMargin = 0.15

/** The present machine at today's price: what is rented on demand keeps the price of its placement, spot follows the market. */
const presentOf = (placed: Offer, listed: Offer | undefined, rates: InterruptionRates): Offer => {
  if (placed.purchase === 'spot' && listed !== undefined) return listed
  return rates.adjust([placed])[0] ?? placed
}

const isSameHardware = (one: Offer, other: Offer): boolean =>
  one.id === other.id || excludeEachOther(one, other)

/** A job's work, once from its last checkpoint on, and once from where it is. */
interface WorkLeft {
  readonly ifMoved: Job
  readonly ifStayed: Job
}

const workLeftOf = (placement: Placement<unknown>, running: Running, watch: Watch): WorkLeft => {
  const { done, saved } = workShares(placement, running.progress)
  const { usdPerHour } = placement.candidate.estimate
  const meanwhile = {
    passedHours: hoursSinceDecision(placement, watch.clock.nowMs()),
    spentUsd: running.spentUsd ?? usdPerHour * hoursSince(placement, watch),
  }
  return {
    ifMoved: jobWithWorkLeft(placement.job, { ...meanwhile, doneShare: saved }),
    ifStayed: jobWithWorkLeft(placement.job, { ...meanwhile, doneShare: done }),
  }
}

/**
 * Weighs whether a healthy job should move; see `shouldMove` of {@link Failover}.
 *
 * @param placement - Where it runs.
 * @param running - How far it has come.
 * @param watch - What failover is made of.
 */
export const weighMove = async (
  placement: Placement<unknown>,
  running: Running,
  watch: Watch,
): Promise<Result<MoveAdvice, FailoverError>> => {
  const placed = placement.candidate.offer
  const margin = running.margin ?? watch.margin ?? defaultMargin
  const { ifMoved: job, ifStayed } = workLeftOf(placement, running, watch)
  const adjust = adjustFor(placement, watch)
  let listed: Offer | undefined
  const adjustAndLook: AdjustOffers = (offers) => {
    const adjusted = adjust(offers)
    listed = adjusted.find(({ id }) => id === placed.id)
    return adjusted
  }
  const advise = (decision: Decision): MoveAdvice => {
    const { chosen: candidate, policy } = decision
    if (isSameHardware(candidate.offer, placed)) return { kind: 'stay', why: 'already-best' }
    const present = presentOf(placed, listed, watch.rates)
    const balance = moveBalanceOf({ job: ifStayed, present, candidate, policy, margin })
    if (balance === undefined) return { kind: 'stay', why: 'not-comparable' }
    if (!paysToMove(balance)) return { kind: 'stay', why: 'not-worth-it', balance }
    return { kind: 'move', candidate, decision, job, adjust, balance }
  }
  const again = { adjust: adjustAndLook, signal: running.signal, holder: placement.id }
  return (await decideOnSite(job, again, watch)).map(advise)
}
