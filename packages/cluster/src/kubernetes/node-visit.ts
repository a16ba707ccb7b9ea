import type { Host, HostArchitecture, JsonValue } from '@aima/gpu-core'
import type { GpuReader } from '../offers/offered-gpu.ts'
import type { DraDevice } from './dra.ts'
import { driverOf } from './gpu-resources.ts'
import { tolerationsFor } from './node-state.ts'
import type { Amounts } from './pod-requests.ts'
import { quantityOf } from './quantity.ts'
import type { Usage } from './usage.ts'
import type { WireNode } from './wire.ts'

const gib = 2 ** 30

const architectures: ReadonlyMap<string, HostArchitecture> = new Map([
  ['amd64', 'x86_64'],
  ['arm64', 'arm64'],
])

/** One node on its way to its groups. */
export interface Visit {
  /** The node. */
  readonly node: WireNode
  /** Its devices. */
  readonly devices: readonly DraDevice[]
  /** Reads its GPUs. */
  readonly read: GpuReader
  /** What its pods take; undefined: not known. */
  readonly taken: Amounts | undefined
  /** The node as a whole. */
  readonly host: Host
  /** What of it is free. */
  readonly freeHost: Host
  /** Whether it has no processor, no memory or no room for a pod. */
  readonly isFull: boolean
  /** What is needed to get onto it. */
  readonly launch: Readonly<Record<string, JsonValue>>
}

const hostOf = (
  { metadata, status }: WireNode,
  vcpus: number | undefined,
  bytes: number | undefined,
): Host => {
  const driver = driverOf(metadata.labels ?? {})
  return {
    vcpus,
    ramGiB: bytes === undefined ? undefined : bytes / gib,
    architecture: architectures.get(status?.nodeInfo?.architecture ?? ''),
    driver: driver && { kind: 'installed', ...driver },
  }
}

const left = (whole: number | undefined, taken: number | undefined): number | undefined =>
  whole === undefined ? undefined : Math.max(0, whole - (taken ?? 0))

const hostnameOf = ({ metadata: { name, labels } }: WireNode): string => {
  const value = labels?.['kubernetes.io/hostname']
  return typeof value === 'string' && value !== '' && value.length <= 253 ? value : name
}

const takenOn = (usage: Usage | undefined, name: string): Amounts | undefined => {
  if (usage === undefined || usage.isUnclear || usage.unclear.has(name)) return undefined
  return usage.byNode.get(name) ?? new Map()
}

/**
 * Looks at a node: what it has, what its pods leave of it, and how to get onto it.
 *
 * @param node - The node.
 * @param usage - What pods take; undefined: not known.
 * @param tools - Its devices, and what reads its GPUs.
 */
export const visitOf = (
  node: WireNode,
  usage: Usage | undefined,
  { devices, read }: Pick<Visit, 'devices' | 'read'>,
): Visit => {
  const { name } = node.metadata
  const allocatable = node.status?.allocatable ?? {}
  const taken = takenOn(usage, name)
  const [vcpus, bytes, pods] = ['cpu', 'memory', 'pods'].map((key) => quantityOf(allocatable[key]))
  const freeVcpus = left(vcpus, taken?.get('cpu'))
  const freeBytes = left(bytes, taken?.get('memory'))
  const freePods = left(pods, usage?.pods.get(name))
  return {
    node,
    devices,
    read,
    taken,
    host: hostOf(node, vcpus, bytes),
    freeHost: hostOf(node, freeVcpus, freeBytes),
    isFull: freeVcpus === 0 || freeBytes === 0 || freePods === 0,
    launch: {
      node: name,
      nodeSelector: { 'kubernetes.io/hostname': hostnameOf(node) },
      tolerations: tolerationsFor(node).map((toleration) => ({ ...toleration })),
    },
  }
}
