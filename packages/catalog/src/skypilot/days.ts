import type { FileContext } from './row-notes.ts'

/** Day of a file's prices, and how it is known. */
type Day = Omit<FileContext, 'cloud'>

/**
 * Day that the options state.
 *
 * @param observedAt - ISO 8601.
 * @example
 * statedDay('1970-01-02').observedAtMs // => 86400000
 */
export const statedDay = (observedAt: string): Day => ({
  observedAtMs: Date.parse(observedAt),
  dayBasis: 'day as stated in the options',
})

/** A date as HTTP writes it: from a day of the week to the seconds. */
const httpDate = /^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/

/**
 * Reads a date of HTTP in any of its three forms. Without this look `Date.parse` takes a bare `5` for May of
 * 2001. Source: RFC 9110, section 5.6.7.
 */
const parseHttpDate = (text: string): number =>
  httpDate.test(text) ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : Number.NaN

/**
 * Day of a file in a folder. One in the future is taken for the present.
 *
 * @param changedAtMs - When it was last changed (ms since 1970-01-01 UTC).
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @example
 * keptDay(86_400_000, 1e9).observedAtMs // => 86400000
 * keptDay(1e300, 1e9).observedAtMs // => 1000000000
 */
export const keptDay = (changedAtMs: number, nowMs: number): Day => ({
  observedAtMs: Math.min(changedAtMs, nowMs),
  dayBasis: 'day on which the file was last changed, because the list states none',
})

/**
 * Day of a file from a server. One in the future is taken for the present.
 *
 * @param lastModified - The file's `Last-Modified`, where it has one.
 * @param seenMs - When the server sent it, or last said that it is the present one (ms since 1970-01-01 UTC).
 * @example
 * servedDay('Fri, 02 Jan 1970 00:00:00 GMT', 1e9).observedAtMs // => 86400000
 * servedDay(undefined, 1e9).observedAtMs // => 1000000000
 */
export const servedDay = (lastModified: string | undefined, seenMs: number): Day => {
  const changedAtMs = parseHttpDate(lastModified ?? '')
  return Number.isNaN(changedAtMs)
    ? {
        observedAtMs: seenMs,
        dayBasis:
          'day on which the server sent the list or said that it is unchanged, because neither states one',
      }
    : {
        observedAtMs: Math.min(changedAtMs, seenMs),
        dayBasis: 'day on which the server last changed the file, because the list states none',
      }
}
