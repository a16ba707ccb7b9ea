import type { Warning } from '@aima/gpu-core'
import { issuesOf } from '../issues-of.ts'
import { memberOf } from '../member-of.ts'
import { type Amounts, podRequests } from './pod-requests.ts'
import { WirePod } from './wire.ts'

/** What pods take of each node. */
export interface Usage {
  /** Amounts by node and resource. */
  readonly byNode: ReadonlyMap<string, Amounts>
  /** How many pods a node has. */
  readonly pods: ReadonlyMap<string, number>
  /** Nodes of which one pod cannot be read, so that nobody knows what is free. */
  readonly unclear: ReadonlySet<string>
  /** True: a pod cannot be read that may be on any node. */
  readonly isUnclear: boolean
  /** A warning for each pod that cannot be read. */
  readonly warnings: readonly Warning[]
}

const hasEnded = ({ status }: WirePod): boolean => status?.phase === 'Succeeded' || status?.phase === 'Failed'

/** Node of a pod that cannot be read otherwise. */
const nodeIn = (row: unknown): string | undefined => {
  const node = memberOf(memberOf(row, 'spec'), 'nodeName')
  return typeof node === 'string' ? node : undefined
}

/**
 * Adds up what pods take of each node. Pods that have ended, or have no node yet, take nothing; those that wait on their node do.
 *
 * @param rows - Pods, any values.
 * @example
 * usageOf([{ spec: { nodeName: 'n1', containers: [] }, status: { phase: 'Pending' } }]).pods.get('n1') // => 1
 */
export const usageOf = (rows: readonly unknown[]): Usage => {
  const byNode = new Map<string, Map<string, number>>()
  const pods = new Map<string, number>()
  const unclear = new Set<string>()
  const warnings: Warning[] = []
  let isUnclear = false
  for (const [index, row] of rows.entries()) {
    const read = WirePod.safeParse(row)
    if (read.success && (hasEnded(read.data) || !read.data.spec.nodeName)) continue
    const requests = read.success ? podRequests(read.data) : undefined
    const node = read.success ? read.data.spec.nodeName : nodeIn(row)
    if (requests === undefined || !node) {
      const issues = read.success ? ['resources: quantities expected'] : issuesOf(read.error, 'pod')
      warnings.push({ kind: 'bad-row', row: `pod ${index + 1}`, issues })
      if (node) unclear.add(node)
      else isUnclear = true
      continue
    }
    const sum = byNode.get(node) ?? new Map<string, number>()
    for (const [resource, amount] of requests) sum.set(resource, (sum.get(resource) ?? 0) + amount)
    byNode.set(node, sum)
    pods.set(node, (pods.get(node) ?? 0) + 1)
  }
  return { byNode, pods, unclear, isUnclear, warnings }
}
