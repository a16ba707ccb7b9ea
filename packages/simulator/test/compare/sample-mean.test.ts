import { fc, test as propertyTest } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { sampleMean } from '../../src/compare/sample-mean.ts'
import { studentQuantile } from '../../src/compare/student.ts'
import { createRandom } from '../../src/random.ts'

/** Simpson's rule. */
const integrate = (density: (at: number) => number, to: number): number => {
  const steps = 4000
  const width = to / steps
  const weights = Array.from({ length: steps + 1 }, (_, index) => {
    if (index === 0 || index === steps) return 1
    return index % 2 === 1 ? 4 : 2
  })
  return weights.reduce((sum, weight, index) => sum + weight * density(index * width), 0) * (width / 3)
}

/** Distribution function of Student's t at a positive value: with t = √ν tan θ its density becomes cos^(ν-1) θ. */
const studentChance = (value: number, degreesOfFreedom: number): number => {
  const density = (angle: number): number => Math.cos(angle) ** (degreesOfFreedom - 1)
  const part = integrate(density, Math.atan(value / Math.sqrt(degreesOfFreedom)))
  return 0.5 + (0.5 * part) / integrate(density, Math.PI / 2)
}

describe('the table of quantiles', () => {
  test.each(Array.from({ length: 30 }, (_, index) => index + 1))(
    'agrees with numerical integration at %i degrees of freedom',
    (degreesOfFreedom) => {
      const quantile = studentQuantile(degreesOfFreedom)
      expect(studentChance(quantile - 0.0005001, degreesOfFreedom)).toBeLessThan(0.975)
      expect(studentChance(quantile + 0.0005001, degreesOfFreedom)).toBeGreaterThan(0.975)
    },
  )

  test.each([31, 40, 99, 1_000])(
    'is that of the distribution for %i degrees of freedom, by a series',
    (many) => {
      const quantile = studentQuantile(many)
      expect(studentChance(quantile - 0.001, many)).toBeLessThan(0.975)
      expect(studentChance(quantile + 0.001, many)).toBeGreaterThan(0.975)
    },
  )
})

describe('the mean of a sample', () => {
  test('has the interval of a textbook sample', () => {
    // Deviation 2 of 9 values around 10: 10 ± 2.306 × 2 / 3.
    const { mean, interval, count } = sampleMean([8, 8, 8, 8, 10, 12, 12, 12, 12])
    expect(count).toBe(9)
    expect(mean).toBe(10)
    expect(interval?.low).toBeCloseTo(10 - (2.306 * 2) / 3, 12)
    expect(interval?.high).toBeCloseTo(10 + (2.306 * 2) / 3, 12)
  })

  test('has no interval when there is one value', () => {
    expect(sampleMean([7])).toEqual({ count: 1, mean: 7, interval: null })
  })

  test('is null when there is no value', () => {
    expect(sampleMean([])).toEqual({ count: 0, mean: null, interval: null })
  })

  test('has an interval without width when all values are the same', () => {
    expect(sampleMean([0.5, 0.5, 0.5])).toEqual({ count: 3, mean: 0.5, interval: { low: 0.5, high: 0.5 } })
  })

  test('lies in its interval in about 95 % of 2000 normal samples of 5', () => {
    const { normal } = createRandom(1, 'coverage')
    const samples = Array.from({ length: 2000 }, () => Array.from({ length: 5 }, () => 3 + 2 * normal()))
    const covered = samples
      .map(sampleMean)
      .filter(({ interval }) => interval && interval.low <= 3 && 3 <= interval.high)
    // Three standard deviations of a share of 0.95 in 2000 trials.
    expect(Math.abs(covered.length / 2000 - 0.95)).toBeLessThan(3 * Math.sqrt((0.95 * 0.05) / 2000))
  })
})

const samples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 })

propertyTest.prop([samples])('the interval is around the mean', (sample) => {
  const { mean, interval } = sampleMean(sample)
  expect(interval?.low).toBeLessThanOrEqual(mean ?? Number.NaN)
  expect(interval?.high).toBeGreaterThanOrEqual(mean ?? Number.NaN)
})

propertyTest.prop([samples, fc.double({ min: -1e6, max: 1e6, noNaN: true })])(
  'adding a constant moves the interval and leaves its width',
  (sample, shift) => {
    const one = sampleMean(sample).interval
    const moved = sampleMean(sample.map((value) => value + shift)).interval
    const widthOf = (interval: typeof one): number => (interval?.high ?? 0) - (interval?.low ?? 0)
    expect(Math.abs(widthOf(moved) - widthOf(one))).toBeLessThan(1e-6)
    expect((moved?.low ?? 0) - (one?.low ?? 0)).toBeCloseTo(shift, 5)
  },
)

propertyTest.prop([samples])('the order of the values does not matter', (sample) => {
  const backwards = sampleMean(sample.toReversed())
  expect(backwards.mean).toBeCloseTo(sampleMean(sample).mean ?? Number.NaN, 6)
  expect(backwards.interval?.high).toBeCloseTo(sampleMean(sample).interval?.high ?? Number.NaN, 6)
})
