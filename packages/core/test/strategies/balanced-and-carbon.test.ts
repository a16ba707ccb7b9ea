import { describe, expect, test } from 'vitest'
import { after, cloudOffer, decided, jobOf, policyOf, rankedIds } from '../builders.ts'

describe('balanced', () => {
  const quick = cloudOffer({ id: 'quick', price: { usdPerHour: 6 } })
  const middle = cloudOffer({ id: 'middle', price: { usdPerHour: 3 }, ...after(1) })
  const slow = cloudOffer({ id: 'slow', price: { usdPerHour: 1 }, ...after(3) })
  const by = (valueOfTimeUsdPerHour: number) => ({
    policy: policyOf({ kind: 'balanced', valueOfTimeUsdPerHour }),
  })

  test.each([
    [0, ['slow', 'middle', 'quick']],
    [2, ['middle', 'quick', 'slow']],
    [4, ['quick', 'middle', 'slow']],
  ])('adds money and time at %d USD an hour', (value, ids) => {
    expect(rankedIds([quick, slow, middle], by(value))).toEqual(ids)
  })

  test('orders equal sums by cost', () => {
    expect(rankedIds([quick, middle], by(3))).toEqual(['middle', 'quick'])
  })

  test('takes the value of time of the strategy and not that of the job', () => {
    const job = jobOf({ valueOfTimeUsdPerHour: 100 })
    expect(rankedIds([quick, slow], { ...by(0), job })).toEqual(['slow', 'quick'])
  })

  test('tells the value as its reason', () => {
    expect(decided([quick], by(4)).reason).toEqual({ kind: 'best-balance', valueOfTimeUsdPerHour: 4 })
  })
})

describe('carbon', () => {
  const emitting = (id: string, usdPerHour: number, grams: number | undefined) =>
    cloudOffer({ id, price: { usdPerHour }, energy: { powerKW: 1, pue: 1, gridGPerKWh: grams } })
  const dirty = emitting('dirty', 1, 500)
  const clean = emitting('clean', 1.5, 20)
  const cleanest = emitting('cleanest', 1.6, 10)
  const unknown = emitting('unknown', 1.1, undefined)
  const by = (maxCostIncrease: number) => ({ policy: policyOf({ kind: 'carbon', maxCostIncrease }) })

  test('orders what is cheap enough by grams, unknown ones last, then the rest by cost', () => {
    expect(rankedIds([cleanest, unknown, dirty, clean], by(0.5))).toEqual([
      'clean',
      'dirty',
      'unknown',
      'cleanest',
    ])
  })

  test('keeps the cheapest alone when nothing may cost more', () => {
    expect(rankedIds([cleanest, unknown, dirty, clean], by(0))).toEqual([
      'dirty',
      'unknown',
      'clean',
      'cleanest',
    ])
  })

  test('orders grams that differ by less than a milligram by cost', () => {
    const offers = [emitting('less', 1.5, 20), emitting('more', 1.4, 20.0004)]
    expect(rankedIds(offers, by(1))).toEqual(['more', 'less'])
  })

  test('orders grams that differ by a milligram by grams', () => {
    const offers = [emitting('less', 1.5, 20), emitting('more', 1.4, 20.001)]
    expect(rankedIds(offers, by(1))).toEqual(['less', 'more'])
  })

  test('tells the limit as its reason', () => {
    expect(decided([dirty, clean], by(0.5)).reason).toEqual({ kind: 'least-carbon', withinUsd: 1.5 })
  })
})
