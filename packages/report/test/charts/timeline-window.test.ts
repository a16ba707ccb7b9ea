import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { isWithin, staysOf } from '../../src/charts/job-stay.ts'
import { timelineWindow } from '../../src/charts/timeline-window.ts'
import { at, outcome, result, stay } from '../built.ts'

const whole = { fromMs: at(0), untilMs: at(240) }
const between = (from: number, until: number) => ({ fromMs: at(from), untilMs: at(until) })

describe('timelineWindow', () => {
  test('is everything while there is room', () => {
    expect(timelineWindow([[between(0, 1), between(5, 9)]], { whole, most: 2 })).toEqual(whole)
  })

  test('is the busiest stretch that has room', () => {
    const quiet = [0, 24, 48, 72, 96, 120].map((hour) => between(hour, hour + 1))
    const busy = [200, 201, 202].map((hour) => between(hour, hour + 1))
    const window = timelineWindow([[...quiet, ...busy]], { whole, most: 3 })
    expect(window.fromMs).toBeLessThanOrEqual(at(200))
    expect(window.untilMs).toBeGreaterThanOrEqual(at(203))
  })

  test('has room for every strategy', () => {
    const many = Array.from({ length: 48 }, (_, hour) => between(hour, hour + 1))
    const window = timelineWindow([[between(0, 1)], many], { whole, most: 12 })
    expect(window).toEqual(between(0, 12))
  })

  test('is a minute where even that is too much', () => {
    const crowd = Array.from({ length: 9 }, () => between(0, 240))
    expect(timelineWindow([crowd], { whole, most: 3 }).untilMs - at(0)).toBe(60_000)
  })

  property.prop([
    fc.array(
      fc.tuple(fc.double({ min: 0, max: 235, noNaN: true }), fc.double({ min: 0.1, max: 4, noNaN: true })),
      {
        minLength: 1,
        maxLength: 200,
      },
    ),
    fc.integer({ min: 20, max: 60 }),
  ])('never shows more than there is room for', (stays, most) => {
    const spans = stays.map(([from, hours]) => between(from, from + hours))
    const window = timelineWindow([spans], { whole, most })
    const isMinute = window.untilMs - window.fromMs <= 60_000
    expect(isMinute || spans.filter((span) => isWithin(span, window)).length <= most).toBe(true)
    expect(window.fromMs).toBeGreaterThanOrEqual(whole.fromMs)
    expect(window.untilMs).toBeLessThanOrEqual(whole.untilMs)
  })
})

describe('staysOf', () => {
  test('lists stays with their jobs, in the order in which they begin', () => {
    const jobs = [
      outcome({ jobId: 'late', stays: [stay({ fromMs: at(5) })] }),
      outcome({ jobId: 'twice', stays: [stay({ fromMs: at(0) }), stay({ fromMs: at(6) })] }),
    ]
    expect(staysOf(result({ jobs })).map(({ jobId, fromMs }) => [jobId, fromMs])).toEqual([
      ['twice', at(0)],
      ['late', at(5)],
      ['twice', at(6)],
    ])
  })
})

test('what only touches a stretch is not within it', () => {
  expect(isWithin(between(0, 1), between(1, 2))).toBe(false)
})
