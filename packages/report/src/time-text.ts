const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const twoDigits = (value: number): string => String(value).padStart(2, '0')

/**
 * Writes a day (UTC).
 *
 * @param atMs - Any moment of it (ms since 1970-01-01 UTC).
 * @example
 * dayText(0) // => '1 Jan 1970'
 */
export const dayText = (atMs: number): string => `${shortDayText(atMs)} ${new Date(atMs).getUTCFullYear()}`

/**
 * Writes a day without its year (UTC).
 *
 * @param atMs - Any moment of it (ms since 1970-01-01 UTC).
 * @example
 * shortDayText(0) // => '1 Jan'
 */
export const shortDayText = (atMs: number): string => {
  const date = new Date(atMs)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}`
}

/**
 * Writes the time of day (UTC), to the minute.
 *
 * @param atMs - The moment (ms since 1970-01-01 UTC).
 * @example
 * clockText(3_600_000) // => '01:00'
 */
export const clockText = (atMs: number): string => {
  const date = new Date(atMs)
  return `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`
}

/**
 * Writes a moment (UTC), to the minute.
 *
 * @param atMs - The moment (ms since 1970-01-01 UTC).
 * @example
 * momentText(0) // => '1 Jan 1970, 00:00 UTC'
 */
export const momentText = (atMs: number): string => `${dayText(atMs)}, ${clockText(atMs)} UTC`

/** Units of a length of time, the longest first, each with the length (h) from which it is used. */
const units = [
  { name: 'days', hours: 24, from: 48 },
  { name: 'h', hours: 1, from: 2 },
  { name: 'min', hours: 1 / 60, from: 1 / 30 },
  { name: 's', hours: 1 / 3600, from: 0 },
]

const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

/**
 * Writes a length of time in the unit that suits it.
 *
 * @param hours - The length (h, 0 or more).
 * @example
 * durationText(72) // => '3 days'
 * @example
 * durationText(0.5) // => '30 min'
 */
export const durationText = (hours: number): string => {
  const unit = units.find(({ from }) => hours >= from)
  return unit === undefined ? `${hours} h` : `${threeDigits.format(hours / unit.hours)} ${unit.name}`
}
