import { describe, expect, test } from 'vitest'
import { expectCostBelow, expectWaitBelow } from '../../src/checks/amount-checks.ts'
import { isConfidential, isOfWorkload } from '../../src/checks/job-claims.ts'
import { buildOutcome, buildRefused, buildResult, withoutJobs } from './built-results.ts'
import { messageOf } from './message-of.ts'

const cheap = buildOutcome({ jobId: 'cheap', usd: 2, workload: 'video' })
const dear = buildOutcome({ jobId: 'dear', usd: 8 })
const result = buildResult([cheap, dear])

/** The ids with which the lines under the headline begin. */
const namedIn = (message: string): readonly string[] =>
  message
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(' ')[0] ?? '')

describe('expectCostBelow', () => {
  test('passes when all jobs together cost less, also when they were not kept', () => {
    expectCostBelow(result, 10.01)
    expectCostBelow(withoutJobs(result), 10.01)
  })

  test('tells the cost, and the dearest jobs first', () => {
    const message = messageOf(() => expectCostBelow(result, 10))
    expect(message.split('\n')[0]).toBe(
      'cost of all jobs below 10 USD: seen 10 USD (market test market, seed 7); the dearest:',
    )
    expect(namedIn(message)).toEqual(['dear', 'cheap'])
  })

  test('can be about some jobs together', () => {
    expectCostBelow(result, 3, { of: isOfWorkload('video') })
    const message = messageOf(() => expectCostBelow(result, 2, { of: isOfWorkload('video') }))
    expect(namedIn(message)).toEqual(['cheap'])
  })

  test('can be about each job', () => {
    expectCostBelow(result, 8.5, { per: 'job' })
    expectCostBelow(result, 8, { per: 'job', of: isOfWorkload('video') })
    const message = messageOf(() => expectCostBelow(result, 8, { per: 'job' }))
    expect(message).toContain('cost of each job below 8 USD: not so of 1 of 2 jobs')
    expect(namedIn(message)).toEqual(['dear'])
  })

  test('fails when jobs that it must see were not kept', () => {
    const bare = withoutJobs(result)
    expect(messageOf(() => expectCostBelow(bare, 99, { per: 'job' }))).toContain('kept 0 of its 2 jobs')
    expect(messageOf(() => expectCostBelow(bare, 99, { of: isConfidential }))).toContain(
      'kept 0 of its 2 jobs',
    )
  })

  test('fails when it looked at nothing, unless that is allowed', () => {
    expect(messageOf(() => expectCostBelow(buildResult([]), 99))).toContain('looked at nothing')
    expect(messageOf(() => expectCostBelow(result, 99, { of: isConfidential }))).toContain(
      'looked at nothing',
    )
    expectCostBelow(buildResult([]), 99, { allowNone: true })
    expectCostBelow(result, 99, { per: 'job', of: isConfidential, allowNone: true })
  })

  test('is kept by nothing when the limit is not a number', () => {
    expect(messageOf(() => expectCostBelow(result, Number.NaN))).toContain('below NaN USD')
    expect(messageOf(() => expectCostBelow(result, Number.NaN, { per: 'job' }))).toContain('2 of 2 jobs')
  })
})

describe('expectWaitBelow', () => {
  const waits = Array.from({ length: 10 }, (_, index) =>
    buildOutcome({ jobId: `w${index}`, waitHours: index }),
  )
  const waiting = buildResult(waits)

  test('passes when each job waits less', () => {
    expectWaitBelow(waiting, 9.5)
  })

  test('names those that waited longest first', () => {
    const message = messageOf(() => expectWaitBelow(waiting, 8))
    expect(message.split('\n')[0]).toBe(
      'wait below 8 h of 100 % of the jobs: expected 10 of 10 jobs, seen 8 (market test market, seed 7)',
    )
    expect(namedIn(message)).toEqual(['w9', 'w8'])
  })

  test('can be about a share of the jobs', () => {
    expectWaitBelow(waiting, 9, { quantile: 0.9 })
    expect(messageOf(() => expectWaitBelow(waiting, 8, { quantile: 0.9 }))).toContain(
      'expected 9 of 10 jobs, seen 8',
    )
    expect(messageOf(() => expectWaitBelow(waiting, 9, { quantile: 0.91 }))).toContain(
      'expected 10 of 10 jobs',
    )
  })

  test('asks for no job more because of rounding', () => {
    // 0.07 × 100 is a little more than 7 in floating point.
    const hundred = buildResult(Array.from({ length: 100 }, (_, index) => buildOutcome({ waitHours: index })))
    expectWaitBelow(hundred, 7, { quantile: 0.07 })
  })

  test('takes a job that was not done for one that waits for ever', () => {
    const refused = buildResult([cheap, buildRefused({ jobId: 'large', waitHours: 0 })])
    expect(namedIn(messageOf(() => expectWaitBelow(refused, 1)))).toEqual(['large'])
    expectWaitBelow(refused, 1, { quantile: 0.5 })
  })

  test.each([0, -1, 1.01, Number.NaN])('refuses the quantile %d', (quantile) => {
    expect(messageOf(() => expectWaitBelow(waiting, 99, { quantile }))).toContain(
      'expected a quantile above 0 and at most 1',
    )
  })

  test('fails when the jobs were not kept, or when it looked at nothing', () => {
    expect(messageOf(() => expectWaitBelow(withoutJobs(waiting), 99))).toContain('kept 0 of its 10 jobs')
    expect(messageOf(() => expectWaitBelow(buildResult([]), 99))).toContain('looked at nothing')
    expect(messageOf(() => expectWaitBelow(waiting, 99, { of: isConfidential }))).toContain(
      'looked at nothing',
    )
    expectWaitBelow(waiting, 0, { of: isConfidential, allowNone: true })
  })
})
