/** Calls that wait for signals to cancel them. */
export interface Cancellations {
  /**
   * Calls a function when a signal is aborted.
   *
   * @param signal - The signal.
   * @param cancel - The function.
   * @returns What ends that. It is to be called in the end, lest the signal keep the function alive.
   */
  readonly on: (signal: AbortSignal, cancel: () => void) => () => void
}

/**
 * Listens to signals once each, however many calls wait for one: a service has one signal for its end, and Node warns of more than ten listeners.
 */
export const createCancellations = (): Cancellations => {
  const waiting = new WeakMap<AbortSignal, Set<() => void>>()
  return {
    on: (signal, cancel) => {
      const cancels = waiting.get(signal) ?? new Set()
      const cancelAll = (): void => {
        for (const one of cancels) one()
      }
      if (!waiting.has(signal)) signal.addEventListener('abort', cancelAll, { once: true })
      waiting.set(signal, cancels)
      cancels.add(cancel)
      return () => cancels.delete(cancel)
    },
  }
}
