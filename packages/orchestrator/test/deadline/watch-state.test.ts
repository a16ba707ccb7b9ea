import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { createAvailabilityRecord } from '../../src/deadline/availability-record.ts'
import { createMemory, notePulse } from '../../src/deadline/memory.ts'
import { isDone, sharesOf } from '../../src/deadline/shares.ts'
import { tickClock } from '../../src/deadline/tick-moment.ts'
import { createVirtualClock } from '../gather/virtual-clock.ts'

describe('the record of ticks with spot', () => {
  test('fills missed ticks with the last one that was seen', () => {
    const record = createAvailabilityRecord()
    expect([...record.note(0, true)]).toEqual([1])
    expect([...record.note(3, false)]).toEqual([1, 1, 1, 0])
    expect([...record.note(5, true)]).toEqual([1, 1, 1, 0, 0, 1])
  })

  test('fills what was before the first call with what that saw', () => {
    expect([...createAvailabilityRecord().note(2, true)]).toEqual([1, 1, 1])
  })

  test('keeps the last word on a tick', () => {
    const record = createAvailabilityRecord()
    record.note(0, true)
    expect([...record.note(0, false)]).toEqual([0])
  })

  test('gives what later ticks do not change', () => {
    const record = createAvailabilityRecord()
    const first = record.note(0, true)
    record.note(0, false)
    expect([...first]).toEqual([1])
  })

  property.prop([fc.array(fc.boolean(), { minLength: 1, maxLength: 400 })])(
    'is what was noted, however long',
    (ticks) => {
      const record = createAvailabilityRecord()
      const last = ticks.map((isUp, tick) => record.note(tick, isUp)).at(-1)
      expect([...(last ?? [])]).toEqual(ticks.map(Number))
    },
  )
})

describe('progress', () => {
  test('is none where nobody tells any', () => {
    expect(sharesOf(undefined)).toEqual({ done: 0, saved: 0 })
  })

  test('that no checkpoint holds is not saved, and no more than all of it', () => {
    expect(sharesOf({ done: 0.5, sinceCheckpoint: 0.25 })).toEqual({ done: 0.5, saved: 0.25 })
    expect(sharesOf({ done: 0.5, sinceCheckpoint: 0.9 })).toEqual({ done: 0.5, saved: 0 })
  })

  test('that is no share counts as the nearest one, or as none', () => {
    expect(sharesOf({ done: 7 })).toEqual({ done: 1, saved: 1 })
    expect(sharesOf({ done: -1, sinceCheckpoint: Number.NaN })).toEqual({ done: 0, saved: 0 })
    expect(sharesOf({ done: Number.NaN })).toEqual({ done: 0, saved: 0 })
  })

  test('is all when only rounding is missing', () => {
    expect(isDone({ done: 1 - 1e-12, saved: 0 })).toBe(true)
    expect(isDone({ done: 0.999, saved: 0.999 })).toBe(false)
  })
})

describe('the tick', () => {
  const at = async (ms: number) => {
    const clock = createVirtualClock(1_000_000)
    const now = tickClock({ clock, deadlineHours: 2, tickSeconds: 600 })
    await clock.pass(ms)
    return now()
  }

  test('begins with the watch', async () => {
    const first = { tick: 0, nowSeconds: 0, deadlineSeconds: 7200, tickSeconds: 600, untilMs: 1_600_000 }
    expect(await at(0)).toEqual(first)
  })

  test('is the same until the next', async () => {
    expect(await at(590_000)).toMatchObject({ tick: 0, nowSeconds: 590, untilMs: 1_600_000 })
    expect(await at(600_000)).toMatchObject({ tick: 1, nowSeconds: 600, untilMs: 2_200_000 })
  })

  test('begins for a call that is a moment early, at its start', async () => {
    expect(await at(599_000)).toMatchObject({ tick: 1, nowSeconds: 600, untilMs: 2_200_000 })
  })
})

test('the pulse of a tick is that of its first call', () => {
  const memory = createMemory()
  notePulse(memory, { tick: 0, nowSeconds: 0, saved: 0 })
  notePulse(memory, { tick: 1, nowSeconds: 600, saved: 0.1 })
  notePulse(memory, { tick: 1, nowSeconds: 700, saved: 0.2 })
  expect(memory.before?.tick).toBe(0)
  expect(memory.now?.saved).toBe(0.1)
})
