import type { OpenWindow } from '@aima/gpu-core'
import { Result } from 'neverthrow'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { always, joined } from './spans.ts'

/** A day of the week. */
export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** A span of the day, on some days of every week. */
export interface WeeklyWindow {
  /** Days on which it begins. */
  readonly days: readonly Weekday[]
  /** Local time at which it begins, such as `18:00`. */
  readonly from: string
  /** Local time at which it ends, such as `08:00` (of the next day when it is not after `from`) or `24:00`. */
  readonly until: string
}

/** When a machine may be used, in the time of its place. */
export interface OpeningHours {
  /** Time zone of the IANA data base, such as `Europe/Berlin`. */
  readonly timeZone: string
  /** The week. What no window covers is closed. */
  readonly weekly: readonly WeeklyWindow[]
  /** Dates on which no window begins, such as `2026-12-25`. */
  readonly closedOn?: readonly string[] | undefined
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const isTimeZone = (timeZone: string): boolean =>
  Result.fromThrowable(() => new Temporal.ZonedDateTime(0n, timeZone))().isOk()

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 18:00')

/** Schema of {@link OpeningHours}. */
export const OpeningHours: z.ZodType<OpeningHours> = z.strictObject({
  timeZone: z.string().refine(isTimeZone, 'expected a time zone such as Europe/Berlin'),
  weekly: z
    .array(
      z.strictObject({
        days: z.array(z.enum(weekdays)).min(1),
        from: time,
        until: z.literal('24:00', 'expected a time such as 08:00, or 24:00').or(time),
      }),
    )
    .max(100),
  closedOn: z.array(z.iso.date()).max(1_000).optional(),
})

/** A local time; one that a change of clocks leaves out is taken an hour later, one that it repeats is taken the first time. */
const momentOf = (date: Temporal.PlainDate, clock: string, timeZone: string): number =>
  (clock === '24:00'
    ? date.add({ days: 1 }).toZonedDateTime(timeZone)
    : date.toZonedDateTime({ timeZone, plainTime: clock })
  ).epochMilliseconds

const windowOn = (date: Temporal.PlainDate, { from, until }: WeeklyWindow, timeZone: string): OpenWindow => ({
  fromMs: momentOf(date, from, timeZone),
  untilMs: momentOf(until > from ? date : date.add({ days: 1 }), until, timeZone),
})

const windowsFrom = (hours: OpeningHours, nowMs: number, horizonDays: number): readonly OpenWindow[] => {
  const { timeZone, weekly, closedOn = [] } = hours
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(nowMs)).toZonedDateTimeISO(timeZone)
  // A window of yesterday may reach into today.
  const first = today.toPlainDate().subtract({ days: 1 })
  const dates = Array.from({ length: horizonDays + 2 }, (_day, index) => first.add({ days: index }))
  const windows = dates
    .filter((date) => !closedOn.includes(date.toString()))
    .flatMap((date) =>
      weekly
        .filter(({ days }) => days.some((day) => weekdays[date.dayOfWeek - 1] === day))
        .map((window) => windowOn(date, window, timeZone)),
    )
    .filter(({ fromMs, untilMs }) => fromMs < untilMs)
  const open = joined(windows)
  const [only] = open
  const isUnbroken =
    open.length === 1 &&
    only !== undefined &&
    closedOn.length === 0 &&
    only.untilMs >= momentOf(first.add({ days: horizonDays + 2 }), '00:00', timeZone)
  return isUnbroken ? always : open
}

/**
 * Writes opening hours as windows, from yesterday on. Changes of clocks are those of the time zone.
 *
 * @param hours - The opening hours. A week without a gap and without closed dates is always open.
 * @param horizon - `nowMs`: the present (ms since 1970-01-01 UTC); one that no calendar holds finds everything closed. `days`: how
 *   far the windows reach (whole days, 1 or more).
 * @returns Windows in the order of time, with gaps between them.
 * @example
 * const night = { timeZone: 'Europe/Berlin', weekly: [{ days: ['friday'], from: '22:00', until: '06:00' }] }
 * const [window] = openWindowsOf(night, { nowMs: Date.UTC(2026, 8, 4, 12), days: 1 })
 * new Date(window.untilMs).toISOString() // => '2026-09-05T04:00:00.000Z'
 */
export const openWindowsOf = (
  hours: OpeningHours,
  { nowMs, days }: { readonly nowMs: number; readonly days: number },
): readonly OpenWindow[] => Result.fromThrowable(() => windowsFrom(hours, nowMs, days))().unwrapOr([])
