import { type BillingRule, billedHoursOf } from '@aima/gpu-core'

/** Machine time at one price. */
export interface MeteredTime {
  /** Billed time (h). */
  readonly hours: number
  /** Price (USD/h). */
  readonly usdPerHour: number
}

/** Counts the time of one machine at the price of each moment. */
export interface Meter {
  /** Machine time from now on is used. */
  readonly start: (atMs: number) => void
  /** Machine time from now on is not used. */
  readonly stop: (atMs: number) => void
  /** The price is another from now on. */
  readonly reprice: (atMs: number, usdPerHour: number) => void
  /** Time that was used so far (h). */
  readonly usedHours: (atMs: number) => number
  /** What is billed, by price, in order; the time is rounded up as one, and what that adds is at the last price. */
  readonly billed: (rule: BillingRule) => readonly MeteredTime[]
}

const hourMs = 3_600_000

/**
 * Creates a meter that stands still.
 *
 * @param usdPerHour - Price (USD/h, ≥ 0).
 * @example
 * const meter = createMeter(2)
 * meter.start(0)
 * meter.reprice(3_600_000, 3)
 * meter.stop(5_400_000)
 * meter.billed({ billStepSeconds: 3600, billMinSeconds: 0 }) // => [{ hours: 1, usdPerHour: 2 }, { hours: 1, usdPerHour: 3 }]
 */
export const createMeter = (usdPerHour: number): Meter => {
  const past: MeteredTime[] = []
  let price = usdPerHour
  let since: number | undefined
  let hours = 0

  const runningHours = (atMs: number): number => (since === undefined ? 0 : (atMs - since) / hourMs)
  return {
    start: (atMs) => {
      since ??= atMs
    },
    stop: (atMs) => {
      hours += runningHours(atMs)
      since = undefined
    },
    reprice: (atMs, usd) => {
      if (usd === price) return
      hours += runningHours(atMs)
      if (since !== undefined) since = atMs
      if (hours > 0) past.push({ hours, usdPerHour: price })
      hours = 0
      price = usd
    },
    usedHours: (atMs) => past.reduce((sum, time) => sum + time.hours, hours) + runningHours(atMs),
    billed: (rule) => {
      const before = past.reduce((sum, time) => sum + time.hours, 0)
      const last = billedHoursOf(before + hours, rule) - before
      return last > 0 ? [...past, { hours: last, usdPerHour: price }] : past
    },
  }
}
