import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OpeningHours, openWindowsOf } from '../../src/configuration/opening-hours.ts'
import { always, isOpenAt } from '../../src/configuration/spans.ts'

const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const texts = (hours: OpeningHours, at: string, days = 1): readonly string[] =>
  openWindowsOf(hours, { nowMs: Date.parse(at), days }).map(
    ({ fromMs, untilMs }) => `${new Date(fromMs).toISOString()} ${new Date(untilMs).toISOString()}`,
  )

const nights: OpeningHours = {
  timeZone: 'Europe/Berlin',
  weekly: [{ days: everyDay, from: '22:00', until: '06:00' }],
}

describe('opening hours', () => {
  test('a window over midnight ends on the next day, and that of yesterday counts today', () => {
    const windows = openWindowsOf(nights, { nowMs: Date.parse('2026-09-02T03:00:00Z'), days: 1 })
    expect(isOpenAt(windows, Date.parse('2026-09-02T03:59:59Z'))).toBe(true)
    expect(isOpenAt(windows, Date.parse('2026-09-02T04:00:00Z'))).toBe(false)
    expect(isOpenAt(windows, Date.parse('2026-09-02T20:00:00Z'))).toBe(true)
  })

  test('the night in which clocks go back has an hour more', () => {
    expect(texts(nights, '2026-10-24T12:00:00Z')).toContain(
      '2026-10-24T20:00:00.000Z 2026-10-25T05:00:00.000Z',
    )
  })

  test('the night in which clocks go forward has an hour less', () => {
    expect(texts(nights, '2026-03-28T12:00:00Z')).toContain(
      '2026-03-28T21:00:00.000Z 2026-03-29T04:00:00.000Z',
    )
  })

  test('a time that a change of clocks leaves out is taken an hour later', () => {
    const hours: OpeningHours = {
      timeZone: 'Europe/Berlin',
      weekly: [{ days: ['sunday'], from: '02:30', until: '08:00' }],
    }
    expect(texts(hours, '2026-03-28T12:00:00Z')).toEqual([
      '2026-03-29T01:30:00.000Z 2026-03-29T06:00:00.000Z',
    ])
  })

  test('a window that a change of clocks swallows is left out', () => {
    const hours: OpeningHours = {
      timeZone: 'Europe/Berlin',
      weekly: [{ days: ['sunday'], from: '02:30', until: '03:15' }],
    }
    expect(texts(hours, '2026-03-28T12:00:00Z')).toEqual([])
  })

  test('a day until 24:00 and one from 00:00 make one window', () => {
    const hours: OpeningHours = {
      timeZone: 'UTC',
      weekly: [
        { days: ['saturday'], from: '12:00', until: '24:00' },
        { days: ['sunday'], from: '00:00', until: '12:00' },
      ],
    }
    expect(texts(hours, '2026-09-04T12:00:00Z', 3)).toEqual([
      '2026-09-05T12:00:00.000Z 2026-09-06T12:00:00.000Z',
    ])
  })

  test('a week without a gap is always open', () => {
    const hours: OpeningHours = {
      timeZone: 'America/New_York',
      weekly: [{ days: everyDay, from: '00:00', until: '24:00' }],
    }
    expect(openWindowsOf(hours, { nowMs: 0, days: 7 })).toBe(always)
    expect(openWindowsOf({ ...hours, closedOn: ['2026-12-25'] }, { nowMs: 0, days: 7 })).not.toBe(always)
  })

  test('no window begins on a closed date, and that of the day before still ends on it', () => {
    const windows = openWindowsOf(
      { ...nights, closedOn: ['2026-09-02'] },
      { nowMs: Date.parse('2026-09-01T12:00:00Z'), days: 3 },
    )
    expect(isOpenAt(windows, Date.parse('2026-09-02T03:00:00Z'))).toBe(true)
    expect(isOpenAt(windows, Date.parse('2026-09-02T21:00:00Z'))).toBe(false)
    expect(isOpenAt(windows, Date.parse('2026-09-03T21:00:00Z'))).toBe(true)
  })

  test('an empty week, and a present that no calendar holds, are closed', () => {
    expect(openWindowsOf({ timeZone: 'UTC', weekly: [] }, { nowMs: 0, days: 7 })).toEqual([])
    for (const nowMs of [Number.NaN, Number.POSITIVE_INFINITY, 1e300])
      expect(openWindowsOf(nights, { nowMs, days: 7 })).toEqual([])
  })

  test.each([
    [{ timeZone: 'Europe/Atlantis', weekly: [] }, 'timeZone'],
    [{ timeZone: 'UTC', weekly: [{ days: [], from: '08:00', until: '09:00' }] }, 'weekly.0.days'],
    [{ timeZone: 'UTC', weekly: [{ days: ['monday'], from: '8:00', until: '09:00' }] }, 'weekly.0.from'],
    [{ timeZone: 'UTC', weekly: [{ days: ['monday'], from: '24:00', until: '09:00' }] }, 'weekly.0.from'],
    [{ timeZone: 'UTC', weekly: [{ days: ['monday'], from: '08:00', until: '25:00' }] }, 'weekly.0.until'],
    [{ timeZone: 'UTC', weekly: [], closedOn: ['2026-02-30'] }, 'closedOn.0'],
    [{ timeZone: 'UTC', weekly: [], closed: [] }, ''],
  ])('%j is refused at %s', (input, path) => {
    expect(OpeningHours.safeParse(input).error?.issues[0]?.path.join('.')).toBe(path)
  })

  test('windows are in order, apart from each other and not empty, in every time zone', () => {
    const clock = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
    const hours = fc.record({
      timeZone: fc.constantFrom(
        'UTC',
        'Europe/Berlin',
        'America/St_Johns',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
      ),
      weekly: fc.array(
        fc.record({ days: fc.subarray([...everyDay], { minLength: 1 }), from: clock, until: clock }),
        { maxLength: 4 },
      ),
    })
    const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) })
    fc.assert(
      fc.property(hours, moment, (given, nowMs) => {
        const windows = openWindowsOf(given, { nowMs, days: 14 })
        for (const [index, { fromMs, untilMs }] of windows.entries()) {
          expect(fromMs).toBeLessThan(untilMs)
          const before = windows[index - 1]
          if (before !== undefined) expect(before.untilMs).toBeLessThan(fromMs)
        }
      }),
      { numRuns: 100, seed: 20_261_125 },
    )
  })
})
