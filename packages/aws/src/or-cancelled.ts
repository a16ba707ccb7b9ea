import type { CancelSignal, ListError } from '@aima/gpu-core'
import { err, type Result } from 'neverthrow'

/**
 * Waits for a result, and no longer than until somebody cancels.
 *
 * @param promise - What is waited for.
 * @param signal - Cancels the wait.
 * @returns Its result, or `cancelled`.
 * @example
 * import { ok } from 'neverthrow'
 * const one = await orCancelled(Promise.resolve(ok(1)), undefined)
 * one.unwrapOr(0) // => 1
 */
export const orCancelled = async <T, E>(
  promise: Promise<Result<T, E>>,
  signal: CancelSignal | undefined,
): Promise<Result<T, E | Extract<ListError, { readonly kind: 'cancelled' }>>> => {
  if (signal === undefined) return promise
  let stop = (): void => undefined
  const end = new Promise<Result<T, Extract<ListError, { readonly kind: 'cancelled' }>>>((resolve) => {
    stop = () => resolve(err({ kind: 'cancelled' }))
  })
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    return await Promise.race([promise, end])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
