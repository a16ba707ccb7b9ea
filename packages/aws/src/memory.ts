const hourMs = 3_600_000

/** Values that are kept for a while. */
export interface Memory<T> {
  /** The value of a key, unless there is none or it is too old. */
  readonly get: (key: string, nowMs: number) => T | undefined
  /** Keeps a value. */
  readonly set: (key: string, nowMs: number, value: T) => void
}

/**
 * Makes a memory.
 *
 * @param hours - How long values are kept (h).
 * @example
 * const memory = createMemory<string>(1)
 * memory.set('eu-west-1', 0, 'prices')
 * memory.get('eu-west-1', 3_599_999) // => 'prices'
 * memory.get('eu-west-1', 3_600_000) // => undefined
 */
export const createMemory = <T>(hours: number): Memory<T> => {
  const kept = new Map<string, { readonly atMs: number; readonly value: T }>()
  return {
    get: (key, nowMs) => {
      const found = kept.get(key)
      const ageMs = nowMs - (found?.atMs ?? 0)
      return found !== undefined && ageMs >= 0 && ageMs < hours * hourMs ? found.value : undefined
    },
    set: (key, nowMs, value) => {
      kept.set(key, { atMs: nowMs, value })
    },
  }
}
