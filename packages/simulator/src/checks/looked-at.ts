import assert from 'node:assert/strict'
import type { JobOutcome } from '../result/job-outcome.ts'
import type { SimulationResult } from '../result/simulation-result.ts'
import type { JobClaim } from './job-claims.ts'

/** Which jobs a check is about. */
export interface JobCheckOptions {
  /** Only jobs of which this is so. Default all. */
  readonly of?: JobClaim | undefined
  /** Whether it is right that there is no such job. Default false: a check that looked at nothing fails. */
  readonly allowNone?: boolean | undefined
}

/**
 * Names a result as far as one must know it to run the simulation again.
 *
 * @param result - The result.
 * @example
 * resultText({ market: 'm', seed: 3 }) // => 'market m, seed 3'
 */
export const resultText = ({ market, seed }: Pick<SimulationResult, 'market' | 'seed'>): string =>
  `market ${market}, seed ${seed}`

/**
 * Fails because a check had nothing to look at.
 *
 * @param check - What was checked.
 * @param reason - Why there was nothing.
 */
export const failOnNothing = (check: string, reason: string): never =>
  assert.fail(`${check}: looked at nothing, so it could not have failed: ${reason}`)

/**
 * Fails unless something came that a check can look at.
 *
 * @param check - What is checked.
 * @param result - The result.
 * @param options - `allowNone`.
 */
export const requireJobs = (
  check: string,
  result: SimulationResult,
  { allowNone }: JobCheckOptions,
): void => {
  if (result.summary.jobs === 0 && allowNone !== true)
    failOnNothing(check, `no job came (${resultText(result)}); allowNone lets that pass`)
}

/**
 * Gives the jobs that a check is about. Fails when the result has not kept its jobs, and when there are none.
 *
 * @param check - What is checked.
 * @param result - The result.
 * @param options - Which jobs.
 */
export const lookedAt = (
  check: string,
  result: SimulationResult,
  options: JobCheckOptions,
): readonly JobOutcome[] => {
  const { jobs, summary } = result
  if (jobs.length !== summary.jobs)
    assert.fail(
      `${check}: cannot be told, because the result has kept ${jobs.length} of its ${summary.jobs} jobs (${resultText(result)}); simulate with keepJobs`,
    )
  requireJobs(check, result, options)
  const { of, allowNone } = options
  const chosen = of === undefined ? jobs : jobs.filter(of)
  if (chosen.length === 0 && allowNone !== true)
    failOnNothing(
      check,
      `it is about none of the ${jobs.length} jobs (${resultText(result)}); allowNone lets that pass`,
    )
  return chosen
}
