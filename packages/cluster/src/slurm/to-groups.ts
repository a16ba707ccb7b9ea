import type { Host, HostArchitecture } from '@aima/gpu-core'
import type { GpuGroup } from '../offers/gpu-group.ts'
import { type GpuReader, prepareGpuReader } from '../offers/offered-gpu.ts'
import type { UnusableNode } from '../offers/unusable-nodes.ts'
import { gpusByType, gpusUnderShares, mentionsGpus, parseGres } from './gres.ts'
import { type NodeState, readNodeState } from './node-state.ts'
import type { SlurmNode } from './slurm-node.ts'

/** What the groups of a listing depend on. */
export interface SlurmContext {
  /** What GPUs are really called, by type. */
  readonly models: Readonly<Record<string, string>>
  /** Partitions whose nodes are listed; absent: all. */
  readonly partitions?: readonly string[] | undefined
  /** Time to wake a sleeping node (h); absent: sleeping nodes are left out. */
  readonly wakeHours?: number | undefined
}

/** What a cluster has. */
export interface SlurmGroups {
  /** GPUs on nodes that take jobs. */
  readonly groups: readonly GpuGroup[]
  /** The others. */
  readonly unusable: readonly UnusableNode[]
}

/** More on one node is a mistake, or another resource that is called gpu. */
const mostGpus = 72
const mebibytesPerGiB = 1024

const architectures: ReadonlyMap<string, HostArchitecture> = new Map([
  ['x86_64', 'x86_64'],
  ['aarch64', 'arm64'],
  ['arm64', 'arm64'],
])

const hostOf = (node: SlurmNode, cpus: number | undefined, memoryMiB: number | undefined): Host => ({
  vcpus: cpus,
  ramGiB: memoryMiB === undefined ? undefined : memoryMiB / mebibytesPerGiB,
  architecture: architectures.get(node.architecture ?? ''),
})

const left = (whole: number | undefined, taken: number | undefined): number | undefined =>
  whole === undefined || taken === undefined ? undefined : Math.max(0, whole - taken)

/** What Slurm takes for the memory of a node of which nobody configured any. Source: slurm.conf(5), RealMemory (22.05). */
const unconfiguredMiB = 1

const all = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0)

/** How many GPUs of each type are in use, or out of service; undefined: the node does not say. */
const takenOf = (node: SlurmNode): ((type: string) => number) | undefined => {
  const used = parseGres(node.gresUsed ?? '')
  if (!mentionsGpus(used)) return undefined
  const byType = gpusByType(used)
  const drained = gpusByType(parseGres(node.gresDrained ?? ''))
  const shared = gpusUnderShares(used)
  // Of GPUs in use without a type, or with one that the node is not said to have, nobody knows which they are: each may be meant.
  const types = gpusByType(parseGres(node.gres ?? ''))
  const elsewhere = (counts: ReadonlyMap<string, number>): number =>
    [...counts].reduce((sum, [type, count]) => (type === '' || !types.has(type) ? sum + count : sum), 0)
  const untyped = elsewhere(byType)
  const untypedDrained = elsewhere(drained)
  return (type) =>
    type === ''
      ? all(byType) + all(drained) + shared
      : (byType.get(type) ?? 0) + untyped + (drained.get(type) ?? 0) + untypedDrained + shared
}

/** Words of features that may name a model: `a100-80g`, `gpu_model:h100-sxm`. */
const hintsOf = ({ features }: SlurmNode): readonly string[] =>
  features.flatMap((feature) => [feature, ...feature.split(/[:=]/).slice(1)]).filter((hint) => hint !== '')

/** Partitions of a node that the user wants. */
const wanted = ({ partitions }: SlurmNode, { partitions: allowed }: SlurmContext): readonly string[] =>
  allowed === undefined ? partitions : partitions.filter((name) => allowed.includes(name))

const launchOf =
  (
    node: SlurmNode,
    type: string,
    { free, total, partitions }: { free: number | undefined; total: number; partitions: readonly string[] },
  ) =>
  (count: number) => ({
    partition: partitions[0] ?? null,
    partitions: [...partitions],
    nodelist: node.name,
    gres: `gpu:${type === '' ? '' : `${type}:`}${count}`,
    freeGpus: free ?? null,
    totalGpus: total,
  })

const groupsOf = (
  node: SlurmNode,
  state: Extract<NodeState, { readonly kind: 'usable' }>,
  { read, context }: { readonly read: GpuReader; readonly context: SlurmContext },
): readonly GpuGroup[] => {
  const totals = [...gpusByType(parseGres(node.gres ?? ''))].filter(([, total]) => total > 0)
  const taken = takenOf(node)
  const freeCpus = left(node.cpus, node.allocatedCpus)
  const memoryMiB = node.memoryMiB === unconfiguredMiB ? undefined : node.memoryMiB
  const freeMiB = left(memoryMiB, node.allocatedMemoryMiB)
  // A feature is of the node; of two kinds of GPUs it names one.
  const hints = totals.length === 1 ? hintsOf(node) : []
  const partitions = wanted(node, context)
  return totals.map(([type, total]) => {
    const free = taken === undefined ? undefined : Math.max(0, total - taken(type))
    return {
      node: node.name,
      key: type === '' ? 'gpu' : type,
      ...read({ name: type, hints }),
      total,
      free,
      isFull: state.isCompleting || freeCpus === 0 || freeMiB === 0,
      isPromised: state.isPlanned,
      canJoin: !/\d+g\.\d+gb/i.test(type),
      host: hostOf(node, node.cpus, memoryMiB),
      freeHost: hostOf(node, freeCpus, freeMiB),
      bootHours: state.isAsleep ? context.wakeHours : undefined,
      launchOf: launchOf(node, type, { free, total, partitions }),
    }
  })
}

const gpusOf = ({ gres }: SlurmNode): number => all(gpusByType(parseGres(gres ?? '')))

const unusableReason = (
  node: SlurmNode,
  state: NodeState,
  { wakeHours }: SlurmContext,
): string | undefined => {
  if (gpusOf(node) > mostGpus) return `node says that it has more than ${mostGpus} GPUs`
  if (state.kind === 'unusable') return `node is ${state.reason.replaceAll('_', ' ')}`
  return state.isAsleep && wakeHours === undefined
    ? 'node is asleep, and the option wakeHours is not set'
    : undefined
}

/**
 * Finds the GPUs of a cluster's nodes, and which of them are free.
 *
 * What is free is the configured GPUs without those that jobs use, that are drained, and that may lie under running shares. A node
 * without a free processor or free memory, or one that tidies up after a job, is full. A node that does not say what is used has
 * nothing that is known to be free.
 *
 * @param nodes - The nodes, each once.
 * @param context - What they depend on.
 */
export const toSlurmGroups = (nodes: readonly SlurmNode[], context: SlurmContext): SlurmGroups => {
  const groups: GpuGroup[] = []
  const unusable: UnusableNode[] = []
  const read = prepareGpuReader(context.models)
  for (const node of nodes) {
    if (context.partitions !== undefined && wanted(node, context).length === 0) continue
    const state = readNodeState(node.state)
    const reason = unusableReason(node, state, context)
    if (reason !== undefined) unusable.push({ node: node.name, gpus: gpusOf(node), reason })
    else if (state.kind === 'usable') groups.push(...groupsOf(node, state, { read, context }))
  }
  return { groups, unusable }
}
