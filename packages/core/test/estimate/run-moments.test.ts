import { describe, expect, test } from 'vitest'
import { gammaCdf, logGamma } from '../../src/estimate/gamma.ts'
import { expectedRunHours, meetChance, meetChanceOf, runMoments, stretchesOf } from '../../src/index.ts'
import { expectClose } from '../close.ts'

describe('the moments of an interrupted run', () => {
  test('have the mean of the expected run and its waits', () => {
    const run = { perHour: 0.3, restartHours: 0.1, recoverWaitHours: 0.25 }
    const checkpointing = { everyHours: 0.7, writeHours: 0.02 }
    const { mean } = runMoments({ ...run, stretches: stretchesOf(5, checkpointing) })
    expectClose(mean, expectedRunHours(5, run, checkpointing) * (1 + 0.3 * 0.25))
  })

  test.each([0.45e-4, 0.55e-4, 0.3])(
    'are exact on both sides of where their series takes over: %d/h',
    (perHour) => {
      const u = 2 * perHour
      const { mean, variance } = runMoments({
        perHour,
        restartHours: 0,
        recoverWaitHours: 0,
        stretches: { saved: 0, savedHours: 0, lastHours: 2 },
      })
      // The time until a stretch of 2 h is survived has mean (e^u - 1)/rate and variance (e^2u - 1 - 2u e^u)/rate².
      const exact = u > 0.1 ? Math.exp(2 * u) - 1 - 2 * u * Math.exp(u) : (u ** 3 + u ** 4) / 3
      expect((mean - 2) / (Math.expm1(u) / perHour - 2)).toBeCloseTo(1, 7)
      expect(variance / (exact / perHour ** 2)).toBeCloseTo(1, 7)
    },
  )

  test('without interruptions are those of the run itself', () => {
    const stretches = stretchesOf(3, { everyHours: 1, writeHours: 0.5 })
    expect(runMoments({ perHour: 0, restartHours: 1, recoverWaitHours: 1, stretches })).toEqual({
      nominal: 4,
      mean: 4,
      variance: 0,
    })
  })

  test('of work of no length are nothing', () => {
    const nothing = { saved: 0, savedHours: 0, lastHours: 0 }
    expect(runMoments({ perHour: 0.1, restartHours: 1, recoverWaitHours: 1, stretches: nothing })).toEqual({
      nominal: 0,
      mean: 0,
      variance: 0,
    })
  })
})

describe('a chance of which the moments say too little', () => {
  test.each([
    ['an endless excess', Number.POSITIVE_INFINITY, 1],
    ['an endless variance', 1, Number.POSITIVE_INFINITY],
    ['a variance that is none', 1, Number.NaN],
    ['no spread at all', 0.7, 0.21],
  ])('is that of no interruption: %s', (_, excessHours, variance) => {
    expect(meetChanceOf(5, { uninterrupted: 0.3, excessHours, variance })).toBe(0.3)
  })
})

test('without interruptions every slack that is not negative is enough', () => {
  const run = {
    perHour: 0,
    restartHours: 0,
    recoverWaitHours: 0,
    stretches: stretchesOf(2, { everyHours: 1, writeHours: 0 }),
  }
  expect([meetChance(-1e-8, run), meetChance(0, run), meetChance(1, run)]).toEqual([0, 1, 1])
})

describe('the gamma function', () => {
  test.each([
    [0.25, 1.2880225246980774],
    [0.5, 0.5 * Math.log(Math.PI)],
    [1, 0],
    [5, Math.log(24)],
    [101, 363.73937555556347],
  ])('has the logarithm at %d', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 10)
  })

  const erlang = (x: number, shape: number): number => {
    const parts = Array.from({ length: shape }, (_, k) => x ** k / Math.exp(logGamma(k + 1)))
    return 1 - Math.exp(-x) * parts.reduce((sum, part) => sum + part, 0)
  }

  test.each(
    [1, 2, 5].flatMap((shape) => [0.1, 1, shape, shape + 0.9, shape + 1.1, 20].map((x) => [shape, x])),
  )('gives the chance of shape %d up to %d', (shape, x) => {
    expect(gammaCdf(3 * x, { shape, scale: 3 })).toBeCloseTo(erlang(x, shape), 11)
  })

  test('gives no chance up to 0', () => {
    expect(gammaCdf(0, { shape: 2, scale: 1 })).toBe(0)
  })
})
