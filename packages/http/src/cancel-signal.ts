import type { CancelSignal } from '@aima/gpu-core'

/** Ends a subscription. */
export type Unsubscribe = () => void

const nothing: Unsubscribe = () => undefined

/**
 * Calls back once when a signal is cancelled, at once when it already is.
 *
 * @param signal - Core's signal; every `AbortSignal` is one.
 * @param onCancel - What to do then.
 * @returns Removes the listener.
 */
export const onceCancelled = (signal: CancelSignal | undefined, onCancel: () => void): Unsubscribe => {
  if (signal === undefined) return nothing
  if (signal.aborted) {
    onCancel()
    return nothing
  }
  signal.addEventListener('abort', onCancel)
  return () => signal.removeEventListener('abort', onCancel)
}
