/**
 * Groups things by a key.
 *
 * @param things - The things.
 * @param keyOf - Gives the key of one.
 * @returns Groups by key, each in the order of its things.
 * @example
 * grouped([1, 2, 3], (count) => (count % 2 === 0 ? 'even' : 'odd')).get('odd') // => [1, 3]
 */
export const grouped = <T>(
  things: readonly T[],
  keyOf: (thing: T) => string,
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const key = keyOf(thing)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [thing])
    else group.push(thing)
  }
  return groups
}
