import type { OpenWindow } from '@aima/gpu-core'

/** The last moment that a JavaScript date can hold (ms since 1970-01-01 UTC). */
const endOfTimeMs = 8_640_000_000_000_000

/** All of time, as one window. */
export const always: readonly OpenWindow[] = [{ fromMs: 0, untilMs: endOfTimeMs }]

/**
 * Joins windows that touch or overlap.
 *
 * @param windows - In any order.
 * @returns Windows in the order of time, with gaps between them.
 * @example
 * joined([{ fromMs: 5, untilMs: 9 }, { fromMs: 1, untilMs: 5 }]) // => [{ fromMs: 1, untilMs: 9 }]
 */
export const joined = (windows: readonly OpenWindow[]): readonly OpenWindow[] => {
  const result: OpenWindow[] = []
  for (const window of [...windows].sort((one, other) => one.fromMs - other.fromMs)) {
    const last = result.at(-1)
    if (last === undefined || window.fromMs > last.untilMs) result.push(window)
    else result[result.length - 1] = { ...last, untilMs: Math.max(last.untilMs, window.untilMs) }
  }
  return result
}

/**
 * What two lists of windows have in common.
 *
 * @param ones - Windows.
 * @param others - Other windows.
 * @example
 * commonOf([{ fromMs: 0, untilMs: 5 }], [{ fromMs: 3, untilMs: 9 }]) // => [{ fromMs: 3, untilMs: 5 }]
 */
export const commonOf = (
  ones: readonly OpenWindow[],
  others: readonly OpenWindow[],
): readonly OpenWindow[] => {
  if (ones === others) return ones
  const parts = ones.flatMap((one) =>
    others.map((other) => ({
      fromMs: Math.max(one.fromMs, other.fromMs),
      untilMs: Math.min(one.untilMs, other.untilMs),
    })),
  )
  return joined(parts.filter(({ fromMs, untilMs }) => fromMs < untilMs))
}

/**
 * What is left of windows when a span is taken out.
 *
 * @param windows - Windows.
 * @param span - What is taken out.
 * @example
 * without([{ fromMs: 0, untilMs: 9 }], { fromMs: 3, untilMs: 5 }) // => [{ fromMs: 0, untilMs: 3 }, { fromMs: 5, untilMs: 9 }]
 */
export const without = (windows: readonly OpenWindow[], span: OpenWindow): readonly OpenWindow[] =>
  windows
    .flatMap(({ fromMs, untilMs }) => [
      { fromMs, untilMs: Math.min(untilMs, span.fromMs) },
      { fromMs: Math.max(fromMs, span.untilMs), untilMs },
    ])
    .filter(({ fromMs, untilMs }) => fromMs < untilMs)

/**
 * Whether a moment lies in one of the windows.
 *
 * @param windows - Windows.
 * @param atMs - The moment (ms since 1970-01-01 UTC).
 * @example
 * isOpenAt([{ fromMs: 0, untilMs: 9 }], 9) // => false
 */
export const isOpenAt = (windows: readonly OpenWindow[], atMs: number): boolean =>
  windows.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)
