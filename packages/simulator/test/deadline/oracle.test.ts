import { greedy, lindy, onDemand, proportionalSlack, uniformProgress } from '@aima/gpu-deadline'
import { describe, expect, test } from 'vitest'
import { optimalCost } from '../../src/deadline/optimum.ts'
import { runOnTrace } from '../../src/deadline/run-on-trace.ts'
import { hasTraces, oracleRuns, zoneOptima, zoneSlices } from './traces.ts'

/** The oracle is rounded to a millionth. */
const tolerance = 1e-6

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length

describe.skipIf(!hasTraces)('the deadline oracle', () => {
  const runs = hasTraces ? oracleRuns() : []

  test('has 684 runs', () => {
    expect(runs).toHaveLength(684)
  })

  test.each([
    { policy: onDemand, field: 'onDemand' as const },
    { policy: greedy, field: 'greedy' as const },
    { policy: uniformProgress, field: 'uniformProgress' as const },
  ])('every cost of $policy.name comes out the same', ({ policy, field }) => {
    const wrong = runs.filter(({ job, zone, expectedUsd }) => {
      const { costUsd, isLate } = runOnTrace({ job, zone, policy })._unsafeUnwrap()
      return isLate || Math.abs(costUsd - expectedUsd[field]) > tolerance
    })
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  test('every optimum comes out the same', () => {
    const wrong = runs.filter(
      ({ job, zone, expectedUsd }) =>
        Math.abs(optimalCost({ job, zones: [zone] })._unsafeUnwrap() - expectedUsd.optimum) > tolerance,
    )
    expect(wrong.map(({ id }) => id)).toEqual([])
  })

  test('proportional slack costs 95.31 USD in the mean and is never late', () => {
    const results = runs.map(({ job, zone }) =>
      runOnTrace({ job, zone, policy: proportionalSlack })._unsafeUnwrap(),
    )
    expect(results.some(({ isLate }) => isLate)).toBe(false)
    expect(mean(results.map(({ costUsd }) => costUsd))).toBeCloseTo(95.3128, 4)
  })

  test('lindy costs at most 92.6 USD in the mean, is never late and never below the optimum', () => {
    const results = runs.map(({ job, zone, expectedUsd }) => ({
      ...runOnTrace({ job, zone, policy: lindy })._unsafeUnwrap(),
      leastUsd: expectedUsd.optimum,
    }))
    expect(results.some(({ isLate }) => isLate)).toBe(false)
    expect(results.some(({ costUsd, leastUsd }) => costUsd < leastUsd - tolerance)).toBe(false)
    expect(mean(results.map(({ costUsd }) => costUsd))).toBeLessThan(92.6)
  })
})

test.skipIf(!hasTraces)('the optima with nine zones come out the same', () => {
  const expected = zoneOptima()
  const job = {
    workSeconds: 48 * 3600,
    deadlineSeconds: 52 * 3600,
    startSeconds: 720,
    tickSeconds: 195,
    onDemandUsdPerHour: 3.06,
  }
  const costs = zoneSlices()
    .filter(({ slice }) => expected[slice] !== undefined)
    .map(({ slice, zones }) => ({
      slice,
      usd: optimalCost({ job, zones: [...zones.values()] })._unsafeUnwrap(),
    }))
  expect(costs).toHaveLength(10)
  for (const { slice, usd } of costs) expect(Math.abs(usd - (expected[slice] ?? 0))).toBeLessThan(tolerance)
})
