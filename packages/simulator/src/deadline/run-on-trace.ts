import {
  checkDeadlineJob,
  type DeadlineJob,
  type DeadlinePolicy,
  type InvalidDeadlineJob,
  type Machine,
  type Sight,
  startIsOverBelowSeconds,
  underSafetyNet,
} from '@aima/gpu-deadline'
import type { Result } from 'neverthrow'
import type { SpotZone } from './spot-zone.ts'

/** A job, the policy that runs it, and the spot machines that it meets. */
export interface DeadlineCase {
  /** The job. */
  readonly job: DeadlineJob
  /** Availability and price of spot; the policy sees no tick before it starts. */
  readonly zone: SpotZone
  /** The policy. */
  readonly policy: DeadlinePolicy
}

/** What a run of one job came to. */
export interface DeadlineRun {
  /** Money: whole ticks, each at its price (USD). */
  readonly costUsd: number
  /** End of the tick in which the work was done (s). */
  readonly finishedSeconds: number
  /** Whether that is after the deadline. */
  readonly isLate: boolean
  /** Starts of a machine, moves to another one included. */
  readonly starts: number
  /** Spot machines that were taken away. */
  readonly losses: number
  /** What ran in each tick. */
  readonly machines: readonly Machine[]
}

/** Work left below this is done (s). */
const workIsDoneBelowSeconds = 1e-6

/** What changes while a job runs. */
interface State {
  running: Machine
  remainingStartSeconds: number
  doneSeconds: number
  costUsd: number
  starts: number
  losses: number
  readonly machines: Machine[]
}

/** The zone's price in a tick; beyond the end the last one. */
const spotPriceAt = (zone: SpotZone, tick: number): number =>
  zone.spotUsdPerHour[Math.min(tick, zone.spotUsdPerHour.length - 1)] ?? 0

/** Pays for the tick that ended, and counts its progress. */
const finishTick = (state: State, { job, zone }: DeadlineCase, tick: number): void => {
  if (state.running === 'none') return
  const usdPerHour = state.running === 'spot' ? spotPriceAt(zone, tick) : job.onDemandUsdPerHour
  state.costUsd += (usdPerHour * job.tickSeconds) / 3600
  const progress = Math.max(job.tickSeconds - state.remainingStartSeconds, 0)
  const startLeft = state.remainingStartSeconds - (job.tickSeconds - progress)
  state.remainingStartSeconds = startLeft < startIsOverBelowSeconds ? 0 : startLeft
  state.doneSeconds = Math.min(job.workSeconds, state.doneSeconds + progress)
}

const takeAway = (state: State): void => {
  state.running = 'none'
  state.remainingStartSeconds = 0
  state.losses += 1
}

const put = (state: State, job: DeadlineJob, machine: Machine): void => {
  if (machine === 'none') state.remainingStartSeconds = 0
  else if (machine !== state.running) {
    state.remainingStartSeconds = job.startSeconds
    state.starts += 1
  }
  state.running = machine
  state.machines.push(machine)
}

const sightOf = (state: State, { job, zone }: DeadlineCase, tick: number): Sight => {
  const nowSeconds = tick * job.tickSeconds
  const leftSeconds = job.workSeconds - state.doneSeconds
  return {
    tick,
    nowSeconds,
    isSpotAvailable: zone.isAvailable[tick] === 1,
    availableSoFar: zone.isAvailable.subarray(0, tick + 1),
    spotUsdPerHour: spotPriceAt(zone, tick),
    running: state.running,
    remainingStartSeconds: state.remainingStartSeconds,
    doneSeconds: state.doneSeconds,
    leftSeconds,
    slackSeconds: job.deadlineSeconds - nowSeconds - leftSeconds - job.startSeconds,
  }
}

const toRun = (state: State, job: DeadlineJob, ticks: number): DeadlineRun => {
  const finishedSeconds = ticks * job.tickSeconds
  const { costUsd, starts, losses, machines } = state
  return { costUsd, finishedSeconds, isLate: finishedSeconds > job.deadlineSeconds, starts, losses, machines }
}

/** Ends always: when time gets short the safety net leaves nothing to choose. */
const runToTheEnd = (whole: DeadlineCase): DeadlineRun => {
  const { job, zone, policy } = whole
  const choose = underSafetyNet(job, policy.begin(job))
  const state: State = {
    running: 'none',
    remainingStartSeconds: 0,
    doneSeconds: 0,
    costUsd: 0,
    starts: 0,
    losses: 0,
    machines: [],
  }
  for (let tick = 0; ; tick += 1) {
    if (tick > 0) finishTick(state, whole, tick - 1)
    if (job.workSeconds - state.doneSeconds < workIsDoneBelowSeconds) return toRun(state, job, tick)
    if (state.running === 'spot' && zone.isAvailable[tick] !== 1) takeAway(state)
    put(state, job, choose(sightOf(state, whole, tick)))
  }
}

/**
 * Runs one job under a policy on spot machines that come and go, with on-demand as the net.
 *
 * At the start of each tick: the tick that ended is paid in full and its progress counted; a spot machine is lost when spot cannot be had now; the policy chooses; the safety net may override it. A machine that is started makes no progress for `startSeconds`.
 *
 * @returns What it came to, or `invalid-deadline-job`.
 * @see {@link optimalCost} for the least that any schedule costs.
 * Source: cost-model.md section 12; every cost of `deadline-oracle-dev.jsonl.gz` comes out the same.
 * @example
 * import { greedy } from '@aima/gpu-deadline'
 * const job = { workSeconds: 3000, deadlineSeconds: 6000, startSeconds: 60, tickSeconds: 600, onDemandUsdPerHour: 3 }
 * const zone = zoneAtOnePrice([0, 1, 1, 1, 1, 1, 1, 1, 1, 1], 0.6)
 * runOnTrace({ job, zone, policy: greedy }).map(({ machines }) => machines.length)._unsafeUnwrap() // => 7
 */
export const runOnTrace = (whole: DeadlineCase): Result<DeadlineRun, InvalidDeadlineJob> =>
  checkDeadlineJob(whole.job).map(() => runToTheEnd(whole))
