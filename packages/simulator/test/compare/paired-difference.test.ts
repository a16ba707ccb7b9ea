import { fc, test as propertyTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { measureFacts, measures, perMeasure, readMeasure } from '../../src/compare/measures.ts'
import { measured, pairedDifference, type SeedSummary } from '../../src/compare/paired-difference.ts'
import type { SampleMean } from '../../src/compare/sample-mean.ts'
import { createRandom } from '../../src/random.ts'
import { buildDistribution, buildSummary } from '../checks/built-results.ts'
import { costing } from './fake-simulate.ts'

/** Runs that cost these amounts with the seeds 1, 2, 3 and so on. */
const runsCosting = (amounts: readonly number[]): readonly SeedSummary[] =>
  amounts.map((usd, index) => ({ seed: index + 1, summary: costing(usd) }))

const widthOf = ({ interval }: SampleMean): number => (interval?.high ?? 0) - (interval?.low ?? 0)

describe('a paired difference', () => {
  test('is the mean of the differences of each seed, with their interval', () => {
    const difference = pairedDifference(runsCosting([11, 22, 33]), runsCosting([10, 20, 30]), 'totalUsd')
    expect(difference).toMatchObject({ count: 3, mean: 2, excludesZero: false })
    // Differences 1, 2, 3 with deviation 1.
    expect(difference.interval?.high).toBeCloseTo(2 + 4.303 / Math.sqrt(3), 12)
  })

  test('pairs by seed whatever the order of the runs', () => {
    const runs = runsCosting([11, 21, 31])
    const difference = pairedDifference(runs.toReversed(), runsCosting([10, 20, 30]), 'totalUsd')
    expect(difference).toMatchObject({ mean: 1, interval: { low: 1, high: 1 }, excludesZero: true })
  })

  test('leaves out seeds that only one of them has', () => {
    expect(pairedDifference(runsCosting([5, 6, 7]), runsCosting([1, 1]), 'totalUsd').count).toBe(2)
  })

  test('leaves out seeds in which there is nothing to measure', () => {
    const nothingDone = { seed: 1, summary: buildSummary({ done: 0, waitHours: buildDistribution(0, 0) }) }
    const others = [1, 2].map((seed) => ({
      seed,
      summary: buildSummary({ waitHours: buildDistribution(2) }),
    }))
    const difference = pairedDifference([nothingDone, ...others.slice(1)], others, 'waitHours')
    expect(difference).toEqual({ count: 1, mean: 0, interval: null, excludesZero: null })
  })

  test('does not tell from chance with one seed', () => {
    expect(pairedDifference(runsCosting([1]), runsCosting([100]), 'totalUsd').excludesZero).toBeNull()
  })

  test('takes the rounding of sums for no difference', () => {
    const runs = runsCosting([0.1 + 0.2, 0.1 + 0.2])
    expect(pairedDifference(runs, runsCosting([0.3, 0.3]), 'totalUsd').excludesZero).toBe(false)
  })

  test('is narrower than unpaired samples when luck does the same to both', () => {
    const { normal } = createRandom(3, 'luck')
    const luck = Array.from({ length: 10 }, () => 20 * normal())
    const spot = runsCosting(luck.map((usd) => 100 + usd + normal()))
    const onDemand = runsCosting(luck.map((usd) => 104 + usd + normal()))
    const shuffled = onDemand.map(({ summary }, index) => ({ seed: ((index + 3) % 10) + 1, summary }))
    const paired = pairedDifference(spot, onDemand, 'totalUsd')
    const unpaired = pairedDifference(spot, shuffled, 'totalUsd')
    expect(widthOf(paired)).toBeLessThan(widthOf(unpaired) / 5)
    expect([paired.excludesZero, unpaired.excludesZero]).toEqual([true, false])
    expect(unpaired.mean).toBeCloseTo(paired.mean ?? Number.NaN, 9)
  })
})

const amounts = fc.array(
  fc.tuple(fc.double({ min: 0, max: 1e4, noNaN: true }), fc.double({ min: 0, max: 1e4, noNaN: true })),
  {
    minLength: 2,
    maxLength: 12,
  },
)

propertyTest.prop([amounts])('the other way round it has the other sign', (pairs) => {
  const one = runsCosting(pairs.map(([usd]) => usd))
  const other = runsCosting(pairs.map(([, usd]) => usd))
  const there = pairedDifference(one, other, 'totalUsd')
  const back = pairedDifference(other, one, 'totalUsd')
  expect(back.mean).toBeCloseTo(-(there.mean ?? Number.NaN), 6)
  expect(back.interval?.low).toBeCloseTo(-(there.interval?.high ?? Number.NaN), 6)
  expect(back.excludesZero).toBe(there.excludesZero)
})

describe('measures', () => {
  test('are read from a summary', () => {
    const summary = costing(12, {
      jobs: 8,
      done: 6,
      withDeadline: 4,
      late: 1,
      interruptions: 3,
      uploadedGB: 50,
      localUtilisation: 0.4,
      waitHours: buildDistribution(0.5, 6),
      completionHours: buildDistribution(2, 6),
    })
    expect(perMeasure((measure) => readMeasure(summary, measure))).toEqual({
      totalUsd: 12,
      usdPerDoneJob: 2,
      completionHours: 2,
      waitHours: 0.5,
      lateShare: 0.25,
      doneShare: 0.75,
      localUtilisation: 0.4,
      interruptions: 3,
      uploadedGB: 50,
    })
  })

  test('are unknown, not 0, when there is nothing to read them from', () => {
    const summary = buildSummary({ jobs: 0, done: 0, withDeadline: 0, hardware: [] })
    const unknown = measures.filter((measure) => readMeasure(summary, measure) === null)
    expect(unknown).toEqual([
      'usdPerDoneJob',
      'completionHours',
      'waitHours',
      'lateShare',
      'doneShare',
      'localUtilisation',
    ])
  })

  test('of seeds without a value are left out', () => {
    const runs = [0, 1].map((done) => ({ seed: done, summary: buildSummary({ done }) }))
    expect(measured(runs, 'completionHours')).toEqual([1])
  })

  test('have facts each', () => {
    expect(Object.keys(measureFacts)).toEqual([...measures])
  })
})
