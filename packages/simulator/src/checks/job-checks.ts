import assert from 'node:assert/strict'
import type { JobOutcome } from '../result/job-outcome.ts'
import type { SimulationResult } from '../result/simulation-result.ts'
import { isDone, type JobClaim } from './job-claims.ts'
import { jobText, withOffenders } from './job-text.ts'
import { type JobCheckOptions, lookedAt, requireJobs, resultText } from './looked-at.ts'

/** Fails with the offenders, if there are any. */
const failOn = (offenders: readonly JobOutcome[], headline: string): void => {
  if (offenders.length > 0) assert.fail(withOffenders(headline, offenders.map(jobText)))
}

/**
 * Expects something of no job.
 *
 * Fails with an `AssertionError` that names the first offenders; also when the result has not kept its jobs, and when there is no job to look at.
 *
 * @param result - What a simulation came to.
 * @param what - What must not be, for people.
 * @param claim - The same, for the computer, such as {@link leavesTheHouse}.
 * @param options - Which jobs. Default all.
 * @example
 * expectNever({ summary: { jobs: 1 }, jobs: [{ stays: [{ site: 'local' }], uploadedGB: 0 }] }, 'leaves the house', leavesTheHouse) // => undefined
 */
export const expectNever = (
  result: SimulationResult,
  what: string,
  claim: JobClaim,
  options: JobCheckOptions = {},
): void => {
  const check = `never "${what}"`
  const jobs = lookedAt(check, result, options)
  const offenders = jobs.filter(claim)
  failOn(
    offenders,
    `${check}: expected of none of ${jobs.length} jobs, seen of ${offenders.length} (${resultText(result)})`,
  )
}

/**
 * Expects something of every job.
 *
 * Fails with an `AssertionError` that names the first offenders; also when the result has not kept its jobs, and when there is no job to look at.
 *
 * @param result - What a simulation came to.
 * @param what - What must be, for people.
 * @param claim - The same, for the computer, such as {@link isDone}.
 * @param options - Which jobs. Default all.
 * @example
 * expectAlways({ summary: { jobs: 1 }, jobs: [{ end: 'done' }] }, 'gets done', isDone) // => undefined
 */
export const expectAlways = (
  result: SimulationResult,
  what: string,
  claim: JobClaim,
  options: JobCheckOptions = {},
): void => {
  const check = `always "${what}"`
  const jobs = lookedAt(check, result, options)
  const offenders = jobs.filter((job) => !claim(job))
  failOn(
    offenders,
    `${check}: expected of all ${jobs.length} jobs, not seen of ${offenders.length} (${resultText(result)})`,
  )
}

const allDone = 'all done'

/** What a summary knows needs no kept jobs; those that were kept are named. */
const expectAllDoneBySummary = (result: SimulationResult, options: JobCheckOptions): void => {
  requireJobs(allDone, result, options)
  const { jobs, done, refused, gaveUp, cutOff } = result.summary
  if (done === jobs) return
  const others = `${refused} refused, ${gaveUp} gave up, ${cutOff} cut off`
  const offenders = result.jobs.filter((job) => !isDone(job)).map(jobText)
  assert.fail(
    withOffenders(
      `${allDone}: expected ${jobs} jobs, seen ${done}: ${others} (${resultText(result)})`,
      offenders,
    ),
  )
}

const expectSomeDone = (result: SimulationResult, options: JobCheckOptions): void => {
  const jobs = lookedAt(allDone, result, options)
  const offenders = jobs.filter((job) => !isDone(job))
  failOn(
    offenders,
    `${allDone}: expected ${jobs.length} jobs, seen ${jobs.length - offenders.length} (${resultText(result)})`,
  )
}

/**
 * Expects that every job is done.
 *
 * Fails with an `AssertionError` that counts and names the others; also when there is no job to look at. Of all jobs it needs only the summary; of some it needs them kept.
 *
 * @param result - What a simulation came to.
 * @param options - Which jobs. Default all.
 * @example
 * expectAllDone({ summary: { jobs: 2, done: 2 }, jobs: [] }) // => undefined
 */
export const expectAllDone = (result: SimulationResult, options: JobCheckOptions = {}): void =>
  options.of === undefined ? expectAllDoneBySummary(result, options) : expectSomeDone(result, options)
