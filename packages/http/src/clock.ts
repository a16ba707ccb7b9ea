/** Where waiting times and moments come from; tests give their own. */
export interface Clock {
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: () => number
  /** Calls back after a time (ms), unless the function that it returns is called before. */
  readonly after: (delayMs: number, onElapsed: () => void) => () => void
}

/**
 * Longest delay that a timer of Node takes (ms); a longer one would fire at once. Source: Node's docs of
 * `setTimeout`.
 */
const longestDelayMs = 2 ** 31 - 1

/** The present (ms since 1970-01-01 UTC). */
const nowMs = (): number => performance.timeOrigin + performance.now()

/** A timer of Node. */
const after = (delayMs: number, onElapsed: () => void): (() => void) => {
  const timer = setTimeout(onElapsed, Math.min(delayMs, longestDelayMs))
  return () => clearTimeout(timer)
}

/** The time of this machine. It does not jump when the system's clock is set. */
export const systemClock: Clock = { nowMs, after }
