/**
 * Finds the keys of things that share hardware: those that are joined by any chain of shared hardware get the same one.
 *
 * @param takings - The hardware that each thing takes.
 * @returns A key for each, in their order: the least name of the hardware that is joined.
 * @example
 * exclusiveKeysOf([['a'], ['b'], ['b', 'c'], ['c']]) // => ['a', 'b', 'b', 'b']
 */
export const exclusiveKeysOf = (takings: readonly (readonly string[])[]): readonly string[] => {
  const parents = new Map<string, string>()
  const rootOf = (name: string): string => {
    let root = name
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    return root
  }
  const join = (one: string, other: string): void => {
    const [least, most] = [rootOf(one), rootOf(other)].sort()
    if (least !== undefined && most !== undefined && least !== most) parents.set(most, least)
  }
  for (const [first, ...others] of takings)
    if (first !== undefined) for (const other of others) join(first, other)
  return takings.map(([first = '']) => rootOf(first))
}
