import { describe, expect, test } from 'vitest'
import type { LocalFirst } from '../../src/index.ts'
import { after, cloudOffer, costing, decided, localOffer, policyOf, rankedIds } from '../builders.ts'

const free = localOffer({ id: 'free', ...costing(5) })
const soon = localOffer({ id: 'soon', ...costing(3), ...after(2) })
const late = localOffer({ id: 'late', ...costing(0.5), ...after(9) })
const cloud = cloudOffer({ id: 'cloud', price: { usdPerHour: 1 } })
const spare = cloudOffer({ id: 'spare', price: { usdPerHour: 0.9 }, ...after(20) })
const offers = [cloud, late, spare, soon, free]

const by = (strategy: Omit<LocalFirst, 'kind'> = {}) => ({
  policy: policyOf({ kind: 'local-first', ...strategy }),
})

test('local GPUs come first, by cost, whatever they cost and however long they wait', () => {
  expect(rankedIds(offers, by())).toEqual(['late', 'soon', 'free', 'spare', 'cloud'])
})

test('a local GPU that waits longer than allowed is ranked among the others', () => {
  expect(rankedIds(offers, by({ maxLocalWaitHours: 2 }))).toEqual(['soon', 'free', 'late', 'spare', 'cloud'])
})

test('a wait that is just as long as allowed is still worth it', () => {
  expect(decided([soon, cloud], by({ maxLocalWaitHours: 2 })).chosen.offer.id).toBe('soon')
})

test('no wait at all may be allowed', () => {
  expect(rankedIds(offers, by({ maxLocalWaitHours: 0 }))).toEqual(['free', 'late', 'spare', 'cloud', 'soon'])
})

test('the others are ordered by the fallback', () => {
  const fallback = { kind: 'urgent', startWithinHours: 0 } as const
  expect(rankedIds(offers, by({ maxLocalWaitHours: 2, fallback }))).toEqual([
    'soon',
    'free',
    'cloud',
    'late',
    'spare',
  ])
})

test('the fallback looks at the others only', () => {
  const fallback = { kind: 'carbon', maxCostIncrease: 0.2 } as const
  const clean = cloudOffer({
    id: 'clean',
    price: { usdPerHour: 1.1 },
    energy: { powerKW: 0.01, pue: 1, gridGPerKWh: 1 },
  })
  const cheapLocal = localOffer({ id: 'cheap', ...costing(0.1) })
  expect(rankedIds([cheapLocal, cloud, clean], by({ fallback }))).toEqual(['cheap', 'clean', 'cloud'])
})

describe('the reason', () => {
  test('tells the longest wait that is worth it', () => {
    expect(decided(offers, by({ maxLocalWaitHours: 2 })).reason).toEqual({
      kind: 'local-in-time',
      maxLocalWaitHours: 2,
    })
  })

  test('tells that any wait is', () => {
    expect(decided(offers, by()).reason).toEqual({ kind: 'local-in-time', maxLocalWaitHours: null })
  })

  test('is that of the fallback when no local GPU is free in time', () => {
    const fallback = { kind: 'provider-priority', order: ['gcp', 'aws'] } as const
    expect(decided([late, cloud], by({ maxLocalWaitHours: 2, fallback })).reason).toEqual({
      kind: 'no-local-in-time',
      fallback: { kind: 'preferred-provider', place: 2 },
    })
  })

  test('is cost when there is no fallback', () => {
    expect(decided([cloud], by()).reason).toEqual({
      kind: 'no-local-in-time',
      fallback: { kind: 'cheapest', basis: 'job' },
    })
  })
})
