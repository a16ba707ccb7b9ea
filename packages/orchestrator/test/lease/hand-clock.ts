import type { Clock } from '../../src/clock.ts'

/** Time that tests move by hand. */
export interface HandClock extends Clock {
  /** Lets time pass, calls what is due in its order, and lets promises settle after each call (ms). */
  readonly pass: (durationMs: number) => Promise<void>
  /** Sets the present; no time passes (ms). */
  readonly jump: (byMs: number) => void
  /** How many timers are pending. */
  readonly pending: () => number
}

/** Lets promises settle. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/** Makes a clock that stands still until it is moved. */
export const createHandClock = (startMs = Date.UTC(2026, 8, 1, 12)): HandClock => {
  let offsetMs = startMs
  let elapsedMs = 0
  const timers = new Set<{ readonly atMs: number; readonly call: () => void }>()
  const nextBy = (untilMs: number) =>
    [...timers].filter(({ atMs }) => atMs <= untilMs).sort((one, other) => one.atMs - other.atMs)[0]
  return {
    nowMs: () => offsetMs + elapsedMs,
    elapsedMs: () => elapsedMs,
    after: (delayMs, call) => {
      const timer = { atMs: elapsedMs + delayMs, call }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass: async (durationMs) => {
      const untilMs = elapsedMs + durationMs
      for (let next = nextBy(untilMs); next !== undefined; next = nextBy(untilMs)) {
        timers.delete(next)
        elapsedMs = Math.max(elapsedMs, next.atMs)
        next.call()
        await settle()
      }
      elapsedMs = untilMs
      await settle()
    },
    jump: (byMs) => {
      offsetMs += byMs
    },
    pending: () => timers.size,
  }
}
