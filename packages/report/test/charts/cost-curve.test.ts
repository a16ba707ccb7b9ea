import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { costAt, costCurve } from '../../src/charts/cost-curve.ts'
import { at, billLine, outcome } from '../built.ts'

const options = { fromMs: at(0), untilMs: at(10), mostPoints: 100 }

describe('costCurve', () => {
  test('adds bills up in the order in which they are due', () => {
    const jobs = [
      outcome({ bill: [billLine({ atMs: at(5), quantity: 2 })] }),
      outcome({ bill: [billLine({ atMs: at(1) }), billLine({ atMs: at(7), usdPerUnit: 4 })] }),
    ]
    expect(costCurve(jobs, options)).toEqual([
      { atMs: at(0), usd: 0 },
      { atMs: at(1), usd: 1 },
      { atMs: at(5), usd: 3 },
      { atMs: at(7), usd: 7 },
      { atMs: at(10), usd: 7 },
    ])
  })

  test('is flat where nothing is paid', () => {
    expect(costCurve([], options)).toEqual([
      { atMs: at(0), usd: 0 },
      { atMs: at(10), usd: 0 },
    ])
  })

  property.prop([
    fc.array(
      fc.record({ hours: fc.double({ min: 0, max: 10, noNaN: true }), usd: fc.integer({ min: 0, max: 99 }) }),
      { maxLength: 400 },
    ),
  ])('never falls, has few points, and ends at the sum', (lines) => {
    const bill = lines.map(({ hours, usd }) => billLine({ atMs: at(hours), quantity: usd }))
    const curve = costCurve([outcome({ bill })], { ...options, mostPoints: 20 })
    expect(curve.length).toBeLessThanOrEqual(23)
    expect(curve.every(({ usd }, index) => usd >= (curve[index - 1]?.usd ?? 0))).toBe(true)
    expect(curve.at(-1)?.usd).toBe(lines.reduce((sum, { usd }) => sum + usd, 0))
  })
})

describe('costAt', () => {
  const curve = [
    { atMs: 0, usd: 0 },
    { atMs: 10, usd: 5 },
  ]

  test.each([
    [-1, 0],
    [9, 0],
    [10, 5],
    [99, 5],
  ])('at %d is %d', (atMs, usd) => {
    expect(costAt(curve, atMs)).toBe(usd)
  })
})
