import type { Clock } from '@aima/gpu-orchestrator'

/** A clock that stands still until it is moved. */
export interface SimulatedTime extends Clock {
  /** Moves on to a moment (ms since 1970-01-01 UTC) and fires the timers on the way, such as renewals of leases. */
  readonly advanceTo: (untilMs: number) => Promise<void>
}

/** Lets promises that are ready go on. */
const turnOfTheEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

export const createSimulatedTime = (startMs: number): SimulatedTime => {
  const timers = new Map<symbol, { readonly atMs: number; readonly call: () => void }>()
  let nowMs = startMs

  const firstDue = (untilMs: number) =>
    [...timers]
      .filter(([, { atMs }]) => atMs <= untilMs)
      .sort(([, one], [, other]) => one.atMs - other.atMs)[0]

  return {
    nowMs: () => nowMs,
    elapsedMs: () => nowMs - startMs,
    after: (delayMs, call) => {
      const id = Symbol('timer')
      timers.set(id, { atMs: nowMs + delayMs, call })
      return () => timers.delete(id)
    },
    advanceTo: async (untilMs) => {
      for (let due = firstDue(untilMs); due !== undefined; due = firstDue(untilMs)) {
        const [id, { atMs, call }] = due
        timers.delete(id)
        nowMs = atMs
        call()
        await turnOfTheEventLoop()
      }
      nowMs = untilMs
    },
  }
}
