import { describe, expect, test } from 'vitest'
import { expectNoViolation, expectUtilisationAbove } from '../../src/checks/result-checks.ts'
import type { Comparison } from '../../src/compare/comparison.ts'
import type { Violation } from '../../src/result/violation.ts'
import { buildComparison } from '../compare/built-comparison.ts'
import { buildOutcome, buildResult, buildSummary } from './built-results.ts'
import { messageOf } from './message-of.ts'

const result = buildResult([buildOutcome()])
const violation: Violation = {
  invariant: 'used-twice',
  atMs: Date.UTC(2026, 8, 1, 13),
  jobId: 'job-1',
  detail: 'GPU-1 is held by job-1 and job-2',
}

describe('expectNoViolation', () => {
  test('passes when no rule was broken', () => {
    expectNoViolation(result)
  })

  test('tells the rule, what was seen, of which job and when', () => {
    expect(messageOf(() => expectNoViolation({ ...result, violations: [violation] }))).toBe(
      [
        'no violation: expected none, seen 1 (market test market, seed 7)',
        '  used-twice: GPU-1 is held by job-1 and job-2 (job job-1, 2026-09-01T13:00:00.000Z)',
      ].join('\n'),
    )
  })

  test('writes no job where there is none', () => {
    const violations = [{ ...violation, jobId: null }]
    expect(messageOf(() => expectNoViolation({ ...result, violations }))).toContain('(no job, 2026')
  })

  test('fails when no job came, unless that is allowed', () => {
    expect(messageOf(() => expectNoViolation(buildResult([])))).toContain('looked at nothing')
    expectNoViolation(buildResult([]), { allowNone: true })
  })

  test('of a comparison looks at all simulations', async () => {
    const comparison: Comparison = await buildComparison({ spot: [1, 2] })
    expectNoViolation(comparison)
    const broken = { ...comparison, violations: [{ policy: 'spot', seed: 2, violation }] }
    expect(messageOf(() => expectNoViolation(broken))).toContain('\n  spot, seed 2: used-twice: GPU-1')
    expect(messageOf(() => expectNoViolation({ ...comparison, policies: [] }))).toContain('looked at nothing')
    expectNoViolation({ ...comparison, policies: [] }, { allowNone: true })
  })
})

describe('expectUtilisationAbove', () => {
  const using = (...shares: readonly number[]): ReturnType<typeof buildResult> =>
    buildResult([buildOutcome()], {
      summary: buildSummary({
        localUtilisation: shares.reduce((sum, share) => sum + share / shares.length, 0),
        hardware: shares.map((utilisation, index) => ({ name: `GPU-${index}`, busyHours: 1, utilisation })),
      }),
    })

  test('passes when more was in use', () => {
    expectUtilisationAbove(using(0.5, 0.75), 0.6)
  })

  test('names what was used least', () => {
    expect(messageOf(() => expectUtilisationAbove(using(0.75, 0.25), 0.5))).toBe(
      [
        'own GPUs in use above 50 %: seen 50 % (market test market, seed 7); the least used:',
        '  GPU-1: 25 %',
        '  GPU-0: 75 %',
      ].join('\n'),
    )
  })

  test('fails when there is no owned hardware', () => {
    expect(messageOf(() => expectUtilisationAbove(using(), -1))).toContain(
      'looked at nothing, so it could not have failed: no hardware is owned',
    )
  })
})
