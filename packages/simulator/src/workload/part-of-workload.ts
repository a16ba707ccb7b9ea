import { createRandom } from '../random.ts'
import { repeatable } from './repeatable.ts'
import type { Workload } from './workload.ts'

/**
 * Keeps the first jobs of a workload.
 *
 * @param workload - The workload.
 * @param count - How many jobs at most.
 * @example
 * const workload = mediaAnalysis({ startMs: 0, days: 1000, jobsPerHour: 60 })._unsafeUnwrap()
 * ;[...takeFirst(workload, 3)].length // => 3
 */
export const takeFirst = (workload: Workload, count: number): Workload =>
  repeatable(function* () {
    let taken = 0
    if (!(count > 0)) return
    for (const arrival of workload) {
      yield arrival
      taken += 1
      if (taken >= count) return
    }
  })

/** A span of time. */
export interface Span {
  /** Start (ms since 1970-01-01 UTC, inclusive). */
  readonly fromMs: number
  /** End (ms since 1970-01-01 UTC, exclusive). */
  readonly untilMs: number
}

/**
 * Keeps the jobs of a workload that come within a span of time.
 *
 * @param workload - The workload.
 * @param span - The span.
 * @example
 * const workload = mediaAnalysis({ startMs: 0, days: 1, jobsPerHour: 60 })._unsafeUnwrap()
 * ;[...betweenTimes(workload, { fromMs: 0, untilMs: 0 })] // => []
 */
export const betweenTimes = (workload: Workload, { fromMs, untilMs }: Span): Workload =>
  repeatable(function* () {
    for (const arrival of workload) {
      if (arrival.atMs >= untilMs) return
      if (arrival.atMs >= fromMs) yield arrival
    }
  })

/** How a workload is thinned. */
export interface Thinning {
  /** Chance of each job to be kept (0 to 1). */
  readonly share: number
  /** Seed of the luck. Default 1. */
  readonly seed?: number | undefined
}

/**
 * Keeps each job of a workload with the same chance. A job that is kept with one chance is kept with every higher one.
 *
 * @param workload - The workload.
 * @param thinning - The chance.
 * @example
 * const workload = mediaAnalysis({ startMs: 0, days: 1, jobsPerHour: 60 })._unsafeUnwrap()
 * ;[...thinArrivals(workload, { share: 0 })] // => []
 */
export const thinArrivals = (workload: Workload, { share, seed = 1 }: Thinning): Workload =>
  repeatable(function* () {
    const luck = createRandom(seed, 'thinned arrivals')
    for (const arrival of workload) if (luck.uniform() < share) yield arrival
  })
