import { err, ok, type Result } from 'neverthrow'
import type { Market } from '../market/market.ts'
import type { Workload } from '../workload/workload.ts'
import type { CompareError } from './compare-error.ts'
import type { CompareOptions } from './compare-options.ts'

/** What all policies meet with one seed. */
export interface Scenario {
  /** The seed. */
  readonly seed: number
  /** What must be run. */
  readonly jobs: Workload
  /** What can be rented. */
  readonly market: Market
}

/** An iterator that gives itself would leave no jobs to the second policy. */
const canBeReadAgain = (jobs: Workload): boolean => !Object.is(jobs[Symbol.iterator](), jobs)

/**
 * Makes what all policies meet with one seed, once, so that it is the same for all of them.
 *
 * @returns The scenario, or `unsound-comparison` when its jobs can be read only once.
 * @example
 * scenarioOf({ jobs: [].values(), market: {} }, 1)._unsafeUnwrapErr().path // => 'jobs'
 */
export const scenarioOf = (
  { jobs, market }: Pick<CompareOptions, 'jobs' | 'market'>,
  seed: number,
): Result<Scenario, CompareError> => {
  const workload = typeof jobs === 'function' ? jobs(seed) : jobs
  if (!canBeReadAgain(workload))
    return err({
      kind: 'unsound-comparison',
      path: 'jobs',
      expected: 'jobs that can be read once for each policy, such as a list, not a generator that has begun',
    })
  return ok({ seed, jobs: workload, market: typeof market === 'function' ? market(seed) : market })
}
