/** What a `Retry-After` date is read against. */
export interface RetryAfterMoment {
  /** `Date` of the same reply: the server's own clock, which wins. */
  readonly date?: string | undefined
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

const seconds = /^\d+$/
/** Longer than anybody waits, and a number of ms that every field can hold (s); more counts as this. */
const mostSeconds = 999_999_999
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

const momentOf = (text: string | undefined): number | undefined => {
  if (text === undefined || !httpDate.test(text)) return undefined
  const momentMs = Date.parse(text)
  return Number.isNaN(momentMs) ? undefined : momentMs
}

/**
 * Reads how long a server wants to be left alone (ms, ≥ 0).
 *
 * Source: RFC 9110, section 10.2.3 (seconds or a date) and 5.6.7 (the form of dates that may be sent).
 *
 * @param header - Value of `Retry-After`.
 * @param moment - What a date is read against.
 * @returns The wait, at most some 31 years of seconds; 0 for a date that is past; `undefined` for what is neither
 *   seconds nor a date.
 * @example
 * retryAfterMsOf('120', { nowMs: 0 }) // => 120000
 * @example
 * retryAfterMsOf('Thu, 01 Jan 1970 00:00:30 GMT', { nowMs: 10_000 }) // => 20000
 */
export const retryAfterMsOf = (header: string | undefined, moment: RetryAfterMoment): number | undefined => {
  const text = header?.trim() ?? ''
  if (seconds.test(text)) return Math.min(Number(text), mostSeconds) * 1000
  const untilMs = momentOf(text)
  return untilMs === undefined ? undefined : Math.max(0, untilMs - (momentOf(moment.date) ?? moment.nowMs))
}
