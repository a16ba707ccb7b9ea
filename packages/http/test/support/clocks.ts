import type { Clock } from '../../src/index.ts'

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Waiting times that were asked for and not taken back (ms). */
  readonly pending: () => readonly number[]
  /** Lets time pass; what is due is called, in order. */
  readonly advance: (ms: number) => void
}

interface Timer {
  readonly dueMs: number
  readonly delayMs: number
  readonly onElapsed: () => void
}

/** A clock that starts at 0. */
export const manualClock = (): ManualClock => {
  let nowMs = 0
  const timers = new Set<Timer>()
  return {
    nowMs: () => nowMs,
    after: (delayMs, onElapsed) => {
      const timer = { dueMs: nowMs + delayMs, delayMs, onElapsed }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pending: () => [...timers].map(({ delayMs }) => delayMs),
    advance: (ms) => {
      nowMs += ms
      for (const timer of [...timers].sort((one, other) => one.dueMs - other.dueMs)) {
        if (timer.dueMs > nowMs || !timers.delete(timer)) continue
        timer.onElapsed()
      }
    },
  }
}

/** A clock whose short waits are over at once; long ones, the deadlines, never are. */
export interface HastyClock extends Clock {
  /** The short waits, in order (ms). */
  readonly waits: readonly number[]
}

/** The longest wait that is over at once (ms); deadlines of a test must be longer. */
const longestShortWaitMs = 60_000

/** A clock that skips the waits between attempts and remembers them. */
export const hastyClock = (nowMs = 0): HastyClock => {
  const waits: number[] = []
  return {
    nowMs: () => nowMs,
    waits,
    after: (delayMs, onElapsed) => {
      if (delayMs > longestShortWaitMs) return () => undefined
      waits.push(delayMs)
      const timer = setImmediate(onElapsed)
      return () => clearImmediate(timer)
    },
  }
}
