import { expect, test } from 'vitest'
import { readDra } from '../src/kubernetes/dra.ts'
import { driverOf, namedGpu, vendorOfResource } from '../src/kubernetes/gpu-resources.ts'
import { tolerationsFor, unusableReasonOf } from '../src/kubernetes/node-state.ts'
import { toKubernetesGroups } from '../src/kubernetes/to-groups.ts'
import { usageOf } from '../src/kubernetes/usage.ts'
import type { WireNode } from '../src/kubernetes/wire.ts'
import { readGpu } from '../src/offers/offered-gpu.ts'

test.each([
  ['nvidia.com/gpu', 'nvidia'],
  ['nvidia.com/gpu.shared', 'nvidia'],
  ['nvidia.com/mig-1g.5gb', 'nvidia'],
  ['nvidia.com/mig-1c.3g.40gb', 'nvidia'],
  ['nvidia.com/mig-1g.10gb+me', 'nvidia'],
  ['nvidia.com/mig-1g.5gb.shared', 'nvidia'],
  ['amd.com/gpu', 'amd'],
  ['gpu.intel.com/i915', 'intel'],
  ['gpu.intel.com/xe', 'intel'],
  ['habana.ai/gaudi', 'intel'],
  ['gpu.intel.com/i915_monitoring', undefined],
  ['nvidia.com/gpu.count', undefined],
  ['cpu', undefined],
  ['toString', undefined],
])('the resource %s is of %s', (resource, vendor) => {
  expect(vendorOfResource(resource)).toBe(vendor)
})

const gpu = (resource: string, labels: Readonly<Record<string, unknown>>, total = 1) =>
  readGpu(namedGpu(resource, { labels, total }), {}).gpu

test('a shared GPU is a share of it, and one of unknown size is no whole GPU', () => {
  const product = { 'nvidia.com/gpu.product': 'NVIDIA-L4-SHARED', 'nvidia.com/gpu.memory': '23034' }
  const shared = { ...product, 'nvidia.com/gpu.replicas': '4' }
  expect(gpu('nvidia.com/gpu', shared)).toMatchObject({
    model: 'L4',
    fraction: 0.25,
    reportedVramGiB: 23_034 / 4_096,
  })
  const unknown = gpu('nvidia.com/gpu', product)
  expect(unknown).toMatchObject({ name: 'NVIDIA-L4-SHARED' })
  expect([unknown.model, unknown.reportedVramGiB, unknown.fraction]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('a resource that is renamed or a strategy says that a GPU is shared', () => {
  const labels = { 'nvidia.com/gpu.product': 'NVIDIA-L4', 'nvidia.com/gpu.replicas': '2' }
  expect(gpu('nvidia.com/gpu.shared', labels).fraction).toBe(0.5)
  const mps = { 'nvidia.com/gpu.product': 'NVIDIA-L4', 'nvidia.com/gpu.sharing-strategy': 'mps' }
  expect(gpu('nvidia.com/gpu', mps).model).toBeUndefined()
})

test('a MIG instance is a share of its GPU by its slices', () => {
  const single = {
    'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-40GB-MIG-3g.20gb',
    'nvidia.com/gpu.memory': '19968',
  }
  expect(gpu('nvidia.com/gpu', single)).toMatchObject({
    model: 'A100-SXM4-40GB',
    fraction: 3 / 7,
    vramGiB: 20,
    reportedVramGiB: 19.5,
  })
  const a30 = { 'nvidia.com/gpu.product': 'NVIDIA-A30', 'nvidia.com/gpu.memory': '24576' }
  expect(gpu('nvidia.com/mig-2g.12gb', a30)).toMatchObject({ model: 'A30', fraction: 0.5, vramGiB: 12 })
})

test('values of AMD stand in labels or in their keys', () => {
  const newer = { 'amd.com/gpu.product-name': 'AMD_Instinct_MI300X_OAM', 'amd.com/gpu.vram': '192G' }
  expect(gpu('amd.com/gpu', newer)).toMatchObject({ model: 'MI300X', vendor: 'amd', reportedVramGiB: 192 })
  expect(gpu('amd.com/gpu', { 'beta.amd.com/gpu.vram.16G': '1' })).toMatchObject({
    name: 'amd.com/gpu',
    reportedVramGiB: 16,
  })
})

test('a GPU without labels is called by its resource and has no model', () => {
  expect(gpu('nvidia.com/gpu', {})).toMatchObject({
    name: 'nvidia.com/gpu',
    vendor: 'nvidia',
    model: undefined,
  })
  expect(gpu('habana.ai/gaudi', {})).toMatchObject({ vendor: 'intel', model: undefined })
})

test('labels that count fewer GPUs than there are describe one kind of several, and so none', () => {
  const labels = { 'nvidia.com/gpu.product': 'NVIDIA-L4', 'nvidia.com/gpu.count': '2' }
  expect(gpu('nvidia.com/gpu', labels, 2).model).toBe('L4')
  expect(gpu('nvidia.com/gpu', labels, 4)).toMatchObject({ name: 'nvidia.com/gpu', model: undefined })
  expect(gpu('nvidia.com/gpu', { ...labels, 'nvidia.com/gpu.replicas': '2' }, 4).model).toBe('L4')
})

test('the driver is read in both forms', () => {
  expect(
    driverOf({
      'nvidia.com/cuda.driver-version.full': '550.107.02',
      'nvidia.com/cuda.runtime-version.full': '12.4',
    }),
  ).toEqual({
    driverVersion: '550.107.02',
    cudaVersion: 12.4,
  })
  expect(driverOf({})).toBeUndefined()
})

const node = (changes: Partial<WireNode> = {}): WireNode => ({
  metadata: { name: 'n1', labels: { 'nvidia.com/gpu.product': 'NVIDIA-L4' } },
  spec: {},
  status: {
    allocatable: { cpu: '8', memory: '32Gi', pods: '10', 'nvidia.com/gpu': '4' },
    conditions: [{ type: 'Ready', status: 'True' }],
  },
  ...changes,
})

test.each<[Partial<WireNode>, string | undefined]>([
  [{}, undefined],
  [{ spec: { unschedulable: true } }, 'node is cordoned'],
  [{ metadata: { name: 'n1', deletionTimestamp: '2026-09-01T12:00:00Z' } }, 'node is being deleted'],
  [{ status: { conditions: [{ type: 'Ready', status: 'False' }] } }, 'node is not ready'],
  [{ status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }, 'node is silent'],
  [{ status: {} }, 'node is silent'],
  [
    { spec: { taints: [{ key: 'node.kubernetes.io/disk-pressure', effect: 'NoSchedule' }] } },
    'node has the taint node.kubernetes.io/disk-pressure',
  ],
  [{ spec: { taints: [{ key: 'nvidia.com/gpu', effect: 'NoSchedule' }] } }, undefined],
])('a node %o is unusable for the reason %s', (changes, reason) => {
  expect(unusableReasonOf(node(changes))).toBe(reason)
})

test('taints that keep pods away are told as tolerations', () => {
  const taints = [
    { key: 'team', value: 'ml', effect: 'NoExecute' },
    { key: 'soft', effect: 'PreferNoSchedule' },
  ]
  expect(tolerationsFor(node({ spec: { taints } }))).toEqual([
    { key: 'team', operator: 'Equal', value: 'ml', effect: 'NoExecute' },
  ])
})

const group = (rows: readonly unknown[] | undefined, devices: ReturnType<typeof readDra>['devices'] = []) => {
  const usage = rows === undefined ? undefined : usageOf(rows)
  return toKubernetesGroups({ nodes: [node()], usage, devices, models: {} }).groups.map(
    ({ free, isFull }) => [free, isFull],
  )
}

const pod = (requests: object) => ({ spec: { nodeName: 'n1', containers: [{ resources: { requests } }] } })

test('without pods nothing is known to be free', () => {
  expect(group(undefined)).toEqual([[undefined, false]])
  expect(group([42])).toEqual([[undefined, false]])
  expect(group([])).toEqual([[4, false]])
})

test('a node without processors, memory or room for pods is full', () => {
  expect(group([pod({ cpu: '8' })])).toEqual([[4, true]])
  expect(group([pod({ memory: '32Gi' })])).toEqual([[4, true]])
  expect(group(Array.from({ length: 10 }, () => pod({})))).toEqual([[4, true]])
})

const device = (name: string, attributes: object = {}, more: object = {}) => ({
  name,
  attributes: { type: { string: 'gpu' }, productName: { string: 'NVIDIA L4' }, ...attributes },
  capacity: { memory: { value: '23034Mi' } },
  ...more,
})

const slice = (devices: readonly object[], pool: object = {}) => ({
  spec: {
    driver: 'gpu.nvidia.com',
    nodeName: 'n1',
    pool: { name: 'n1', generation: 1, resourceSliceCount: 1, ...pool },
    devices,
  },
})

const claim = (...names: readonly string[]) => ({
  status: {
    allocation: {
      devices: { results: names.map((name) => ({ driver: 'gpu.nvidia.com', pool: 'n1', device: name })) },
    },
  },
})

const taken = (slices: readonly object[], claims: readonly unknown[] | undefined) =>
  readDra(slices, claims).devices.map(({ isTaken }) => isTaken)

test('a device is taken when a claim holds it', () => {
  expect(taken([slice([device('a'), device('b')])], [claim('b'), { status: {} }])).toEqual([false, true])
})

test('without claims no device is known to be free', () => {
  expect(taken([slice([device('a')])], undefined)).toEqual([undefined])
  expect(taken([slice([device('a')])], [{ status: { allocation: 42 } }])).toEqual([undefined])
})

test('a card that is announced both ways is taken by either', () => {
  const devices = readDra([slice([device('a'), device('b')])], [claim('a')]).devices
  expect(group([pod({ 'nvidia.com/gpu': '1' })], devices)).toEqual([
    [2, false],
    [0, false],
  ])
})

test('only the newest generation of a pool counts, and only when all of it is there', () => {
  expect(
    taken([slice([device('old')]), slice([device('a'), device('b')], { generation: 2 })], []),
  ).toHaveLength(2)
  const partial = readDra([slice([device('a')], { resourceSliceCount: 2 })], [])
  expect(partial.devices).toEqual([])
  expect(partial.warnings).toMatchObject([{ kind: 'limited' }])
})

test('an instance and its GPU take each other, and siblings stay free', () => {
  const whole = device('gpu-0', { uuid: { string: 'GPU-1' } })
  const part = (name: string) =>
    device(name, {
      type: { string: 'mig' },
      uuid: { string: `MIG-${name}` },
      parentUUID: { string: 'GPU-1' },
      profile: { string: '1g.5gb' },
    })
  expect(taken([slice([whole, part('a'), part('b')])], [claim('a')])).toEqual([true, true, false])
  expect(taken([slice([whole, part('a'), part('b')])], [claim('gpu-0')])).toEqual([true, true, true])
})

test('devices with a taint, for virtual machines, or that are only possible are left out', () => {
  const possible = device('p', { type: { string: 'mig' } }, { consumesCounters: [{ counterSet: 'gpu-0' }] })
  const sick = device('s', {}, { taints: [{ key: 'gpu', effect: 'NoSchedule' }] })
  expect(
    taken([slice([possible, sick, device('v', { type: { string: 'vfio' } }), device('a')])], []),
  ).toHaveLength(1)
})

test('before v1 the facts of a device are in basic', () => {
  const basic = { attributes: { productName: { string: 'NVIDIA L4' } }, capacity: { memory: '23034Mi' } }
  expect(readDra([slice([{ name: 'a', basic }])], []).devices).toMatchObject([
    { name: 'NVIDIA L4', vramGiB: 23_034 / 1024 },
  ])
})

test('a driver hands out its instances by a class of their own', () => {
  const device = (name: string, attributes: object) => ({ name, attributes })
  const slice = {
    spec: {
      driver: 'gpu.nvidia.com',
      nodeName: 'n1',
      pool: { name: 'n1', generation: 1, resourceSliceCount: 1 },
      devices: [
        device('gpu-0', { type: { string: 'gpu' }, productName: { string: 'NVIDIA L4' } }),
        device('mig-0', {
          type: { string: 'mig' },
          productName: { string: 'NVIDIA A100-SXM4-40GB' },
          profile: { string: '1g.5gb' },
        }),
      ],
    },
  }
  const ready: WireNode = {
    metadata: { name: 'n1' },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  }
  const { devices } = readDra([slice], [])
  const { groups } = toKubernetesGroups({ nodes: [ready], usage: usageOf([]), devices, models: {} })
  expect(groups.map(({ launchOf }) => launchOf(1))).toMatchObject([
    { deviceClass: 'gpu.nvidia.com', migProfile: null, count: 1 },
    { deviceClass: 'mig.nvidia.com', migProfile: '1g.5gb', count: 1 },
  ])
})

test('a GPU of which a claim holds an instance is taken, when only its counters say whose that is', () => {
  const device = (name: string, type: string, counterSet: string) => ({
    name,
    attributes: { type: { string: type }, productName: { string: 'NVIDIA H100 80GB HBM3' } },
    consumesCounters: [{ counterSet, counters: {} }],
  })
  const spec = {
    driver: 'gpu.nvidia.com',
    nodeName: 'n1',
    pool: { name: 'n1', generation: 1, resourceSliceCount: 1 },
    devices: [device('gpu-0', 'gpu', 'c0'), device('mig-0', 'mig', 'c0'), device('gpu-1', 'gpu', 'c1')],
  }
  const results = [{ driver: 'gpu.nvidia.com', pool: 'n1', device: 'mig-0' }]
  const { devices } = readDra([{ spec }], [{ status: { allocation: { devices: { results } } } }])
  expect(devices.map(({ isTaken }) => isTaken)).toEqual([true, false])
})
