import assert from 'node:assert/strict'
import type { JobOutcome } from '../result/job-outcome.ts'
import type { SimulationResult } from '../result/simulation-result.ts'
import { isDone } from './job-claims.ts'
import { amountText, jobText, withOffenders } from './job-text.ts'
import { type JobCheckOptions, lookedAt, requireJobs, resultText } from './looked-at.ts'

/** What a check of cost is about. */
export interface CostCheckOptions extends JobCheckOptions {
  /** What must cost less: each job, or all of them together. Default `all`. */
  readonly per?: 'job' | 'all' | undefined
}

/** Comparisons are written so that a limit that is not a number is kept by nothing. */
const isBelow = (value: number, limit: number): boolean => value < limit

const dearestFirst = (jobs: readonly JobOutcome[]): readonly JobOutcome[] =>
  jobs.toSorted((one, other) => other.usd - one.usd)

const expectEachBelow = (result: SimulationResult, usd: number, options: JobCheckOptions): void => {
  const check = `cost of each job below ${amountText(usd)} USD`
  const jobs = lookedAt(check, result, options)
  const offenders = jobs.filter((job) => !isBelow(job.usd, usd))
  if (offenders.length === 0) return
  const headline = `${check}: not so of ${offenders.length} of ${jobs.length} jobs (${resultText(result)})`
  assert.fail(withOffenders(headline, dearestFirst(offenders).map(jobText)))
}

/** What the jobs cost together (USD); the summary knows it of all jobs without having kept them. */
const totalUsd = (check: string, result: SimulationResult, options: JobCheckOptions): number => {
  if (options.of !== undefined)
    return lookedAt(check, result, options).reduce((total, { usd }) => total + usd, 0)
  requireJobs(check, result, options)
  return result.summary.spending.totalUsd
}

const expectSumBelow = (result: SimulationResult, usd: number, options: JobCheckOptions): void => {
  const check = `cost of all jobs below ${amountText(usd)} USD`
  const seen = totalUsd(check, result, options)
  if (isBelow(seen, usd)) return
  const dearest = dearestFirst(result.jobs.filter(options.of ?? (() => true)))
  const headline = `${check}: seen ${amountText(seen)} USD (${resultText(result)}); the dearest:`
  assert.fail(withOffenders(headline, dearest.map(jobText)))
}

/**
 * Expects that jobs cost less than an amount, together or each.
 *
 * Fails with an `AssertionError` that names the dearest; also when there is no job to look at. All jobs together need only the summary; otherwise the result must have kept its jobs.
 *
 * @param result - What a simulation came to.
 * @param usd - The amount (USD), which is too much itself.
 * @param options - Which jobs, and `per`.
 * @example
 * expectCostBelow({ summary: { jobs: 2, spending: { totalUsd: 9 } }, jobs: [] }, 10) // => undefined
 */
export const expectCostBelow = (
  result: SimulationResult,
  usd: number,
  { per, ...options }: CostCheckOptions = {},
): void => (per === 'job' ? expectEachBelow(result, usd, options) : expectSumBelow(result, usd, options))

/** What a check of waits is about. */
export interface WaitCheckOptions extends JobCheckOptions {
  /** Share of the jobs that must wait less (above 0, at most 1). Default 1: each of them. */
  readonly quantile?: number | undefined
}

/** A job that was not done waits for ever. */
const waitOf = (job: JobOutcome): number => (isDone(job) ? job.waitHours : Number.POSITIVE_INFINITY)

const longestFirst = (jobs: readonly JobOutcome[]): readonly JobOutcome[] =>
  jobs.toSorted((one, other) => other.waitHours - one.waitHours)

/** Least whole number of jobs that is a share of all, whatever the rounding of the product. */
const leastOf = (share: number, jobs: number): number => Math.ceil(share * jobs - 1e-9)

/**
 * Expects that jobs are without a machine for less than a time, uploads included.
 *
 * A job that was not done counts as waiting for ever. Fails with an `AssertionError` that names those that waited longest; also when the result has not kept its jobs, and when there is no job to look at.
 *
 * @param result - What a simulation came to.
 * @param hours - The time (h), which is too long itself.
 * @param options - Which jobs, and `quantile`.
 * @example
 * expectWaitBelow({ summary: { jobs: 2 }, jobs: [{ end: 'done', waitHours: 1 }, { end: 'done', waitHours: 9 }] }, 2, { quantile: 0.5 }) // => undefined
 */
export const expectWaitBelow = (
  result: SimulationResult,
  hours: number,
  { quantile = 1, ...options }: WaitCheckOptions = {},
): void => {
  const check = `wait below ${amountText(hours)} h of ${amountText(quantile * 100)} % of the jobs`
  assert.ok(quantile > 0 && quantile <= 1, `${check}: expected a quantile above 0 and at most 1`)
  const jobs = lookedAt(check, result, options)
  const offenders = jobs.filter((job) => !isBelow(waitOf(job), hours))
  const seen = jobs.length - offenders.length
  const least = leastOf(quantile, jobs.length)
  if (seen >= least) return
  const headline = `${check}: expected ${least} of ${jobs.length} jobs, seen ${seen} (${resultText(result)})`
  assert.fail(withOffenders(headline, longestFirst(offenders).map(jobText)))
}
