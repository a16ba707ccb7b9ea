/**
 * Waits for a promise or for a signal, whichever comes first, and leaves no listener behind.
 *
 * @param promise - A promise that never rejects.
 * @param signal - The signal; undefined: there is none.
 * @returns What the promise resolved to; undefined: the signal came first.
 */
export const untilAborted = async <T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> => {
  if (signal === undefined) return promise
  if (signal.aborted) return undefined
  let stopListening = (): void => undefined
  const aborted = new Promise<undefined>((resolve) => {
    const onAbort = (): void => resolve(undefined)
    signal.addEventListener('abort', onAbort)
    stopListening = () => signal.removeEventListener('abort', onAbort)
  })
  const first = await Promise.race([promise, aborted])
  stopListening()
  return first
}
