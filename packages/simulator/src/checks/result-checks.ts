import assert from 'node:assert/strict'
import type { ComparedPolicy, Comparison } from '../compare/comparison.ts'
import type { SimulationResult } from '../result/simulation-result.ts'
import type { Violation } from '../result/violation.ts'
import { amountText, withOffenders } from './job-text.ts'
import { failOnNothing, type JobCheckOptions, requireJobs, resultText } from './looked-at.ts'

type NoViolationOptions = Pick<JobCheckOptions, 'allowNone'>

const noViolation = 'no violation'

const violationText = ({ invariant, jobId, atMs, detail }: Violation): string =>
  `${invariant}: ${detail} (${jobId === null ? 'no job' : `job ${jobId}`}, ${new Date(atMs).toISOString()})`

const failOnViolations = (violations: readonly string[], where: string): void => {
  if (violations.length > 0)
    assert.fail(
      withOffenders(`${noViolation}: expected none, seen ${violations.length} (${where})`, violations),
    )
}

const expectNoViolationInResult = (result: SimulationResult, options: NoViolationOptions): void => {
  requireJobs(noViolation, result, options)
  failOnViolations(result.violations.map(violationText), resultText(result))
}

const hasJobs = ({ runs }: ComparedPolicy): boolean => runs.some(({ summary }) => summary.jobs > 0)

const expectNoViolationInComparison = (comparison: Comparison, { allowNone }: NoViolationOptions): void => {
  if (!comparison.policies.some(hasJobs) && allowNone !== true)
    failOnNothing(noViolation, `no job came (market ${comparison.market}); allowNone lets that pass`)
  failOnViolations(
    comparison.violations.map(
      ({ policy, seed, violation }) => `${policy}, seed ${seed}: ${violationText(violation)}`,
    ),
    `market ${comparison.market}`,
  )
}

/**
 * Expects that the rules of a simulation hold: confidential jobs stay, hardware is used once, every job and every dollar is accounted for, time goes on.
 *
 * Fails with an `AssertionError` that names the first violations; also when no job came.
 *
 * @param tested - What a simulation came to, or several.
 * @param options - `allowNone`: whether it may be that no job came.
 * @example
 * expectNoViolation({ summary: { jobs: 1 }, violations: [] }) // => undefined
 */
export const expectNoViolation = (
  tested: SimulationResult | Comparison,
  options: NoViolationOptions = {},
): void =>
  'policies' in tested
    ? expectNoViolationInComparison(tested, options)
    : expectNoViolationInResult(tested, options)

/**
 * Expects that more than a share of the owned hardware was in use, over the whole time.
 *
 * Fails with an `AssertionError` that names what was used least; also when there is no owned hardware.
 *
 * @param result - What a simulation came to.
 * @param share - The share (0 to 1), which is too little itself.
 * @example
 * expectUtilisationAbove({ summary: { localUtilisation: 0.6, hardware: [{ name: 'GPU-1', utilisation: 0.6 }] } }, 0.5) // => undefined
 */
export const expectUtilisationAbove = (result: SimulationResult, share: number): void => {
  const { localUtilisation, hardware } = result.summary
  const check = `own GPUs in use above ${amountText(share * 100)} %`
  if (hardware.length === 0) failOnNothing(check, `no hardware is owned (${resultText(result)})`)
  if (localUtilisation > share) return
  const leastFirst = hardware.toSorted((one, other) => one.utilisation - other.utilisation)
  const headline = `${check}: seen ${amountText(localUtilisation * 100)} % (${resultText(result)}); the least used:`
  assert.fail(
    withOffenders(
      headline,
      leastFirst.map(({ name, utilisation }) => `${name}: ${amountText(utilisation * 100)} %`),
    ),
  )
}
