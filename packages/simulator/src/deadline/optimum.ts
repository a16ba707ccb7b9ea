import { checkDeadlineJob, type DeadlineJob, type InvalidDeadlineJob } from '@aima/gpu-deadline'
import { err, ok, type Result } from 'neverthrow'
import type { SpotZone } from './spot-zone.ts'

/** A job and the zones whose spot machines it may use. */
export interface OptimumCase {
  /** The job. */
  readonly job: DeadlineJob
  /** Zones to choose from, any number; a move between two is a start. */
  readonly zones: readonly SpotZone[]
}

/** Not even on-demand from the start is done in time. */
export interface InfeasibleDeadline {
  /** Tag of the union. */
  readonly kind: 'infeasible'
}

/** Work, start and tick, rounded to milliseconds, share no unit that is large enough. */
export interface TooFineWork {
  /** Tag of the union. */
  readonly kind: 'too-fine'
  /** Parts into which the work falls in the largest unit that they share. */
  readonly units: number
  /** Most parts that are worked out. */
  readonly mostUnits: number
}

/** Why there is no optimum. */
export type OptimumError = InvalidDeadlineJob | InfeasibleDeadline | TooFineWork

/** Most parts into which the work may fall; each takes 8 bytes a machine and a tick of the ring. */
const mostUnits = 2_000_000

/** A job in whole units of work. */
interface Scale {
  /** Work. */
  readonly work: number
  /** Progress of a tick. */
  readonly tick: number
  /** Progress of the ticks of a start. */
  readonly startProgress: number
  /** Ticks until a start makes its first progress, that tick included. */
  readonly startTicks: number
  /** Ticks until the deadline. */
  readonly ticks: number
}

/** What a machine costs in each tick (USD); infinite while it cannot be had. */
type Rates = Float64Array

const divisor = (one: number, other: number): number => (other === 0 ? one : divisor(other, one % other))

const toScale = (job: DeadlineJob): Scale => {
  const [work = 0, tick = 1, start = 0] = [job.workSeconds, job.tickSeconds, job.startSeconds].map(
    (seconds) => Math.round(seconds * 1000),
  )
  const unit = divisor(divisor(work, tick), start)
  const startTicks = Math.floor(start / tick) + 1
  return {
    work: work / unit,
    tick: tick / unit,
    startProgress: (startTicks * tick - start) / unit,
    startTicks,
    ticks: Math.floor(job.deadlineSeconds / job.tickSeconds + 1e-9),
  }
}

const ratesOf = (zone: SpotZone, job: DeadlineJob, ticks: number): Rates =>
  Float64Array.from({ length: ticks }, (_, tick) =>
    zone.isAvailable[tick] === 1
      ? ((zone.spotUsdPerHour[tick] ?? Infinity) * job.tickSeconds) / 3600
      : Infinity,
  )

/** A machine: its rates, and the least cost while it runs for each amount of work left, for the ticks that are still needed. */
interface Lane {
  readonly rates: Rates
  readonly ring: readonly Float64Array[]
}

/** Amounts of work left that can occur at a tick: no more work can be done before it, nor after it. */
interface Band {
  readonly from: number
  readonly to: number
}

const bandAt = (scale: Scale, tick: number): Band => ({
  from: Math.max(1, scale.work - tick * scale.tick),
  to: Math.min(scale.work, (scale.ticks - tick) * scale.tick),
})

const emptyCosts = (scale: Scale): Float64Array => {
  const costs = new Float64Array(scale.work + 1).fill(Infinity)
  costs[0] = 0
  return costs
}

const ringAt = ({ ring }: Lane, tick: number): Float64Array => ring[tick % ring.length] ?? new Float64Array()

/** Price of the ticks of a start (USD); infinite when the machine cannot be had in one of them. */
const startUsd = (rates: Rates, tick: number, startTicks: number): number => {
  let usd = 0
  for (let at = tick; at < tick + startTicks; at += 1) usd += rates[at] ?? Infinity
  return usd
}

/** Lowers the costs to those of starting a machine now and keeping it until it makes progress. */
const considerStart = (costs: Float64Array, lane: Lane, scale: Scale, tick: number): void => {
  const usd = startUsd(lane.rates, tick, scale.startTicks)
  if (usd === Infinity) return
  const after = ringAt(lane, tick + scale.startTicks)
  const { from, to } = bandAt(scale, tick)
  for (let left = from; left <= to; left += 1) {
    const cost = usd + (after[Math.max(0, left - scale.startProgress)] ?? 0)
    if (cost < (costs[left] ?? 0)) costs[left] = cost
  }
}

/** Works out the costs while a machine runs: it stays, or it is given up. */
const keepOrLeave = (freeCosts: Float64Array, lane: Lane, scale: Scale, tick: number): void => {
  const now = ringAt(lane, tick)
  const after = ringAt(lane, tick + 1)
  const usd = lane.rates[tick] ?? Infinity
  const { from, to } = bandAt(scale, tick)
  now.fill(Infinity)
  now[0] = 0
  for (let left = from; left <= to; left += 1) {
    const leave = freeCosts[left] ?? 0
    const keep = usd + (after[Math.max(0, left - scale.tick)] ?? 0)
    now[left] = Math.min(keep, leave)
  }
}

const solve = (scale: Scale, lanes: readonly Lane[]): number => {
  let later = emptyCosts(scale)
  let costs = emptyCosts(scale)
  for (let tick = scale.ticks - 1; tick >= 0; tick -= 1) {
    costs.set(later)
    for (const lane of lanes) considerStart(costs, lane, scale, tick)
    for (const lane of lanes) keepOrLeave(costs, lane, scale, tick)
    const freed = later
    later = costs
    costs = freed
  }
  return later[scale.work] ?? Infinity
}

const solveJob = ({ job, zones }: OptimumCase, scale: Scale): number => {
  const onDemandUsd = (job.onDemandUsdPerHour * job.tickSeconds) / 3600
  const rates = [
    ...zones.map((zone) => ratesOf(zone, job, scale.ticks)),
    new Float64Array(scale.ticks).fill(onDemandUsd),
  ]
  const toLane = (laneRates: Rates): Lane => ({
    rates: laneRates,
    ring: Array.from({ length: scale.startTicks + 1 }, () => emptyCosts(scale)),
  })
  return solve(scale, rates.map(toLane))
}

/**
 * Least cost of a job over all schedules, with every tick known in advance (USD): nothing can go below it.
 *
 * Exact dynamic programme over ticks, machines and work left, in units that divide work, start and tick. A machine that is started is kept until it makes progress, because giving it up before costs money for nothing.
 *
 * @returns The cost, or why there is none.
 * @see {@link runOnTrace} for what a policy makes of it.
 * Source: cost-model.md section 12; every `optimum` of `deadline-oracle-dev.jsonl.gz` and `deadline-oracle-9az-dev.json` comes out the same.
 * @example
 * const job = { workSeconds: 1740, deadlineSeconds: 3600, startSeconds: 60, tickSeconds: 600, onDemandUsdPerHour: 3 }
 * optimalCost({ job, zones: [zoneAtOnePrice([0, 0, 1, 1, 1, 0], 0.6)] })._unsafeUnwrap().toFixed(2) // => '0.30'
 */
export const optimalCost = (whole: OptimumCase): Result<number, OptimumError> =>
  checkDeadlineJob(whole.job).andThen((job): Result<number, OptimumError> => {
    const scale = toScale(job)
    if (!(scale.work <= mostUnits)) return err({ kind: 'too-fine', units: scale.work, mostUnits })
    const cost = solveJob(whole, scale)
    return Number.isFinite(cost) ? ok(cost) : err({ kind: 'infeasible' })
  })
