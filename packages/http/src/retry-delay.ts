/** What the wait before another attempt depends on. */
export interface RetryDelay {
  /** Attempts so far (≥ 1). */
  readonly attempts: number
  /** Upper bound of the first wait (ms). */
  readonly firstMs: number
  /** Upper bound of every wait (ms). */
  readonly maximumMs: number
  /** What the server asked for (ms). */
  readonly retryAfterMs: number | undefined
  /** A random number, 0 to 1. */
  readonly random: number
}

/** More would not fit a number. */
const mostDoublings = 60

/**
 * Chooses the wait before another attempt (ms): a random part of a bound that doubles, on top of what the
 * server asked for.
 *
 * Source: "full jitter" of "Exponential Backoff And Jitter", AWS Architecture Blog, 2015-03-04. The random
 * part stays when the server names a time, since all who were told the same would come back at once.
 *
 * @param delay - What it depends on.
 * @example
 * retryDelayMs({ attempts: 2, firstMs: 250, maximumMs: 8000, retryAfterMs: 1000, random: 0.5 }) // => 1250
 */
export const retryDelayMs = ({
  attempts,
  firstMs,
  maximumMs,
  retryAfterMs = 0,
  random,
}: RetryDelay): number =>
  retryAfterMs + random * Math.min(maximumMs, firstMs * 2 ** Math.min(attempts - 1, mostDoublings))
