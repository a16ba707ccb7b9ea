import type { CancelSignal, ListError } from '@aima/gpu-core'
import { err, type Result, ResultAsync } from 'neverthrow'
import { onceCancelled } from './cancel-signal.ts'
import { type Clock, systemClock } from './clock.ts'

/** What ends a wait before the work does. */
export interface WaitLimits {
  /** Cancels it. */
  readonly signal?: CancelSignal | undefined
  /** Longest time to wait (ms). Absent: as long as it takes. */
  readonly timeoutMs?: number | undefined
  /** Source of time. Default: the time of this machine. */
  readonly clock?: Clock | undefined
}

/** The errors of a wait that was ended. */
type EndOfWait = Extract<ListError, { readonly kind: 'cancelled' | 'timed-out' }>

const waitFor = async <T, E>(
  work: () => PromiseLike<Result<T, E>>,
  { signal, timeoutMs, clock = systemClock }: WaitLimits,
): Promise<Result<T, E | EndOfWait>> => {
  if (signal?.aborted) return err({ kind: 'cancelled' })
  let end: (reason: EndOfWait) => void = () => undefined
  const ended = new Promise<Result<T, E | EndOfWait>>((resolve) => {
    end = (reason) => resolve(err(reason))
  })
  const unsubscribe = onceCancelled(signal, () => end({ kind: 'cancelled' }))
  const stopClock =
    timeoutMs === undefined
      ? undefined
      : clock.after(timeoutMs, () => end({ kind: 'timed-out', afterMs: timeoutMs }))
  try {
    return await Promise.race([work(), ended])
  } finally {
    unsubscribe()
    stopClock?.()
  }
}

/**
 * Does work that knows neither deadline nor cancellation, such as a function of the user's that gives a token, and waits for it no
 * longer than it may. The work itself goes on; what becomes of it is dropped.
 *
 * @param work - What is done; not begun when it is cancelled before.
 * @param limits - What ends the wait.
 * @returns The result of the work; `cancelled` or `timed-out`.
 * @see `createHttp`, whose calls have both by themselves.
 * @example
 * import { ok } from 'neverthrow'
 * const one = await interruptible(async () => ok(1), { timeoutMs: 1000 })
 * one.unwrapOr(0) // => 1
 */
export const interruptible = <T, E>(
  work: () => PromiseLike<Result<T, E>>,
  limits: WaitLimits,
): ResultAsync<T, E | EndOfWait> => new ResultAsync(waitFor(work, limits))
