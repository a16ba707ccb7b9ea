/** How a timer is kept. */
interface TimerOptions {
  /** Whether the process stays alive until the timer has fired or is cancelled, because somebody waits for it. Default false. */
  readonly keepsAlive?: boolean | undefined
}

/** Time, as the orchestrator knows it. Tests bring their own. */
export interface Clock {
  /** The present (ms since 1970-01-01 UTC). It may jump: durations are not measured with it. */
  readonly nowMs: () => number
  /** A clock that never goes back, for durations (ms). */
  readonly elapsedMs: () => number
  /**
   * Calls a function once, later.
   *
   * @param delayMs - How much later (ms).
   * @param call - The function.
   * @param options - How the timer is kept.
   * @returns What cancels it. A pending timer keeps no process alive, unless the options say so.
   */
  readonly after: (delayMs: number, call: () => void, options?: TimerOptions) => () => void
}

/**
 * Longest delay that a timer of Node takes (ms); a longer one would fire at once, so it is waited for in parts.
 * Source: Node's docs of `setTimeout`.
 */
const longestDelayMs = 2 ** 31 - 1

/** The present (ms since 1970-01-01 UTC). */
const nowMs = (): number => Date.now()

/** Time since the process started (ms). */
const elapsedMs = (): number => performance.now()

/** A timer of Node. */
const after: Clock['after'] = (delayMs, call, { keepsAlive = false } = {}) => {
  let timer: NodeJS.Timeout | undefined
  const wait = (leftMs: number): void => {
    const restMs = leftMs - longestDelayMs
    timer = restMs > 0 ? setTimeout(() => wait(restMs), longestDelayMs) : setTimeout(call, leftMs)
    if (!keepsAlive) timer.unref()
  }
  wait(delayMs)
  return () => clearTimeout(timer)
}

/**
 * The clock of this machine.
 *
 * @example
 * systemClock.elapsedMs() <= systemClock.elapsedMs() // => true
 */
export const systemClock: Clock = { nowMs, elapsedMs, after }
