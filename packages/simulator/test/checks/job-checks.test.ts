import { fc, test as propertyTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { expectAllDone, expectAlways, expectNever } from '../../src/checks/job-checks.ts'
import { isConfidential, isDone, leavesTheHouse } from '../../src/checks/job-claims.ts'
import type { JobOutcome } from '../../src/result/job-outcome.ts'
import {
  buildOutcome,
  buildRefused,
  buildResult,
  buildSpotStay,
  buildStay,
  withoutJobs,
} from './built-results.ts'
import { messageOf } from './message-of.ts'

const home = buildOutcome({ jobId: 'home' })
const secret = buildOutcome({ jobId: 'secret', confidentiality: 'confidential' })
const away = buildOutcome({
  jobId: 'away',
  workload: 'video',
  usd: 3.2,
  waitHours: 0.5,
  completionHours: 4.1,
  lateHours: 1.25,
  stays: [buildStay({ end: 'interrupted' }), buildSpotStay()],
})

describe('expectNever', () => {
  test('passes when it is so of no job', () => {
    expectNever(buildResult([home, secret]), 'leaves the house', leavesTheHouse)
  })

  test('names each offender with its machines, money and time', () => {
    const result = buildResult([home, away])
    expect(messageOf(() => expectNever(result, 'leaves the house', leavesTheHouse))).toBe(
      [
        'never "leaves the house": expected of none of 2 jobs, seen of 1 (market test market, seed 7)',
        '  away (internal, video): done; on box-1 [local, local, owned, 1 x RTX 4090] until interrupted, then ' +
          'vast-7 [vastai, cloud, spot, 1 x RTX 4090]; 3.2 USD, waited 0.5 h, 4.1 h in all, 1.25 h late',
      ].join('\n'),
    )
  })

  test('names the first five offenders and counts the others', () => {
    const jobs = Array.from({ length: 9 }, (_, index) => buildOutcome({ ...away, jobId: `away-${index}` }))
    const lines = messageOf(() => expectNever(buildResult(jobs), 'leaves', leavesTheHouse)).split('\n')
    expect(lines.map((line) => line.split(' (')[0])).toEqual([
      'never "leaves": expected of none of 9 jobs, seen of 9',
      '  away-0',
      '  away-1',
      '  away-2',
      '  away-3',
      '  away-4',
      '  and 4 more',
    ])
  })

  test('looks only at the jobs that it is about', () => {
    expectNever(buildResult([secret, away]), 'leaves the house', leavesTheHouse, { of: isConfidential })
    const leaking = buildResult([home, { ...away, confidentiality: 'confidential' }])
    expect(
      messageOf(() => expectNever(leaking, 'leaves the house', leavesTheHouse, { of: isConfidential })),
    ).toContain('expected of none of 1 jobs, seen of 1')
  })
})

describe('expectAlways', () => {
  test('passes when it is so of every job', () => {
    expectAlways(buildResult([home, away]), 'gets done', isDone)
  })

  test('names those of which it is not so, with the reasons of a refusal', () => {
    const result = buildResult([home, buildRefused({ jobId: 'large' })])
    expect(messageOf(() => expectAlways(result, 'gets done', isDone))).toBe(
      [
        'always "gets done": expected of all 2 jobs, not seen of 1 (market test market, seed 7)',
        '  large (internal): refused (vram-too-small of 3 offers); no machine; 0 USD, waited 0 h, 0 h in all',
      ].join('\n'),
    )
  })
})

describe('expectAllDone', () => {
  test('passes when all are done, also when the jobs were not kept', () => {
    const result = buildResult([home, away])
    expectAllDone(result)
    expectAllDone(withoutJobs(result))
    expectAllDone(buildResult([secret, buildRefused()]), { of: isConfidential })
  })

  test('counts how the others ended, and names them', () => {
    const result = buildResult([
      home,
      buildRefused({ jobId: 'large' }),
      buildOutcome({ jobId: 'b', end: 'gave-up' }),
    ])
    const [headline, ...offenders] = messageOf(() => expectAllDone(result)).split('\n')
    expect(headline).toBe(
      'all done: expected 3 jobs, seen 1: 1 refused, 1 gave up, 0 cut off (market test market, seed 7)',
    )
    expect(offenders).toHaveLength(2)
  })

  test('counts them from the summary when the jobs were not kept', () => {
    const result = withoutJobs(buildResult([home, buildRefused()]))
    expect(messageOf(() => expectAllDone(result))).toContain('seen 1: 1 refused')
  })

  test('of some jobs names those of them that are not done', () => {
    const result = buildResult([home, buildRefused({ jobId: 'x', confidentiality: 'confidential' })])
    expect(messageOf(() => expectAllDone(result, { of: isConfidential }))).toMatch(
      /^all done: expected 1 jobs, seen 0 .*\n {2}x \(confidential\)/,
    )
  })
})

describe.each<[string, (jobs: readonly JobOutcome[], options?: Parameters<typeof expectAllDone>[1]) => void]>(
  [
    ['expectNever', (jobs, options) => expectNever(buildResult(jobs), 'leaves', leavesTheHouse, options)],
    ['expectAlways', (jobs, options) => expectAlways(buildResult(jobs), 'is done', isDone, options)],
    ['expectAllDone', (jobs, options) => expectAllDone(buildResult(jobs), options)],
  ],
)('%s', (_, check) => {
  test('fails when no job came, unless that is allowed', () => {
    expect(messageOf(() => check([]))).toContain(
      'looked at nothing, so it could not have failed: no job came',
    )
    check([], { allowNone: true })
  })

  test('fails when it is about none of the jobs, unless that is allowed', () => {
    expect(messageOf(() => check([home], { of: isConfidential }))).toContain('it is about none of the 1 jobs')
    check([home], { of: isConfidential, allowNone: true })
  })
})

describe.each<[string, (result: ReturnType<typeof buildResult>) => void]>([
  ['expectNever', (result) => expectNever(result, 'leaves', leavesTheHouse, { allowNone: true })],
  ['expectAlways', (result) => expectAlways(result, 'is done', isDone, { allowNone: true })],
  ['expectAllDone of some', (result) => expectAllDone(result, { of: isConfidential, allowNone: true })],
])('%s', (_, check) => {
  test('fails when the jobs were not kept, and says how to keep them', () => {
    expect(messageOf(() => check(withoutJobs(buildResult([home, secret]))))).toContain(
      'cannot be told, because the result has kept 0 of its 2 jobs (market test market, seed 7); simulate with keepJobs',
    )
  })

  test('fails when only some of the jobs were kept', () => {
    const result = buildResult([home, secret])
    expect(messageOf(() => check({ ...result, jobs: [secret] }))).toContain('kept 1 of its 2 jobs')
  })
})

const outcomes = fc.array(
  fc.record({ jobId: fc.string(), usd: fc.nat(9) }).map((facts) => buildOutcome(facts)),
  { minLength: 1, maxLength: 20 },
)

propertyTest.prop([outcomes, fc.nat(9)])('never and always are opposites', (jobs, usd) => {
  const result = buildResult(jobs)
  const passes = (check: () => void): boolean => {
    try {
      check()
      return true
    } catch {
      return false
    }
  }
  const never = passes(() => expectNever(result, 'dear', (job) => job.usd > usd))
  const always = passes(() => expectAlways(result, 'cheap', (job) => job.usd <= usd))
  expect([never, always]).toEqual([jobs.every((job) => job.usd <= usd), never])
})
