/**
 * Makes ids unique: the second of its name gets `~2` behind it, the third `~3`, and so on.
 *
 * @param ids - The ids.
 * @example
 * uniqueIds(['a', 'b', 'a', 'a']) // => ['a', 'b', 'a~2', 'a~3']
 */
export const uniqueIds = (ids: readonly string[]): readonly string[] => {
  const given = new Set(ids)
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  const another = (id: string): string => {
    const count = (counts.get(id) ?? 1) + 1
    counts.set(id, count)
    const candidate = `${id}~${count}`
    return given.has(candidate) || seen.has(candidate) ? another(id) : candidate
  }
  return ids.map((id) => {
    const unique = seen.has(id) ? another(id) : id
    seen.add(unique)
    return unique
  })
}
