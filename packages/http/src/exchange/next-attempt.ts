import type { Call } from '../call.ts'
import { retryDelayMs } from '../retry-delay.ts'

/** Whether a call can be sent once more at all, whatever came of it so far. */
export const mayGoOn = ({ signal, progress, isIdempotent, limits }: Call): boolean =>
  !signal.aborted && !progress.hasStarted && isIdempotent && progress.attempts < limits.maximumAttempts

const delayMs = (call: Call, retryAfterMs: number | undefined): number => {
  const { firstRetryDelayMs, maximumRetryDelayMs, random } = call.settings
  return retryDelayMs({
    attempts: call.progress.attempts,
    firstMs: firstRetryDelayMs,
    maximumMs: maximumRetryDelayMs,
    retryAfterMs,
    random: random(),
  })
}

/** Waits, unless the call ends before. */
const wait = (call: Call, waitMs: number): Promise<void> =>
  new Promise((resolve) => {
    const stop = call.settings.clock.after(waitMs, () => {
      call.signal.removeEventListener('abort', end)
      resolve()
    })
    const end = (): void => {
      stop()
      resolve()
    }
    call.signal.addEventListener('abort', end, { once: true })
  })

/**
 * Waits for the next attempt of a call that may go on. A wait that would outlast the call is not begun.
 *
 * @param call - The call.
 * @param retryAfterMs - What the server asked for (ms).
 * @returns Whether the attempt is to be made: not when the wait would be too long, nor when the call ended in it.
 */
export const waitForAttempt = async (call: Call, retryAfterMs: number | undefined): Promise<boolean> => {
  const waitMs = delayMs(call, retryAfterMs)
  if (waitMs >= call.remainingMs()) return false
  await wait(call, waitMs)
  return !call.signal.aborted
}
