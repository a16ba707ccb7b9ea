import {
  type DeadlineJob,
  type DeadlinePolicy,
  hasTickToSpare,
  type Machine,
  type Sight,
  underSafetyNet,
} from '@aima/gpu-deadline'
import type { DeadlineReason } from './deadline-advice.ts'
import type { Memory } from './memory.ts'
import { type Pace, roundSeconds, usdPerHourAtPaceOf } from './pace.ts'
import type { RunningMachine } from './running-machine.ts'
import type { SpotSide } from './sides.ts'
import type { View } from './view.ts'

/** What may run in this tick. */
export interface Options {
  /** The safe machine, by whose hours work is counted. */
  readonly measure: Pace
  /** What runs; undefined: nothing. */
  readonly running: RunningMachine | undefined
  /** Spot. */
  readonly spot: SpotSide
}

/** What runs in this tick, and why. */
export interface Choice {
  /** What. */
  readonly machine: Machine
  /** Why. */
  readonly why: DeadlineReason
}

/** The spot machine that runs, else the one that could be had. */
const spotPaceOf = ({ running, spot }: Options): Pace | undefined =>
  running?.machine === 'spot' ? running.pace : spot.side?.pace

const learnSpot = (memory: Memory, options: Options): void => {
  const pace = spotPaceOf(options)
  memory.spotStartSeconds = pace?.startSeconds ?? memory.spotStartSeconds
  memory.spotUsdPerHour =
    pace === undefined
      ? (memory.spotUsdPerHour ?? options.spot.awayUsdPerHour)
      : usdPerHourAtPaceOf(pace, options.measure)
}

const termsOf = ({ moment }: View, { measure }: Options, memory: Memory): DeadlineJob => ({
  workSeconds: measure.workSeconds,
  deadlineSeconds: roundSeconds(moment.deadlineSeconds - measure.resultSeconds),
  startSeconds: Math.max(measure.startSeconds, memory.spotStartSeconds),
  tickSeconds: moment.tickSeconds,
  onDemandUsdPerHour: measure.usdPerHour,
})

const sightOf = ({ moment, shares }: View, terms: DeadlineJob, options: Options, memory: Memory): Sight => {
  const isSpotAvailable = spotPaceOf(options) !== undefined
  const doneSeconds = roundSeconds(terms.workSeconds * shares.saved)
  const leftSeconds = roundSeconds(terms.workSeconds - doneSeconds)
  return {
    tick: moment.tick,
    nowSeconds: moment.nowSeconds,
    isSpotAvailable,
    availableSoFar: memory.record.note(moment.tick, isSpotAvailable),
    // Where nobody has ever seen a price, nothing is to be gained by waiting for one.
    spotUsdPerHour: memory.spotUsdPerHour ?? terms.onDemandUsdPerHour,
    running: options.running?.machine ?? 'none',
    remainingStartSeconds: options.running?.remainingStartSeconds ?? 0,
    doneSeconds,
    leftSeconds,
    slackSeconds: terms.deadlineSeconds - moment.nowSeconds - leftSeconds - terms.startSeconds,
  }
}

const isSame = (one: DeadlineJob, other: DeadlineJob): boolean =>
  one.workSeconds === other.workSeconds &&
  one.deadlineSeconds === other.deadlineSeconds &&
  one.startSeconds === other.startSeconds &&
  one.onDemandUsdPerHour === other.onDemandUsdPerHour

/** The policy, begun anew when the safe machine or the start has changed. */
const begunFor = (memory: Memory, policy: DeadlinePolicy, terms: DeadlineJob) => {
  if (memory.begun === undefined || !isSame(memory.begun.terms, terms))
    memory.begun = { terms, choose: policy.begin(terms) }
  return memory.begun.choose
}

/** How fast work was saved since the tick before, beside what the machine's pace promises (at most 1). */
const seenPace = ({ moment, shares }: View, running: RunningMachine, { before }: Memory): number => {
  if (before === undefined) return 1
  const { startSeconds, workSeconds } = running.pace
  const workedSeconds = Math.min(moment.nowSeconds - before.nowSeconds, running.runSeconds - startSeconds)
  if (workedSeconds <= 0) return 1
  return Math.min(1, Math.max(0, ((shares.saved - before.saved) * workSeconds) / workedSeconds))
}

/** Work that a spot machine saves in this tick for sure, in seconds of the safe machine. */
const sureSeconds = (view: View, running: RunningMachine, measure: Pace, memory: Memory): number => {
  const { tickSeconds } = view.moment
  const { savesEverySeconds, workSeconds } = running.pace
  if (savesEverySeconds > tickSeconds) return 0
  const workedSeconds = Math.max(0, tickSeconds - running.remainingStartSeconds)
  return workedSeconds * seenPace(view, running, memory) * (measure.workSeconds / workSeconds)
}

/**
 * Whether a spot machine may run on without a tick to spare. The net of the policies takes it that each tick on spot is a tick of work and saved;
 * here that must be so.
 */
const mayKeepSpot = (
  view: View,
  sight: Sight,
  terms: DeadlineJob,
  { running, measure }: Options,
  memory: Memory,
): boolean => {
  if (running?.machine !== 'spot' || hasTickToSpare(terms, sight)) return true
  const leftSeconds = sight.leftSeconds - sureSeconds(view, running, measure, memory)
  return leftSeconds <= 0 || hasTickToSpare(terms, { nowSeconds: sight.nowSeconds, leftSeconds })
}

/** What becomes of the policy's choice: spot that is not sure to keep up is left in time, and nothing waits for spot that is not there to come back. */
const settle = (
  wanted: Machine,
  underNet: Machine,
  { keepsSpot, knowsSpot }: { readonly keepsSpot: boolean; readonly knowsSpot: boolean },
): Pick<DeadlineReason, 'by'> & { readonly machine: Machine } => {
  if (underNet === 'none' && !knowsSpot) return { machine: 'on-demand', by: 'no-spot' }
  const machine = underNet === 'spot' && !keepsSpot ? 'on-demand' : underNet
  return { machine, by: machine === wanted ? 'policy' : 'safety-net' }
}

/**
 * Asks the policy what runs in this tick, under the net.
 *
 * Work is counted in seconds of the safe machine. Spot of another speed has the price of the same work; where it is slower, or saves less often than
 * once a tick, it is left before a tick on it could cost the deadline. Until spot is seen that would save something, had or not, nothing is waited for.
 *
 * @param view - Work and time.
 * @param options - What may run.
 * @param memory - What was seen before; it learns.
 * @param policy - The policy.
 */
export const chooseMachine = (
  view: View,
  options: Options,
  memory: Memory,
  policy: DeadlinePolicy,
): Choice => {
  learnSpot(memory, options)
  const terms = termsOf(view, options, memory)
  const sight = sightOf(view, terms, options, memory)
  const choose = begunFor(memory, policy, terms)
  let wanted: Machine = 'none'
  const underNet = underSafetyNet(terms, (seen) => {
    wanted = choose(seen)
    return wanted
  })(sight)
  const { machine, by } = settle(wanted, underNet, {
    keepsSpot: mayKeepSpot(view, sight, terms, options, memory),
    knowsSpot: memory.spotUsdPerHour !== undefined,
  })
  return { machine, why: { policy: policy.name, slackHours: sight.slackSeconds / 3600, by } }
}
