import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../src/random.ts'
import { drawIndex, drawName, sharesOf } from '../../src/workload/shares.ts'
import { drawFrom, Spread } from '../../src/workload/spread.ts'

const draws = (spread: Spread, count: number): readonly number[] => {
  const random = createRandom(7, 'draws')
  return Array.from({ length: count }, () => drawFrom(spread, random))
}

const shareBelow = (values: readonly number[], bound: number): number =>
  values.filter((value) => value < bound).length / values.length

/** Four standard errors of a share. */
const tolerance = (share: number, count: number): number => 4 * Math.sqrt((share * (1 - share)) / count)

describe('a spread', () => {
  test('that is fixed draws nothing', () => {
    const random = createRandom(1, 'a')
    expect(drawFrom({ kind: 'fixed', value: 3 }, random)).toBe(3)
    expect(random.uniform()).toBe(createRandom(1, 'a').uniform())
  })

  test('that is lognormal has its median and its 90th percentile', () => {
    const values = draws({ kind: 'lognormal', median: 60, percentile90: 250 }, 20_000)
    expect(Math.abs(shareBelow(values, 60) - 0.5)).toBeLessThan(tolerance(0.5, 20_000))
    expect(Math.abs(shareBelow(values, 250) - 0.9)).toBeLessThan(tolerance(0.9, 20_000))
  })

  test('that is lognormal without spread is its median', () => {
    expect(draws({ kind: 'lognormal', median: 5, percentile90: 5 }, 3)).toEqual([5, 5, 5])
  })

  test('that is exponential has its mean', () => {
    const values = draws({ kind: 'exponential', mean: 4 }, 20_000)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(mean - 4)).toBeLessThan((4 * 4) / Math.sqrt(20_000))
  })

  const bounded = fc.record({
    kind: fc.constant('lognormal' as const),
    median: fc.double({ min: 0.01, max: 100, noNaN: true }),
    percentile90: fc.double({ min: 100, max: 1000, noNaN: true }),
    least: fc.double({ min: 0, max: 50, noNaN: true }),
    most: fc.double({ min: 50, max: 500, noNaN: true }),
  })

  property.prop([bounded])('stays within its bounds', (spread) => {
    for (const value of draws(spread, 50)) {
      expect(value).toBeGreaterThanOrEqual(spread.least)
      expect(value).toBeLessThanOrEqual(spread.most)
    }
  })

  test.each([
    [{ kind: 'fixed', value: -1 }],
    [{ kind: 'exponential', mean: 0 }],
    [{ kind: 'exponential', mean: 1, least: 2, most: 1 }],
    [{ kind: 'lognormal', median: 2, percentile90: 1 }],
    [{ kind: 'lognormal', median: 1, percentile90: 1e7 }],
    [{ kind: 'lognormal', median: 1, percentile90: 2, mean: 1 }],
    [{ kind: 'normal', mean: 1 }],
  ])('of %o is refused', (spread) => {
    expect(Spread.safeParse(spread).success).toBe(false)
  })
})

describe('shares', () => {
  test('give each name as often as its share says', () => {
    const random = createRandom(3, 'shares')
    const names = Array.from({ length: 10_000 }, () => drawName(['a', 'b'], { a: 1, b: 3 }, random))
    const share = names.filter((name) => name === 'b').length / names.length
    expect(Math.abs(share - 0.75)).toBeLessThan(tolerance(0.75, 10_000))
  })

  test('are refused without a share above 0, and with a name that does not exist', () => {
    const schema = sharesOf(['a', 'b'])
    expect(schema.safeParse({ a: 0.5 }).success).toBe(true)
    for (const shares of [{}, { a: 0 }, { a: -1, b: 2 }, { c: 1 }, { a: 1, c: 1 }, null, 'a'])
      expect(schema.safeParse(shares).success).toBe(false)
  })

  const weights = fc.array(fc.nat(3), { minLength: 1 }).filter((all) => all.some((one) => one > 0))

  property.prop([weights, fc.integer()])('never give what has no share', (all, seed) => {
    expect(all[drawIndex(all, createRandom(seed, 'weights'))]).toBeGreaterThan(0)
  })
})
