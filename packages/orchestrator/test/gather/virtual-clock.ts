import type { Clock } from '../../src/clock.ts'

/** A clock that stands until a test moves it. */
export interface VirtualClock extends Clock {
  /** Lets time pass, timer by timer, and lets everything that is ready run (ms). */
  readonly pass: (ms: number) => Promise<void>
  /** Lets everything that is ready run. */
  readonly settle: () => Promise<void>
  /** Sets the time of day (ms since 1970-01-01 UTC); durations do not notice. */
  readonly jumpTo: (nowMs: number) => void
  /** How many timers are pending. */
  readonly pending: () => number
}

interface Timer {
  readonly atMs: number
  readonly call: () => void
}

/** Promises settle in microtasks, of which a few rounds of the event loop leave none. */
const settle = async (): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** Makes a clock that starts at a time of day (ms since 1970-01-01 UTC). */
export const createVirtualClock = (startMs: number): VirtualClock => {
  const timers = new Set<Timer>()
  let elapsedMs = 0
  let offsetMs = startMs
  const nextUntil = (untilMs: number): Timer | undefined =>
    [...timers].filter(({ atMs }) => atMs <= untilMs).sort((one, other) => one.atMs - other.atMs)[0]
  return {
    nowMs: () => offsetMs + elapsedMs,
    elapsedMs: () => elapsedMs,
    after: (delayMs, call) => {
      const timer = { atMs: elapsedMs + Math.max(delayMs, 0), call }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    pass: async (ms) => {
      const untilMs = elapsedMs + ms
      await settle()
      for (let timer = nextUntil(untilMs); timer !== undefined; timer = nextUntil(untilMs)) {
        timers.delete(timer)
        elapsedMs = timer.atMs
        timer.call()
        await settle()
      }
      elapsedMs = untilMs
      await settle()
    },
    settle,
    jumpTo: (nowMs) => {
      offsetMs = nowMs - elapsedMs
    },
    pending: () => timers.size,
  }
}
