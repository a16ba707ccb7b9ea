import type { Arrival, Workload } from './workload.ts'

/**
 * Makes a workload of jobs that are written down, in the order of their moments; those of one moment stay as they are.
 *
 * @param arrivals - The jobs, in any order.
 * @example
 * const [late, early] = [2, 1].map((atMs) => ({ atMs, job: { id: `job-${atMs}`, confidentiality: 'public' } }))
 * Array.from(fixedWorkload([late, early]), ({ atMs }) => atMs) // => [1, 2]
 */
export const fixedWorkload = (arrivals: readonly Arrival[]): Workload =>
  [...arrivals].sort((one, other) => one.atMs - other.atMs)
