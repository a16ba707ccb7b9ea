import type { Offer } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { Placement } from '../place/placement.ts'
import { hoursSince } from '../running/watch.ts'
import { type Pace, paceOf, toSeconds } from './pace.ts'
import { lateSeconds, type View } from './view.ts'

/** What a job runs on. */
export interface RunningMachine {
  /** Whether it can be taken away. */
  readonly machine: 'spot' | 'on-demand'
  /** Its pace; spot is priced as it is listed now, and what is rented on demand or owned as it was placed. */
  readonly pace: Pace
  /** How long it has run (s). */
  readonly runSeconds: number
  /** Time until it makes progress (s), as its set-up was estimated; 0: it does. */
  readonly remainingStartSeconds: number
}

/** The offer as it is priced today; undefined: it is not listed any more, or keeps its price. */
const listedNow = ({ situation }: View, placed: Offer): Offer | undefined =>
  placed.purchase === 'spot' ? situation.offers.find(({ id }) => id === placed.id) : undefined

/**
 * Looks at the machine that a job runs on.
 *
 * @param view - Job and offers.
 * @param running - Its placement.
 * @param clock - Time.
 * @returns The machine; undefined when nothing tells its speed.
 */
export const runningMachineOf = (
  view: View,
  running: Placement<unknown>,
  clock: Clock,
): RunningMachine | undefined => {
  const { offer, estimate } = running.candidate
  const { policy } = view.situation
  const placed = paceOf(view.whole, offer, policy) ?? paceOf(view.whole, offer, running.decision.policy)
  if (placed === undefined) return undefined
  const listed = listedNow(view, offer)
  const listedPace = listed && paceOf(view.whole, listed, policy)
  const pace = { ...placed, usdPerHour: listedPace?.usdPerHour ?? estimate.usdPerHour }
  const runSeconds = toSeconds(hoursSince(running, { clock }))
  return {
    machine: offer.purchase === 'spot' ? 'spot' : 'on-demand',
    pace,
    runSeconds,
    remainingStartSeconds: Math.max(0, pace.startSeconds - runSeconds),
  }
}

/**
 * How late the machine that runs would be if nobody took it away (s); 0 or less: it is in time.
 *
 * @param view - Work and time.
 * @param running - The machine.
 */
export const lateIfKept = (view: View, running: RunningMachine): number =>
  lateSeconds(view, running.pace, {
    startSeconds: running.remainingStartSeconds,
    leftShare: 1 - view.shares.done,
  })
