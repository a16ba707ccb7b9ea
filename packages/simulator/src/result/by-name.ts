/**
 * Orders entries of a record by their keys (UTF-16 code units), as a comparison for `sort`.
 *
 * @example
 * [['b', 1], ['B', 2], ['a', 3]].sort(byName).map(([name]) => name) // => ['B', 'a', 'b']
 */
export const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number => {
  if (one === other) return 0
  return one < other ? -1 : 1
}
