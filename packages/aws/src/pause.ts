import type { CancelSignal } from '@aima/gpu-core'

/**
 * Waits.
 *
 * @param pauseMs - How long (ms).
 * @param signal - Ends the wait at once when it is cancelled.
 * @example
 * await pause(0) // => undefined
 */
export const pause = (pauseMs: number, signal?: CancelSignal): Promise<void> =>
  new Promise((resolve) => {
    if (pauseMs <= 0 || signal?.aborted) return resolve()
    const end = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, pauseMs)
    signal?.addEventListener('abort', end)
  })
