import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { axisScale, timeTicks } from '../../src/charts/axis-scale.ts'

const hourMs = 3_600_000

describe('axisScale', () => {
  test.each([
    [0, 93, { min: 0, max: 100, interval: 20 }],
    [0.31, 0.42, { min: 0.3, max: 0.425, interval: 0.025 }],
    [1234, 5678, { min: 1000, max: 6000, interval: 1000 }],
    [0, 0.000_3, { min: 0, max: 0.0003, interval: 0.0001 }],
  ])('from %d to %d has round ends', (low, high, scale) => {
    expect(axisScale(low, high, 5)).toEqual(scale)
  })

  test('has a width of its own where there is only one value', () => {
    const { min, max } = axisScale(7, 7, 5)
    expect([min <= 7, max >= 7, max > min]).toEqual([true, true, true])
  })

  test('is that of 0 to 1 where there is nothing', () => {
    expect(axisScale(0, 0, 5).max).toBeGreaterThan(0)
  })

  property.prop([
    fc.double({ min: 0, max: 1e9, noNaN: true }),
    fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
  ])('contains all values, in few steps', (low, span) => {
    const { min, max, interval } = axisScale(low, low + span, 5)
    const dust = (low + span) * 1e-9
    expect(min).toBeLessThanOrEqual(low + dust)
    expect(max).toBeGreaterThanOrEqual(low + span - dust)
    expect((max - min) / interval).toBeLessThanOrEqual(8)
  })
})

describe('timeTicks', () => {
  test('are midnights over days', () => {
    const day = 24 * hourMs
    expect(timeTicks(hourMs, 3 * day + hourMs, 4)).toEqual([day, 2 * day, 3 * day])
  })

  test('are round times of day over hours', () => {
    expect(timeTicks(0, 6 * hourMs, 4)).toEqual([0, 2 * hourMs, 4 * hourMs, 6 * hourMs])
  })

  test('are minutes over minutes', () => {
    expect(timeTicks(0, 3 * 60_000, 5)).toEqual([0, 60_000, 120_000, 180_000])
  })

  property.prop([
    fc.integer({ min: 0, max: 2e12 }),
    fc.integer({ min: 1, max: 3e11 }),
    fc.integer({ min: 2, max: 12 }),
  ])('are within the axis, in order, and not too many', (fromMs, lengthMs, most) => {
    const ticks = timeTicks(fromMs, fromMs + lengthMs, most)
    expect(ticks.length).toBeLessThanOrEqual(most)
    expect(ticks.every((tick) => tick >= fromMs && tick <= fromMs + lengthMs)).toBe(true)
    expect(ticks).toEqual([...new Set(ticks)].sort((one, other) => one - other))
  })
})
