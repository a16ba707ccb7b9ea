/**
 * Finds the circles of a directed graph by a walk in depth.
 *
 * @param edges - For each node, the nodes that it points to.
 * @returns One path per circle found, its first node repeated at the end. Empty exactly when the graph has no circle.
 */
export const findCycles = (edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] => {
  const finished = new Set<string>()
  const cycles: (readonly string[])[] = []
  const walk = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node)
    if (start >= 0) cycles.push([...path.slice(start), node])
    if (start >= 0 || finished.has(node)) return
    for (const next of edges.get(node) ?? []) walk(next, [...path, node])
    finished.add(node)
  }
  for (const node of edges.keys()) walk(node, [])
  return cycles
}
