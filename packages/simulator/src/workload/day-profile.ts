import { z } from 'zod'

/** How the hours of a day and the days of a week differ. Only proportions count: the mean over a week stays what it is. */
export interface DayProfile {
  /** Factor of each hour of the local day, from midnight on (24 of them, 0 or more). */
  readonly hours: readonly number[]
  /** Factor of each day of the week, Monday first (7 of them, 0 or more). Default: all alike. */
  readonly days?: readonly number[] | undefined
  /** Local time minus UTC, all year (h, -14 to 14). Default 0. */
  readonly utcOffsetHours?: number | undefined
}

const meanOf = (factors: readonly number[]): number =>
  factors.reduce((sum, factor) => sum + factor, 0) / factors.length

const factors = (count: number): z.ZodType<readonly number[]> =>
  z
    .array(z.number().min(0).max(1e6))
    .length(count, `expected ${count} factors`)
    .refine((all) => meanOf(all) > 0, 'expected a factor above 0')

/** Schema of {@link DayProfile}. */
export const DayProfile: z.ZodType<DayProfile> = z.strictObject({
  hours: factors(24),
  days: factors(7).optional(),
  utcOffsetHours: z.number().min(-14).max(14).optional(),
})

/**
 * Makes the profile of an office: full from 8 to 18 h on Monday to Friday, a tenth of that at night and at weekends.
 *
 * The tenth is an assumption: uploads that run overnight, and people on call.
 *
 * @param utcOffsetHours - Local time minus UTC (h), such as 1 for Berlin in winter.
 * @example
 * officeHours(1).hours[8] // => 1
 */
export const officeHours = (utcOffsetHours: number): DayProfile => ({
  hours: Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 18 ? 1 : 0.1)),
  days: [1, 1, 1, 1, 1, 0.1, 0.1],
  utcOffsetHours,
})

/** A profile as a function of time. */
export interface PreparedProfile {
  /** Its highest factor (1 or more). */
  readonly peak: number
  /** Its factor at a moment (ms since 1970-01-01 UTC); 1 in the mean over a week. */
  readonly factorAt: (atMs: number) => number
}

const hourMs = 3_600_000

const hoursInWeek = 168

/** 1970-01-01 was a Thursday, 72 h after the beginning of a week. */
const hoursBeforeEpoch = 72

const even = [1, 1, 1, 1, 1, 1, 1]

/**
 * Prepares a profile.
 *
 * @param profile - The profile; undefined: all hours alike.
 * @example
 * prepareProfile(undefined).factorAt(0) // => 1
 */
export const prepareProfile = (profile: DayProfile | undefined): PreparedProfile => {
  if (profile === undefined) return { peak: 1, factorAt: () => 1 }
  const { hours, days = even, utcOffsetHours = 0 } = profile
  const mean = meanOf(hours) * meanOf(days)
  const week = days.flatMap((day) => hours.map((hour) => (day * hour) / mean))
  const factorAt = (atMs: number): number => {
    const hour = Math.floor(atMs / hourMs + utcOffsetHours) + hoursBeforeEpoch
    return week[((hour % hoursInWeek) + hoursInWeek) % hoursInWeek] ?? 1
  }
  return { peak: Math.max(...week), factorAt }
}
