import type { JsonValue, Vendor } from '@aima/gpu-core'
import type { GpuGroup } from '../offers/gpu-group.ts'
import { type NamedGpu, prepareGpuReader } from '../offers/offered-gpu.ts'
import type { UnusableNode } from '../offers/unusable-nodes.ts'
import type { DraDevice } from './dra.ts'
import { namedGpu, vendorOfResource } from './gpu-resources.ts'
import { unusableReasonOf } from './node-state.ts'
import { type Visit, visitOf } from './node-visit.ts'
import type { Amounts } from './pod-requests.ts'
import { quantityOf } from './quantity.ts'
import type { Usage } from './usage.ts'
import type { WireNode } from './wire.ts'

/** Everything that a listing has read. */
export interface KubernetesState {
  /** The nodes, each once. */
  readonly nodes: readonly WireNode[]
  /** What pods take; undefined: not known. */
  readonly usage: Usage | undefined
  /** Devices of Dynamic Resource Allocation. */
  readonly devices: readonly DraDevice[]
  /** What GPUs are really called, by product. */
  readonly models: Readonly<Record<string, string>>
}

/** What a cluster has. */
export interface KubernetesGroups {
  /** GPUs on nodes that take pods. */
  readonly groups: readonly GpuGroup[]
  /** The others. */
  readonly unusable: readonly UnusableNode[]
}

/** More on one node is a mistake; shares of time apart. */
const mostGpus = 4096

const gpuAmounts = (fields: Readonly<Record<string, unknown>> | null | undefined): Amounts => {
  const amounts = new Map<string, number>()
  for (const [resource, value] of Object.entries(fields ?? {})) {
    const count = vendorOfResource(resource) === undefined ? undefined : quantityOf(value)
    if (count !== undefined && Number.isInteger(count) && count <= mostGpus) amounts.set(resource, count)
  }
  return amounts
}

/** The same card may be announced both ways, and one who takes it by one way has it by the other too. */
const takenByDevices = ({ devices }: Visit, vendor: Vendor | undefined): number | undefined => {
  const alike = devices.filter((device) => device.vendor === vendor)
  return alike.some(({ isTaken }) => isTaken === undefined)
    ? undefined
    : alike.filter(({ isTaken }) => isTaken).length
}

const takenByResources = ({ taken }: Visit, vendor: Vendor | undefined): number | undefined =>
  taken &&
  [...taken]
    .filter(([resource]) => vendor !== undefined && vendorOfResource(resource) === vendor)
    .reduce((sum, [, amount]) => sum + amount, 0)

const freeOf = (total: number, ...taken: readonly (number | undefined)[]): number | undefined =>
  taken.some((one) => one === undefined)
    ? undefined
    : Math.max(0, Math.floor(taken.reduce<number>((free, one) => free - (one ?? 0), total)))

const groupOf = (
  visit: Visit,
  {
    key,
    named,
    total,
    free,
    launch,
  }: {
    readonly key: string
    readonly named: NamedGpu
    readonly total: number
    readonly free: number | undefined
    readonly launch: (count: number) => Readonly<Record<string, JsonValue>>
  },
): GpuGroup => ({
  node: visit.node.metadata.name,
  key,
  ...visit.read(named),
  total,
  free,
  isFull: visit.isFull,
  isPromised: false,
  canJoin: named.migProfile === undefined && named.replicas === undefined,
  host: visit.host,
  freeHost: visit.freeHost,
  launchOf: (count) => ({ ...visit.launch, ...launch(count), freeGpus: free ?? null, totalGpus: total }),
})

const resourceGroups = (visit: Visit): readonly GpuGroup[] =>
  [...gpuAmounts(visit.node.status?.allocatable)]
    .filter(([, total]) => total > 0)
    .map(([resource, total]) =>
      groupOf(visit, {
        key: resource,
        named: namedGpu(resource, { labels: visit.node.metadata.labels ?? {}, total }),
        total,
        free: freeOf(
          total,
          visit.taken && (visit.taken.get(resource) ?? 0),
          takenByDevices(visit, vendorOfResource(resource)),
        ),
        launch: (count) => ({ resource, count }),
      }),
    )

const kindOf = ({ driver, name, migProfile = '', vramGiB = 0 }: DraDevice): string =>
  `${driver} ${name}${migProfile === '' ? '' : ` ${migProfile}`} ${vramGiB}`

/**
 * The class by which a driver's devices are requested: called like the driver, except for instances of NVIDIA's.
 * Source: NVIDIA/k8s-dra-driver-gpu, deployments/helm, deviceclass-mig.yaml (2026).
 */
const deviceClassOf = ({ driver, vendor, migProfile }: DraDevice): string =>
  vendor === 'nvidia' && migProfile !== undefined ? 'mig.nvidia.com' : driver

const deviceGroups = (visit: Visit): readonly GpuGroup[] => {
  const kinds = new Map<string, DraDevice[]>()
  for (const device of visit.devices) {
    const alike = kinds.get(kindOf(device)) ?? []
    kinds.set(kindOf(device), [...alike, device])
  }
  return [...kinds].flatMap(([kind, alike]) => {
    const [first] = alike
    if (first === undefined) return []
    const { name, vendor, migProfile, vramGiB, computeCapability } = first
    const isKnown = alike.every(({ isTaken }) => isTaken !== undefined)
    const taken = isKnown ? alike.filter(({ isTaken }) => isTaken).length : undefined
    return [
      groupOf(visit, {
        key: `device ${kind}`,
        named: { name, vendor, migProfile, reportedVramGiB: vramGiB, computeCapability },
        total: alike.length,
        free: freeOf(alike.length, taken, takenByResources(visit, vendor)),
        launch: (count) => ({ deviceClass: deviceClassOf(first), migProfile: migProfile ?? null, count }),
      }),
    ]
  })
}

const gpusOf = (node: WireNode, devices: readonly DraDevice[]): number =>
  [...gpuAmounts(node.status?.capacity).values()].reduce((sum, count) => sum + count, devices.length)

/** GPUs that the node has and its plugin does not hand out: sick ones, and MIG instances that are being changed. */
const withheld = ({ metadata: { name }, status }: WireNode): readonly UnusableNode[] => {
  const allocatable = gpuAmounts(status?.allocatable)
  return [...gpuAmounts(status?.capacity)].map(([resource, count]) => ({
    node: name,
    gpus: Math.max(0, count - (allocatable.get(resource) ?? 0)),
    reason: `${resource} not allocatable, as when it is unhealthy`,
  }))
}

/**
 * Finds the GPUs of a cluster's nodes, by resource and by device, and which of them are free.
 *
 * What is free is what is allocatable without what pods request. Without pods nothing is known to be free.
 *
 * @param state - What was read.
 */
export const toKubernetesGroups = (state: KubernetesState): KubernetesGroups => {
  const groups: GpuGroup[] = []
  const unusable: UnusableNode[] = []
  const read = prepareGpuReader(state.models)
  const byNode = new Map<string, DraDevice[]>()
  for (const device of state.devices) {
    const known = byNode.get(device.node)
    if (known === undefined) byNode.set(device.node, [device])
    else known.push(device)
  }
  for (const node of state.nodes) {
    const { name } = node.metadata
    const devices = byNode.get(name) ?? []
    const reason = unusableReasonOf(node)
    if (reason !== undefined) {
      unusable.push({ node: name, gpus: gpusOf(node, devices), reason })
      continue
    }
    const visit = visitOf(node, state.usage, { devices, read })
    for (const group of [resourceGroups(visit), deviceGroups(visit)].flat()) groups.push(group)
    for (const part of withheld(node)) unusable.push(part)
  }
  return { groups, unusable }
}
