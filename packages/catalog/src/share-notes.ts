import type { Assumption } from '@aima/gpu-core'

const keyOf = (notes: readonly Assumption[]): string =>
  notes.map(({ name, value, basis }) => `${name}=${value} (${basis})`).join(';')

/**
 * Prepares lists of assumptions so that offers with the same ones share one list: a price list has thousands
 * of offers and a handful of such lists.
 *
 * @returns A function that joins lists.
 * @example
 * const joined = shareNotes()
 * joined([], []) === joined([]) // => true
 */
export const shareNotes = (): ((...parts: readonly (readonly Assumption[])[]) => readonly Assumption[]) => {
  const lists = new Map<string, readonly Assumption[]>()
  return (...parts) => {
    const notes = parts.flat()
    const key = keyOf(notes)
    const shared = lists.get(key) ?? notes
    lists.set(key, shared)
    return shared
  }
}

/** Joins lists of assumptions, see {@link shareNotes}. */
export type JoinNotes = ReturnType<typeof shareNotes>
