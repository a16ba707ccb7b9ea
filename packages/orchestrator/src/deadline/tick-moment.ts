import type { Clock } from '../clock.ts'
import { roundSeconds, toSeconds } from './pace.ts'

/** A tick of a watch, and the time in it. */
export interface TickMoment {
  /** Number of the tick (0 is the first). */
  readonly tick: number
  /** Time since the watch began (s); of an early call the start of its tick. */
  readonly nowSeconds: number
  /** Time from then to the deadline (s). */
  readonly deadlineSeconds: number
  /** Length of a tick (s). */
  readonly tickSeconds: number
  /** Start of the next tick (ms since 1970-01-01 UTC). */
  readonly untilMs: number
}

/** A call so little before a tick counts for it (share of a tick): timers fire early. */
const earlyShare = 0.01

/**
 * Makes the clock of a watch, which begins now. It is moved by no one who sets the time of day.
 *
 * @param options - Time, the job's deadline (h), and the length of a tick (s).
 * @returns What tells the tick and the time in it.
 * @example
 * const clock = { nowMs: () => 1_000_000, elapsedMs: () => 0, after: () => () => undefined }
 * tickClock({ clock, deadlineHours: 1, tickSeconds: 600 })() // => { tick: 0, nowSeconds: 0, deadlineSeconds: 3600, tickSeconds: 600, untilMs: 1_600_000 }
 */
export const tickClock = ({
  clock,
  deadlineHours,
  tickSeconds,
}: {
  readonly clock: Clock
  readonly deadlineHours: number
  readonly tickSeconds: number
}): (() => TickMoment) => {
  const startMs = clock.elapsedMs()
  const deadlineSeconds = toSeconds(deadlineHours)
  return () => {
    const passedSeconds = roundSeconds((clock.elapsedMs() - startMs) / 1000)
    const tick = Math.floor(passedSeconds / tickSeconds + earlyShare)
    const untilMs = clock.nowMs() + Math.round(((tick + 1) * tickSeconds - passedSeconds) * 1000)
    const nowSeconds = Math.max(passedSeconds, roundSeconds(tick * tickSeconds))
    return { tick, nowSeconds, deadlineSeconds, tickSeconds, untilMs }
  }
}
