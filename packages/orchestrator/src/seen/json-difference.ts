/** One place in which two values differ. */
export interface JsonDifference {
  /** Where, such as `outcome.chosen.offerId`; empty: the value as a whole. */
  readonly path: string
  /** What the first has there; undefined: nothing. */
  readonly logged: unknown
  /** What the second has there; undefined: nothing. */
  readonly replayed: unknown
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null

const at = (value: object, key: string): unknown => Reflect.get(value, key)

/**
 * Finds the places in which two JSON values differ, in the order of the first.
 *
 * @param logged - One value.
 * @param replayed - The other.
 * @param most - How many places are told.
 * @example
 * jsonDifferences({ a: [1, 2] }, { a: [1, 3] }, 9) // => [{ path: 'a.1', logged: 2, replayed: 3 }]
 */
export const jsonDifferences = (
  logged: unknown,
  replayed: unknown,
  most: number,
): readonly JsonDifference[] => {
  const found: JsonDifference[] = []
  const compare = (one: unknown, other: unknown, path: readonly string[]): void => {
    if (found.length >= most || Object.is(one, other)) return
    if (!isHolder(one) || !isHolder(other) || Array.isArray(one) !== Array.isArray(other)) {
      found.push({ path: path.join('.'), logged: one, replayed: other })
      return
    }
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)]))
      compare(
        Object.hasOwn(one, key) ? at(one, key) : undefined,
        Object.hasOwn(other, key) ? at(other, key) : undefined,
        [...path, key],
      )
  }
  compare(logged, replayed, [])
  return found
}
