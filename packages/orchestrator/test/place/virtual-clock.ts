import { setImmediate } from 'node:timers/promises'
import { builtAtMs } from '@aima/gpu-testing'
import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until a test moves it. */
export interface VirtualClock extends Clock {
  /** Moves the clock, and calls the timers that are due, in their order. */
  readonly advance: (ms: number) => void
  /** Moves the clock to its next timer and calls that; false: there is none. */
  readonly advanceToNext: () => boolean
  /** Sets the present, as somebody who corrects a clock does; durations go on as before. */
  readonly set: (nowMs: number) => void
  /** How many timers are pending. */
  readonly pending: () => number
}

interface Timer {
  readonly atMs: number
  readonly call: () => void
}

export const createVirtualClock = (): VirtualClock => {
  let elapsedMs = 0
  let startMs = builtAtMs
  const timers = new Set<Timer>()
  const next = (): Timer | undefined => [...timers].sort((one, other) => one.atMs - other.atMs)[0]
  const fire = (timer: Timer): void => {
    timers.delete(timer)
    elapsedMs = Math.max(elapsedMs, timer.atMs)
    timer.call()
  }
  return {
    nowMs: () => startMs + elapsedMs,
    elapsedMs: () => elapsedMs,
    after: (delayMs, call) => {
      const timer = { atMs: elapsedMs + delayMs, call }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      const untilMs = elapsedMs + ms
      for (let timer = next(); timer !== undefined && timer.atMs <= untilMs; timer = next()) fire(timer)
      elapsedMs = untilMs
    },
    advanceToNext: () => {
      const timer = next()
      if (timer !== undefined) fire(timer)
      return timer !== undefined
    },
    set: (nowMs) => {
      startMs = nowMs - elapsedMs
    },
    pending: () => timers.size,
  }
}

/** Lets everything happen that needs no time. */
export const quiet = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) await setImmediate()
}

/** Waits for something in virtual time: moves the clock from timer to timer until it is there. */
export const inVirtualTime = async <T>(wanted: PromiseLike<T>, clock: VirtualClock): Promise<T> => {
  let isThere = false
  const settle = (): void => {
    isThere = true
  }
  wanted.then(settle, settle)
  await quiet()
  while (!isThere) {
    if (!clock.advanceToNext()) throw new Error('nothing will ever happen')
    await quiet()
  }
  return wanted
}
