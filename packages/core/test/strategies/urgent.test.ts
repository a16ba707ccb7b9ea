import { describe, expect, test } from 'vitest'
import type { Urgent } from '../../src/index.ts'
import { after, cloudOffer, decided, policyOf, rankedIds } from '../builders.ts'

const starting = (id: string, usdPerHour: number, waitHours: number) =>
  cloudOffer({ id, price: { usdPerHour }, ...after(waitHours) })
const by = (strategy: Omit<Urgent, 'kind'> = {}) => ({ policy: policyOf({ kind: 'urgent', ...strategy }) })

const twoMinutes = 2 / 60
const now9 = starting('now-9', 9, 0)
const now4 = starting('now-4', 4, twoMinutes)
const hour2 = starting('hour-2', 2, 1)
const hour1 = starting('hour-1', 1, 1)
const day = starting('day', 0.5, 24)
const offers = [day, hour1, now9, hour2, now4]

test('what starts within two minutes comes first, by cost, then the rest by cost', () => {
  expect(rankedIds(offers, by())).toEqual(['now-4', 'now-9', 'day', 'hour-1', 'hour-2'])
})

test('a wait of more than two minutes is too long', () => {
  const later = starting('later', 1, twoMinutes + 1e-6)
  expect(rankedIds([later, now4], by())).toEqual(['now-4', 'later'])
})

test('the limit can be set', () => {
  expect(rankedIds(offers, by({ startWithinHours: 1 }))[0]).toBe('hour-1')
})

test('when nothing starts in time, all that start first compete', () => {
  expect(rankedIds([day, hour2, hour1], by())).toEqual(['hour-1', 'hour-2', 'day'])
})

test('starts within the same millisecond are the same', () => {
  const offersNear = [
    starting('a', 2, 1),
    starting('b', 1, 1 + 0.4 / 3.6e6),
    starting('c', 0.5, 1 + 2 / 3.6e6),
  ]
  expect(rankedIds(offersNear, by())).toEqual(['b', 'a', 'c'])
})

test('the value of time decides among those that start in time', () => {
  const asked = by({ startWithinHours: 1, valueOfTimeUsdPerHour: 100 })
  expect(rankedIds(offers, asked)).toEqual(['now-4', 'now-9', 'hour-1', 'hour-2', 'day'])
})

test('the value of time decides among the rest', () => {
  expect(rankedIds(offers, by({ valueOfTimeUsdPerHour: 100 }))).toEqual([
    'now-4',
    'now-9',
    'hour-1',
    'hour-2',
    'day',
  ])
})

describe('a premium', () => {
  test('drops what costs more than so many times the cheapest', () => {
    expect(rankedIds([now9, now4, hour1], by({ maxPremium: 5 }))).toEqual(['now-4', 'hour-1', 'now-9'])
  })

  test('keeps what costs just as much', () => {
    expect(rankedIds([now4, hour1], by({ maxPremium: 4 }))).toEqual(['now-4', 'hour-1'])
  })

  test('that nothing which starts in time keeps lets everything compete', () => {
    expect(rankedIds([now9, now4, hour1, hour2], by({ maxPremium: 2 }))).toEqual([
      'hour-1',
      'hour-2',
      'now-4',
      'now-9',
    ])
  })

  test('is measured against the cheapest of all, and not of those that start in time', () => {
    expect(rankedIds([now4, day], by({ maxPremium: 3 }))[0]).toBe('day')
  })
})

describe('the reason', () => {
  test('tells what was soon enough', () => {
    expect(decided(offers, by()).reason).toEqual({ kind: 'starts-in-time', startWithinHours: twoMinutes })
  })

  test('tells that nothing was', () => {
    expect(decided([hour1, day], by()).reason).toEqual({ kind: 'starts-first' })
  })

  test('tells that the premium was too high', () => {
    expect(decided([now9, hour1], by({ maxPremium: 2 })).reason).toEqual({
      kind: 'premium-too-high',
      maxPremium: 2,
    })
  })

  test('does not tell a premium that was kept', () => {
    expect(decided([now4, hour1], by({ maxPremium: 5 })).reason.kind).toBe('starts-in-time')
  })
})
