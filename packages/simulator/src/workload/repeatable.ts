import type { Arrival, Workload } from './workload.ts'

/**
 * Makes a workload of a generator that begins anew each time its jobs are asked for.
 *
 * @param generate - Starts from the first job; it must give the same jobs each time.
 * @example
 * const empty = repeatable(function* () {})
 * ;[...empty] // => []
 */
export const repeatable = (generate: () => Generator<Arrival, void>): Workload => ({
  [Symbol.iterator]: generate,
})
