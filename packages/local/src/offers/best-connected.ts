/** Up to how many items every subset is looked at: of 16 there are 12 870 of the size 8. */
const mostItems = 16

/** Every subset of a size, in the order of the items; for many items only those that lie side by side. */
const subsetsOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] => {
  if (items.length > mostItems)
    return items.slice(0, items.length - size + 1).map((_item, index) => items.slice(index, index + size))
  let grown: readonly { readonly chosen: readonly T[]; readonly next: number }[] = [{ chosen: [], next: 0 }]
  for (let length = 0; length < size; length += 1) {
    grown = grown.flatMap(({ chosen, next }) =>
      items
        .slice(next, items.length - (size - length) + 1)
        .map((item, index) => ({ chosen: [...chosen, item], next: next + index + 1 })),
    )
  }
  return grown.map(({ chosen }) => chosen)
}

/** The farthest two of a subset, and the sum of all. */
const scoreOf = <T>(subset: readonly T[], nearnessOf: (one: T, other: T) => number) => {
  let farthest = Number.POSITIVE_INFINITY
  let sum = 0
  for (const [index, one] of subset.entries())
    for (const other of subset.slice(index + 1)) {
      const near = nearnessOf(one, other)
      farthest = Math.min(farthest, near)
      sum += near
    }
  return { farthest, sum }
}

/**
 * Chooses the items that are nearest to each other: the slowest way between two of them sets the pace, then the sum of all ways counts.
 *
 * @param items - Candidates. Of equal subsets the first counts; of more than 16 only those that lie side by side are compared.
 * @param size - How many (at most as many as there are).
 * @param nearnessOf - Nearness of two items; higher is nearer.
 * @example
 * bestConnected([1, 5, 6, 20], 2, (one, other) => -Math.abs(one - other)) // => [5, 6]
 */
export const bestConnected = <T>(
  items: readonly T[],
  size: number,
  nearnessOf: (one: T, other: T) => number,
): readonly T[] => {
  const [first = [], ...others] = subsetsOf(items, size)
  let best = { subset: first, ...scoreOf(first, nearnessOf) }
  for (const subset of others) {
    const score = scoreOf(subset, nearnessOf)
    const isNearer =
      score.farthest > best.farthest || (score.farthest === best.farthest && score.sum > best.sum)
    if (isNearer) best = { subset, ...score }
  }
  return best.subset
}
