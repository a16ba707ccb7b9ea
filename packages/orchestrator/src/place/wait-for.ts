import type { Clock } from '../clock.ts'

/** What a call came to. */
export type Answer<T> =
  | {
      /** It answered. */
      readonly kind: 'answered'
      /** With this. */
      readonly value: T
    }
  | {
      /** It threw or rejected. */
      readonly kind: 'broke'
      /** With this. */
      readonly cause: unknown
    }

/** How a wait for a call ended. */
export type Waited<T> =
  | Answer<T>
  | {
      /** It took too long. */
      readonly kind: 'timed-out'
    }
  | {
      /** Nobody wants the answer any more. */
      readonly kind: 'cancelled'
    }

/** How long a call is waited for, and what becomes of what comes later. */
export interface Patience<T> {
  /** Time. */
  readonly clock: Clock
  /** Ends the wait. */
  readonly signal: AbortSignal
  /** Longest wait (ms). Default: no limit. */
  readonly timeoutMs?: number | undefined
  /** Whether the process stays alive until time is up, because somebody waits. Default true. */
  readonly keepsAlive?: boolean | undefined
  /** Is given every answer but the one that ended the wait: late ones, second ones. */
  readonly onLate?: ((late: Answer<T>) => void) | undefined
}

/** How many promises of promises are followed. One that resolves to itself has no end. */
const deepestPromise = 8

const isThenable = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
  'then' in value &&
  typeof value.then === 'function'

/** Listens to whatever a call returns. A thenable of doubtful make may answer several times, and each answer is taken. */
const listen = <T>(call: () => PromiseLike<T> | T, take: (answer: Answer<T>) => void, depth = 0): void => {
  const broke = (cause: unknown): void => take({ kind: 'broke', cause })
  try {
    const value = call()
    if (!isThenable(value)) take({ kind: 'answered', value })
    else if (depth > deepestPromise) broke(undefined)
    else value.then((inner) => listen(() => inner, take, depth + 1), broke)
  } catch (cause) {
    broke(cause)
  }
}

/**
 * Calls a function of doubtful make and waits for it: until it answers, time is up, or nobody wants it any more, whatever comes first.
 *
 * @param call - The function; it is not called when the wait is cancelled already.
 * @param patience - How long, and what becomes of other answers.
 * @returns How the wait ended. It never rejects, and a cancelled wait ends before the event loop turns.
 */
export const waitFor = <T>(call: () => PromiseLike<T> | T, patience: Patience<T>): Promise<Waited<T>> =>
  new Promise((resolve) => {
    const { clock, signal, timeoutMs, keepsAlive = true, onLate } = patience
    if (signal.aborted) {
      resolve({ kind: 'cancelled' })
      return
    }
    let isWaiting = true
    let stopTimer = (): void => undefined
    const end = (waited: Waited<T>): void => {
      if (!isWaiting) return
      isWaiting = false
      stopTimer()
      signal.removeEventListener('abort', cancel)
      resolve(waited)
    }
    const cancel = (): void => end({ kind: 'cancelled' })
    // The wait must hear of the end before the call does, which may answer to it at once.
    signal.addEventListener('abort', cancel)
    if (timeoutMs !== undefined)
      stopTimer = clock.after(timeoutMs, () => end({ kind: 'timed-out' }), { keepsAlive })
    listen(call, (answer) => (isWaiting ? end(answer) : onLate?.(answer)))
  })
