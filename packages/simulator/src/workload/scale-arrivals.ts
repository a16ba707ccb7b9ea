import { repeatable } from './repeatable.ts'
import type { Workload } from './workload.ts'

/**
 * Makes jobs come faster or slower: all times from the first job on are divided by a factor.
 *
 * @param workload - The workload.
 * @param factor - How many times as fast (above 0; below 1 is slower). Otherwise no job ever comes.
 * @see {@link thinArrivals} for fewer jobs in the same time.
 * @example
 * const jobs = [0, 60_000].map((atMs) => ({ atMs, job: { id: `job-${atMs}`, confidentiality: 'public' } }))
 * Array.from(scaleArrivals(fixedWorkload(jobs), 2), ({ atMs }) => atMs) // => [0, 30000]
 */
export const scaleArrivals = (workload: Workload, factor: number): Workload =>
  repeatable(function* () {
    let firstMs: number | undefined
    if (!(factor > 0 && Number.isFinite(factor))) return
    for (const { atMs, job } of workload) {
      firstMs ??= atMs
      yield { atMs: Math.round(firstMs + (atMs - firstMs) / factor), job }
    }
  })
