import type { Warning } from '@aima/gpu-core'

/** A node, or some GPUs of one, that are there and cannot be used. */
export interface UnusableNode {
  /** Its name. */
  readonly node: string
  /** How many GPUs that are. */
  readonly gpus: number
  /** Why, in a few words such as `node is draining`. */
  readonly reason: string
}

const mostNames = 5

const lineOf = (reason: string, alike: readonly UnusableNode[]): string => {
  const gpus = alike.reduce((sum, one) => sum + one.gpus, 0)
  const names = [...new Set(alike.map(({ node }) => node))].sort()
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : ''
  return `left out ${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}, ${reason}: ${names.slice(0, mostNames).join(', ')}${more}`
}

const append = (byReason: Map<string, UnusableNode[]>, node: UnusableNode): void => {
  const alike = byReason.get(node.reason)
  if (alike === undefined) byReason.set(node.reason, [node])
  else alike.push(node)
}

/**
 * Warns of GPUs that are there and cannot be used: one line for each reason, with the number of GPUs and the first few nodes.
 *
 * @param nodes - The nodes, or parts of them.
 * @example
 * unusableWarnings([{ node: 'n1', gpus: 8, reason: 'node is down' }]) // => [{ kind: 'limited', reason: 'left out 8 GPUs, node is down: n1' }]
 */
export const unusableWarnings = (nodes: readonly UnusableNode[]): readonly Warning[] => {
  const byReason = new Map<string, UnusableNode[]>()
  for (const node of nodes) if (node.gpus > 0) append(byReason, node)
  return [...byReason]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([reason, alike]) => ({ kind: 'limited', reason: lineOf(reason, alike) }))
}
