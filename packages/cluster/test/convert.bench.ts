import { expect, test } from 'vitest'
import { toKubernetesGroups } from '../src/kubernetes/to-groups.ts'
import { usageOf } from '../src/kubernetes/usage.ts'
import { WireList, WireNode } from '../src/kubernetes/wire.ts'
import { toOffers } from '../src/offers/to-offers.ts'
import { nowMs } from './support/now.ts'

const nodeCount = 1_000
const gpusPerNode = 8

/** A node as a kubelet writes it: about 120 labels and annotations, and a list of images, which nobody uses. */
const nodeOf = (index: number) => ({
  metadata: {
    name: `node-${index}`,
    uid: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    labels: {
      'kubernetes.io/hostname': `node-${index}`,
      'nvidia.com/gpu.product': index % 2 === 0 ? 'NVIDIA-H100-80GB-HBM3' : 'NVIDIA-A100-SXM4-80GB',
      'nvidia.com/gpu.memory': '81559',
      'nvidia.com/gpu.count': String(gpusPerNode),
      'nvidia.com/gpu.replicas': '1',
      'nvidia.com/gpu.compute.major': '9',
      'nvidia.com/gpu.compute.minor': '0',
      'nvidia.com/cuda.driver-version.full': '550.107.02',
      'nvidia.com/cuda.runtime-version.full': '12.4',
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, label) => [`feature.node.kubernetes.io/cpu-cpuid.F${label}`, 'true']),
      ),
    },
    annotations: Object.fromEntries(
      Array.from({ length: 50 }, (_, note) => [`example.com/note-${note}`, `value of note ${note}`]),
    ),
  },
  spec: { taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }] },
  status: {
    allocatable: { cpu: '128', memory: '2113Gi', pods: '110', 'nvidia.com/gpu': String(gpusPerNode) },
    capacity: { cpu: '128', memory: '2113Gi', pods: '110', 'nvidia.com/gpu': String(gpusPerNode) },
    conditions: ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({
      type,
      status: type === 'Ready' ? 'True' : 'False',
      lastHeartbeatTime: '2026-09-01T12:00:00Z',
      message: 'kubelet has said so',
    })),
    nodeInfo: { architecture: 'amd64', kubeletVersion: 'v1.34.1' },
    images: Array.from({ length: 50 }, (_, image) => ({
      names: [
        `registry.example.com/team/image-${image}@sha256:${'0'.repeat(64)}`,
        `registry.example.com/team/image-${image}:1`,
      ],
      sizeBytes: 1_000_000 + image,
    })),
  },
})

/** Ten pods on each node, of which three use GPUs. */
const podOf = (index: number) => ({
  metadata: {
    name: `pod-${index}`,
    namespace: 'default',
    labels: { app: 'train' },
    annotations: { note: 'nothing' },
  },
  spec: {
    nodeName: `node-${index % nodeCount}`,
    containers: [
      {
        name: 'main',
        image: `registry.example.com/team/image-${index % 50}:1`,
        env: Array.from({ length: 10 }, (_, name) => ({ name: `VARIABLE_${name}`, value: 'x' })),
        resources: {
          requests: { cpu: '4', memory: '16Gi', ...(index < 3 * nodeCount ? { 'nvidia.com/gpu': '1' } : {}) },
        },
      },
    ],
  },
  status: { phase: 'Running', podIP: '10.0.0.1' },
})

const bytesOf = (items: readonly object[]): Buffer => Buffer.from(JSON.stringify({ metadata: {}, items }))

const parse = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'))

const list = (nodeBytes: Buffer, podBytes: Buffer) => {
  const nodes = WireList.parse(parse(nodeBytes)).items.flatMap((row) => {
    const read = WireNode.safeParse(row)
    return read.success ? [read.data] : []
  })
  const usage = usageOf(WireList.parse(parse(podBytes)).items)
  const { groups } = toKubernetesGroups({ nodes, usage, devices: [], models: {} })
  return toOffers(groups, { source: 'kubernetes', provider: 'kubernetes', options: {}, nowMs }).offers
}

/** Time of the processor (ms), garbage collection included; what else the machine does is not in it. */
const timeOf = (run: () => unknown): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[numbers.length >> 1] ?? 0

/** Both are timed in turn, after five rounds to warm up. */
const ratioOf = (podCount: number): number => {
  const nodes = bytesOf(Array.from({ length: nodeCount }, (_, index) => nodeOf(index)))
  const pods = bytesOf(Array.from({ length: podCount }, (_, index) => podOf(index)))
  const times = Array.from({ length: 25 }, () => ({
    parse: timeOf(() => [parse(nodes), parse(pods)]),
    list: timeOf(() => list(nodes, pods)),
  })).slice(5)
  const parseMs = median(times.map((time) => time.parse))
  const listMs = median(times.map((time) => time.list))
  const megabytes = ((nodes.length + pods.length) / 1e6).toFixed(1)
  const facts = `${nodeCount} nodes, ${podCount} pods, ${megabytes} MB, ${list(nodes, pods).length} offers`
  const ratio = listMs / parseMs
  console.log(
    `${facts}: JSON.parse ${parseMs.toFixed(0)} ms, all ${listMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  )
  return ratio
}

test(`${nodeCount} nodes take at most 3 times as long as JSON.parse alone`, () => {
  expect(ratioOf(0)).toBeLessThan(3)
}, 120_000)

test(`${nodeCount} nodes and ten pods on each take at most 3 times as long as JSON.parse alone`, () => {
  expect(ratioOf(10 * nodeCount)).toBeLessThan(3)
}, 120_000)
