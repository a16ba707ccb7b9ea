import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { issuesOf } from '../issues-of.ts'
import { memberOf } from '../member-of.ts'
import { nodeRow } from '../node-name.ts'
import { type DraDevices, readDra } from './dra.ts'
import { type Connection, type KubeList, readList } from './lists.ts'
import { type Usage, usageOf } from './usage.ts'
import { WireNode } from './wire.ts'

/** Everything that a listing reads, and what is missing. */
export interface ReadState {
  /** The nodes, each once. */
  readonly nodes: readonly WireNode[]
  /** What pods take; undefined: not known. */
  readonly usage: Usage | undefined
  /** Devices of Dynamic Resource Allocation. */
  readonly devices: DraDevices['devices']
  /** What is missing. */
  readonly warnings: readonly Warning[]
}

const runningPods = 'status.phase!=Succeeded,status.phase!=Failed'
/** The group of 1.34 and later, then that of 1.32. */
const deviceGroups = ['/apis/resource.k8s.io/v1', '/apis/resource.k8s.io/v1beta1']

const missing = (part: string, error: ListError): Warning => ({ kind: 'part-missing', part, error })

const readNodes = ({ items, error }: KubeList): Result<Pick<ReadState, 'nodes' | 'warnings'>, ListError> => {
  if (error !== undefined && items.length === 0) return err(error)
  const nodes = new Map<string, WireNode>()
  const warnings: Warning[] = []
  const issues: string[] = []
  for (const [index, row] of items.entries()) {
    const read = WireNode.safeParse(row)
    if (read.success && !nodes.has(read.data.metadata.name)) {
      nodes.set(read.data.metadata.name, read.data)
      continue
    }
    const found = read.success ? ['metadata.name: expected once'] : issuesOf(read.error, 'node')
    issues.push(...found)
    warnings.push({
      kind: 'bad-row',
      row: nodeRow(memberOf(memberOf(row, 'metadata'), 'name'), index),
      issues: found,
    })
  }
  if (nodes.size === 0 && issues.length > 0)
    return err({ kind: 'unexpected-shape', issues: issues.slice(0, 5) })
  const cut = error === undefined ? [] : [missing('nodes', error)]
  return ok({ nodes: [...nodes.values()], warnings: [...warnings, ...cut] })
}

/** Of a list of pods that is not whole, the missing ones may be on any node. */
const readPods = ({ items, error, status }: KubeList): Pick<ReadState, 'usage' | 'warnings'> => {
  if (error === undefined) {
    const usage = usageOf(items)
    return { usage, warnings: usage.warnings }
  }
  const forbidden: Warning = {
    kind: 'limited',
    reason:
      'which GPUs are free is not known, because pods may not be listed (403); all are listed as busy. Grant list on pods in all namespaces',
  }
  return { usage: undefined, warnings: [status === 403 ? forbidden : missing('pods', error)] }
}

/** A cluster without Dynamic Resource Allocation answers 404, which is no loss; 403 is one that its user can change. */
const lossOf = (part: string, { error, status }: KubeList): readonly Warning[] => {
  if (error === undefined || status === 404) return []
  if (status !== 403) return [missing(part, error)]
  return [
    {
      kind: 'limited',
      reason: `${part} may not be listed (403), so GPUs that are handed out as devices are missing or listed as busy`,
    },
  ]
}

const readDevices = async (connection: Connection): Promise<DraDevices> => {
  for (const group of deviceGroups) {
    const slices = await readList(connection, { path: `${group}/resourceslices`, part: 'resource slices' })
    if (slices.status === 404) continue
    const loss = lossOf('resource slices', slices)
    if (slices.items.length === 0) return { devices: [], warnings: loss }
    const claims = await readList(connection, { path: `${group}/resourceclaims`, part: 'resource claims' })
    const read = readDra(slices.items, claims.error === undefined ? claims.items : undefined)
    return {
      devices: read.devices,
      warnings: [...loss, ...lossOf('resource claims', claims), ...read.warnings],
    }
  }
  return { devices: [], warnings: [] }
}

const isCancelled = ({ context }: Connection): boolean => context.signal?.aborted === true

/**
 * Reads nodes, pods and devices at the same time.
 *
 * @param connection - Where.
 * @param includeDevices - Whether devices are read.
 * @returns What was read; the error of the nodes when there are none, or `cancelled`.
 */
export const readState = async (
  connection: Connection,
  includeDevices: boolean,
): Promise<Result<ReadState, ListError>> => {
  const [nodeList, podList, devices] = await Promise.all([
    readList(connection, { path: '/api/v1/nodes', part: 'nodes' }),
    readList(connection, { path: '/api/v1/pods', part: 'pods', fieldSelector: runningPods }),
    includeDevices ? readDevices(connection) : { devices: [], warnings: [] },
  ])
  if (isCancelled(connection)) return err({ kind: 'cancelled' })
  const pods = readPods(podList)
  return readNodes(nodeList).map(({ nodes, warnings }) => ({
    nodes,
    usage: pods.usage,
    devices: devices.devices,
    warnings: [...warnings, ...pods.warnings, ...devices.warnings],
  }))
}
