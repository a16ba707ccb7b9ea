import assert from 'node:assert/strict'
import { performance } from 'node:perf_hooks'

/** Turns of the event loop that anybody is given, however slow the machine is. */
const leastTurns = 200

/** One turn of the event loop. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Some turns of the event loop, in which what was started without waiting for it shows itself. */
export const turns = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) await turn()
}

/** Into how many slices a time is cut. */
const sliceCount = 20

/**
 * Waits for a time, slice by slice. On a machine that is too busy to run this process each slice counts once, however long it took, so that
 * others are given as much more time as this function takes.
 */
const startPatience = (patienceMs: number, end: () => void): (() => void) => {
  let slices = 0
  let timer: NodeJS.Timeout | undefined
  const next = (): void => {
    slices += 1
    if (slices > sliceCount) end()
    else timer = setTimeout(next, patienceMs / sliceCount)
  }
  next()
  return () => clearTimeout(timer)
}

/** Waits for a promise, and fails when it is not settled in time. */
export const within = async <T>(promise: Promise<T>, patienceMs: number, what: string): Promise<T> => {
  let stop = (): void => undefined
  const end = new Promise<never>((_resolve, reject) => {
    const message = `${what} did not end within ${patienceMs} ms`
    stop = startPatience(patienceMs, () => reject(new assert.AssertionError({ message })))
  })
  return Promise.race([promise, end]).finally(stop)
}

/**
 * Whether a promise is settled within a time. A busy machine does not count against it: it is given at least 200 turns of the event loop.
 *
 * @param promise - The promise.
 * @param limitMs - The time (ms).
 */
export const isSettledWithin = async (promise: Promise<unknown>, limitMs: number): Promise<boolean> => {
  let isSettled = false
  const settle = (): void => {
    isSettled = true
  }
  promise.then(settle, settle)
  const startedAtMs = performance.now()
  for (let count = 0; !isSettled; count += 1) {
    if (count >= leastTurns && performance.now() - startedAtMs > limitMs) return false
    await turn()
  }
  return true
}
