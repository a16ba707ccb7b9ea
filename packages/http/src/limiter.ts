import type { CancelSignal } from '@aima/gpu-core'
import { onceCancelled, type Unsubscribe } from './cancel-signal.ts'

/**
 * Runs a task as soon as it may, and gives what it gives. Once the signal is cancelled, a task waits no longer: it starts at once,
 * and ends by the same signal.
 */
export type Limiter = <T>(task: () => PromiseLike<T>, signal?: CancelSignal) => Promise<T>

/**
 * Bounds how many tasks run at once, such as the requests of a listing; the others wait in line.
 *
 * @param most - How many (1 or more).
 * @see `connectionsPerHost` of the options, which bounds the requests to one host.
 * @example
 * const limiter = createLimiter(2)
 * await Promise.all([1, 2, 3].map((value) => limiter(async () => value))) // => [1, 2, 3]
 */
export const createLimiter = (most: number): Limiter => {
  let running = 0
  const waiting = new Set<() => void>()
  const turn = (signal: CancelSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      let unsubscribe: Unsubscribe = () => undefined
      const start = (): void => {
        waiting.delete(start)
        unsubscribe()
        running += 1
        resolve()
      }
      if (running < most) return start()
      waiting.add(start)
      unsubscribe = onceCancelled(signal, start)
    })
  const leave = (): void => {
    running -= 1
    const [next] = waiting
    if (running < most) next?.()
  }
  return async (task, signal) => {
    await turn(signal)
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
