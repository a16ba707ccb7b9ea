import assert from 'node:assert/strict'
import type { ComparedPolicy, Comparison } from '../compare/comparison.ts'
import { type Measure, measureFacts } from '../compare/measures.ts'
import { type PairedDifference, pairedDifference, smallestDifference } from '../compare/paired-difference.ts'
import type { Interval } from '../compare/sample-mean.ts'
import { amountText } from './job-text.ts'
import { failOnNothing } from './looked-at.ts'

const policyNamed = (check: string, { policies }: Comparison, name: string): ComparedPolicy =>
  policies.find((policy) => policy.name === name) ??
  assert.fail(
    `${check}: expected one of ${policies.map((policy) => `"${policy.name}"`).join(', ')}, got "${name}"`,
  )

/** Two policies of a comparison. */
interface Pair {
  readonly check: string
  readonly one: ComparedPolicy
  readonly other: ComparedPolicy
}

const hasNoJob = ({ runs }: ComparedPolicy): boolean => runs.every(({ summary }) => summary.jobs === 0)

const pairOf = (comparison: Comparison, check: string, name: string, than: string): Pair => {
  assert.ok(name !== than, `${check}: expected two policies, because one always equals itself`)
  const one = policyNamed(check, comparison, name)
  if (hasNoJob(one)) failOnNothing(check, `no job came (market ${comparison.market})`)
  return { check, one, other: policyNamed(check, comparison, than) }
}

const differenceOf = ({ one, other }: Pair, measure: Measure): PairedDifference =>
  pairedDifference(one.runs, other.runs, measure)

const meanText = ({ means }: ComparedPolicy, measure: Measure): string => {
  const { mean } = means[measure]
  return mean === null ? 'unknown' : amountText(mean)
}

/** Such as `cost 8 and 9 USD, difference -1 (95 % interval -1.2 to -0.8, 5 seeds)`. */
const seenText = ({ one, other }: Pair, measure: Measure, interval: Interval, count: number): string => {
  const { label, unit } = measureFacts[measure]
  const middle = amountText((interval.low + interval.high) / 2)
  const range = `95 % interval ${amountText(interval.low)} to ${amountText(interval.high)}, ${count} seeds`
  return `${label} ${meanText(one, measure)} and ${meanText(other, measure)} ${unit}, difference ${middle} (${range})`
}

/** The interval of the difference; fails when there is none. */
const intervalOf = (pair: Pair, measure: Measure): { readonly interval: Interval; readonly seen: string } => {
  const { check, one, other } = pair
  const { interval, count } = differenceOf(pair, measure)
  if (count === 0) return failOnNothing(check, `no seed has a ${measureFacts[measure].label} of both`)
  if (interval === null)
    return assert.fail(
      `${check}: cannot be told from chance with one seed, in which it is ${meanText(one, measure)} and ${meanText(other, measure)} ${measureFacts[measure].unit}; compare with more seeds`,
    )
  return { interval, seen: seenText(pair, measure, interval, count) }
}

/** What is not done costs nothing, so a policy that does less is no cheaper. */
const requireAsManyDone = (pair: Pair): void => {
  const { mean } = differenceOf(pair, 'doneShare')
  if (mean !== null && mean < -smallestDifference)
    assert.fail(
      `${pair.check}: cannot be told, because it does less: a share of ${meanText(pair.one, 'doneShare')} of the jobs, not ${meanText(pair.other, 'doneShare')}; compare the cost per done job`,
    )
}

/** What is held against what. */
export interface CheaperOptions {
  /** Name of the other policy. */
  readonly than: string
  /** What must be cheaper: the whole workload, or a done job on average. Default `all`. */
  readonly per?: 'job' | 'all' | undefined
}

/**
 * Expects that one policy costs less than another, and that chance does not explain it: the 95 % interval of the paired difference must exclude 0.
 *
 * Fails with an `AssertionError` that tells both costs and the interval; also with one seed, which cannot tell, and when the policy gets less done, unless it is compared per job.
 *
 * @param comparison - What both policies came to.
 * @param name - Name of the policy.
 * @param options - `than`, and `per`.
 * @see {@link expectNoWorse} for other measures.
 * @example
 * const policy = (name, usd) => ({ name, means: { usdPerDoneJob: { mean: usd } }, runs: [1, 2].map((seed) => ({ seed, summary: { jobs: 1, done: 1, spending: { totalUsd: usd + seed } } })) })
 * const policies = [policy('spot', 5), policy('on-demand', 8)]
 * expectCheaper({ market: 'm', policies }, 'spot', { than: 'on-demand', per: 'job' }) // => undefined
 */
export const expectCheaper = (
  comparison: Comparison,
  name: string,
  { than, per = 'all' }: CheaperOptions,
): void => {
  const measure = per === 'job' ? 'usdPerDoneJob' : 'totalUsd'
  const pair = pairOf(comparison, `"${name}" cheaper than "${than}"`, name, than)
  const { interval, seen } = intervalOf(pair, measure)
  if (per === 'all') requireAsManyDone(pair)
  if (interval.low > smallestDifference) assert.fail(`${pair.check}: it is dearer: ${seen}`)
  if (!(interval.high < -smallestDifference))
    assert.fail(`${pair.check}: chance may explain it, because the interval does not exclude 0: ${seen}`)
}

/** What is held against what. */
export interface NoWorseOptions {
  /** Name of the other policy. */
  readonly than: string
  /** What is compared. */
  readonly measure: Measure
  /** How much worse it may be (in the unit of the measure, ≥ 0). Default 0. */
  readonly by?: number | undefined
}

/**
 * Expects that one policy is no worse than another in a measure: the whole 95 % interval of the paired difference must be on the better side, or not further than a margin on the worse one.
 *
 * A wide interval fails, so that too few seeds never let it pass. Completion, wait and lateness are those of done jobs: test the done share too. Fails with an `AssertionError` that tells both means and the interval; also with one seed, which cannot tell.
 *
 * @param comparison - What both policies came to.
 * @param name - Name of the policy.
 * @param options - `than`, `measure` and `by`.
 * @see {@link measureFacts} for the better side of each measure.
 * @example
 * const policy = (name, hours) => ({ name, means: { waitHours: { mean: hours } }, runs: [1, 2].map((seed) => ({ seed, summary: { jobs: 1, done: 1, waitHours: { mean: hours + seed } } })) })
 * const policies = [policy('spot', 2.1), policy('on-demand', 2)]
 * expectNoWorse({ market: 'm', policies }, 'spot', { than: 'on-demand', measure: 'waitHours', by: 0.2 }) // => undefined
 */
export const expectNoWorse = (
  comparison: Comparison,
  name: string,
  { than, measure, by = 0 }: NoWorseOptions,
): void => {
  const { label, unit, better } = measureFacts[measure]
  const check = `"${name}" no worse than "${than}" in ${label} by more than ${amountText(by)} ${unit}`
  const pair = pairOf(comparison, check, name, than)
  const { interval, seen } = intervalOf(pair, measure)
  if (measure === 'totalUsd') requireAsManyDone(pair)
  const worst = better === 'lower' ? interval.high : -interval.low
  if (!(worst <= by + smallestDifference))
    assert.fail(`${check}: by up to ${amountText(worst)} ${unit} it may be: ${seen}`)
}
