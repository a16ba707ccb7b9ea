import { expect, test } from 'vitest'
import { hostOf, identityOf, keyOf, podOf } from '../src/prometheus/identity.ts'
import { measuredGpus } from '../src/prometheus/measured-gpu.ts'
import { queriesFor } from '../src/prometheus/metrics.ts'
import { type PrometheusContext, toPrometheusGroups } from '../src/prometheus/to-groups.ts'
import { numberOf } from '../src/prometheus/wire.ts'
import { nowMs } from './support/now.ts'

test.each([
  ['9843', 9843],
  ['0.408493', 0.408493],
  ['1e+06', 1_000_000],
  ['-1', -1],
  ['NaN', undefined],
  ['+Inf', undefined],
  ['-Inf', undefined],
  ['', undefined],
  ['0x10', undefined],
])('the value %s is %s', (text, expected) => {
  expect(numberOf(text)).toBe(expected)
})

test('labels of the user are part of each query, whatever is in them', () => {
  const { samples, times, down } = queriesFor({ cluster: 'a"b\\c' })
  for (const query of [samples, times, down]) expect(query).toContain('cluster="a\\"b\\\\c"')
  expect(down).toBe('up{cluster="a\\"b\\\\c"} == 0')
})

test('GPUs are known by their UUID in either spelling, instances by their number, AMD cards by their serial number', () => {
  const dcgm = identityOf({ UUID: 'GPU-473571f2-fb37-ef7e-50fe-9885b74a23cd' })
  const smi = identityOf({ uuid: '473571f2-fb37-ef7e-50fe-9885b74a23cd' })
  expect(smi).toEqual(dcgm)
  expect(keyOf({ uuid: 'GPU-1', instance: '7' })).toBe('GPU-1/7')
  expect(identityOf({ serial_number: '6922', gpu_partition_id: '3' })?.uuid).toBe('6922/3')
  expect(identityOf({ instance: 'h:9400' })).toBeUndefined()
})

test("a pod is the workload's and not the exporter's own", () => {
  expect(podOf({ pod: 'train-0', Hostname: 'gpu-7' })).toBe('train-0')
  expect(podOf({ pod: 'dcgm-exporter-x7', exported_pod: 'train-0' })).toBe('train-0')
  expect(podOf({ pod: 'nvidia-dcgm-exporter-tl46n' })).toBeUndefined()
  expect(podOf({ pod: 'metrics-5', Hostname: 'metrics-5' })).toBeUndefined()
  expect(podOf({ pod: '' })).toBeUndefined()
})

test('the node is the one that Kubernetes names, else the exporter, else the target', () => {
  const labels = { instance: 'h:9400', Hostname: 'exporter-7', node: 'gpu-7', rack: 'r1' }
  expect(hostOf(labels, undefined)).toBe('gpu-7')
  expect(hostOf({ instance: 'h:9400' }, undefined)).toBe('h:9400')
  expect(hostOf(labels, 'rack')).toBe('r1')
  expect(hostOf(labels, 'nothing')).toBeUndefined()
})

type Values = Readonly<Record<string, number | string>>

const labelsOf = (changes: object = {}) => ({
  UUID: 'GPU-1',
  Hostname: 'h1',
  modelName: 'NVIDIA L4',
  instance: 'h1:9400',
  job: 'dcgm',
  ...changes,
})

const samples = (values: Values, changes: object = {}) =>
  Object.entries({ FB_FREE: 22_434, FB_USED: 3, FB_RESERVED: 500, GPU_UTIL: 0, ...values }).map(
    ([name, value]) => ({
      metric: { __name__: `DCGM_FI_DEV_${name}`, ...labelsOf(changes) },
      value: [nowMs / 1000, String(value)],
    }),
  )

const groupsOf = (rows: readonly unknown[], changes: Partial<PrometheusContext> = {}) => {
  const { gpus } = measuredGpus(rows, undefined)
  return toPrometheusGroups(gpus.values(), {
    measuredAtMs: new Map([...gpus.keys()].map((key) => [key, nowMs - 15_000])),
    down: new Set(),
    maximumAgeMs: 120_000,
    idleMiB: undefined,
    models: {},
    nowMs,
    ...changes,
  })
}

const free = (...args: Parameters<typeof groupsOf>) => groupsOf(...args).groups.map((group) => group.free)
const reasons = (...args: Parameters<typeof groupsOf>) =>
  groupsOf(...args).unusable.map(({ reason }) => reason)

test('memory is what is free, used and reserved', () => {
  expect(groupsOf(samples({})).groups[0]?.gpu.reportedVramGiB).toBe(22_937 / 1024)
  expect(groupsOf(samples({ FB_RESERVED: 'NaN' })).groups[0]?.gpu.reportedVramGiB).toBe(22_437 / 1024)
  expect(groupsOf(samples({ FB_FREE: 'NaN' })).groups[0]?.gpu.reportedVramGiB).toBeUndefined()
})

test('a GPU is free without a pod, memory in use and load', () => {
  expect(free(samples({}))).toEqual([1])
  expect(free(samples({ FB_USED: 599 }))).toEqual([1])
  expect(free(samples({ FB_USED: 700 }))).toEqual([0])
  expect(free(samples({ FB_USED: 700 }), { idleMiB: 1_000 })).toEqual([1])
  expect(free(samples({ GPU_UTIL: 40 }))).toEqual([0])
  expect(free(samples({}, { pod: 'train-0' }))).toEqual([0])
})

test('idle is not free: a server that waits holds memory at no load', () => {
  expect(free(samples({ FB_USED: 20_000, FB_FREE: 2_000, GPU_UTIL: 0 }))).toEqual([0])
})

test.each(['NaN', '+Inf', '-1'])('memory in use of %s is not known, and so the GPU is not free', (value) => {
  expect(free(samples({ FB_USED: value }))).toEqual([0])
})

test('of one pod among several samples the GPU is taken', () => {
  expect(free([...samples({}), ...samples({ GPU_UTIL: 0 }, { exported_pod: 'train-0' })])).toEqual([0])
})

test.each([48, 64, 74, 79, 94, 95, 119, 120])('XID %i means that a GPU is not to be used', (xid) => {
  expect(reasons(samples({ XID_ERRORS: xid }))).toEqual([`GPU reports XID ${xid}`])
})

test.each([0, 13, 31, 43, 45, 63])('XID %i does not', (xid) => {
  expect(free(samples({ XID_ERRORS: xid }))).toEqual([1])
})

test('rows that wait for a reset, or could not be replaced, do', () => {
  expect(reasons(samples({ XID_ERRORS: 63, ROW_REMAP_PENDING: 1 }))).toEqual(['GPU reports XID 63'])
  expect(reasons(samples({ ROW_REMAP_FAILURE: 1 }))).toHaveLength(1)
})

test('a GPU that was measured too long ago, or whose exporter is down, is left out', () => {
  const at = (ms: number) => ({ measuredAtMs: new Map([['GPU-1', ms]]) })
  expect(reasons(samples({}), at(nowMs - 121_000))).toEqual(['last measured too long ago'])
  expect(reasons(samples({}), at(nowMs + 121_000))).toEqual(['last measured too long ago'])
  expect(free(samples({}), at(nowMs - 119_000))).toEqual([1])
  const down = new Set([JSON.stringify(['dcgm', 'h1:9400'])])
  expect(reasons(samples({}), { down })).toEqual(['its exporter is down'])
})

test('a GPU of which nobody knows when it was measured is not free', () => {
  expect(free(samples({}), { measuredAtMs: undefined })).toEqual([0])
  expect(free(samples({}), { measuredAtMs: new Map() })).toEqual([0])
})

test('of two exporters the worse word counts', () => {
  const other = { instance: 'h1:9500', job: 'other' }
  expect(free([...samples({}), ...samples({ FB_USED: 9_000 }, other)])).toEqual([0])
  expect(reasons([...samples({ XID_ERRORS: 79 }, other), ...samples({ XID_ERRORS: 0 })])).toHaveLength(1)
  const amd = (health: number, instance: string) => ({
    metric: {
      __name__: 'gpu_health',
      serial_number: '1',
      hostname: 'h',
      instance,
      card_model: 'AMD Instinct MI210',
    },
    value: [nowMs / 1000, String(health)],
  })
  expect(reasons([amd(0, 'a'), amd(1, 'b')])).toEqual(['GPU is not healthy'])
})

test('instances are listed one by one, and their GPU is not', () => {
  const part = (id: string, profile: string, used: number) =>
    samples(
      { FB_FREE: 4_857, FB_USED: used, FB_RESERVED: 0 },
      { GPU_I_ID: id, GPU_I_PROFILE: profile, modelName: 'NVIDIA A100-SXM4-40GB' },
    )
  const { groups } = groupsOf([...samples({}), ...part('7', '1g.5gb', 6), ...part('8', '1g.5gb', 4_000)])
  expect(groups).toMatchObject([
    {
      key: 'A100-SXM4-40GB MIG 1g.5gb',
      total: 2,
      free: 1,
      canJoin: false,
      gpu: { fraction: 1 / 7, vramGiB: 5 },
    },
  ])
  expect(groups[0]?.launchOf(1)).toMatchObject({ uuids: ['GPU-1'], migInstances: ['7'] })
})

test('what tells GPUs apart stays the same while their memory is measured a little differently', () => {
  const keys = [22_434, 22_440, 22_530].map(
    (mebibytes) => groupsOf(samples({ FB_FREE: mebibytes })).groups[0]?.key,
  )
  expect(new Set(keys)).toEqual(new Set(['L4']))
})

test('a GPU of which a sample cannot be read is left out', () => {
  const broken = { metric: { __name__: 'DCGM_FI_DEV_XID_ERRORS', ...labelsOf() }, value: [1, 79] }
  const { gpus, warnings } = measuredGpus([...samples({}), broken], undefined)
  expect([...gpus.keys()]).toEqual([])
  expect(warnings).toMatchObject([{ kind: 'bad-row', row: 'sample 5' }])
})

test('names and drivers of nvidia_gpu_exporter stand in a sample of their own', () => {
  const base = { uuid: '473571f2-fb37-ef7e-50fe-9885b74a23cd', instance: 'desk:9835' }
  const row = (name: string, value: number, more: object = {}) => ({
    metric: { __name__: `nvidia_smi_${name}`, ...base, ...more },
    value: [nowMs / 1000, String(value)],
  })
  const { groups } = groupsOf([
    row('memory_total_bytes', 24 * 2 ** 30),
    row('memory_used_bytes', 300 * 2 ** 20),
    row('utilization_gpu_ratio', 0),
    row('gpu_info', 1, { name: 'NVIDIA GeForce RTX 4090', driver_version: '550.90.07' }),
  ])
  expect(groups).toMatchObject([
    {
      node: 'desk:9835',
      free: 1,
      gpu: { model: 'RTX 4090' },
      host: { driver: { driverVersion: '550.90.07' } },
    },
  ])
})

test.each(['NaN', '+Inf', '-1'])('a load of %s is not known, and so the GPU is not free', (value) => {
  expect(free(samples({ GPU_UTIL: value }))).toEqual([0])
})

const instance = (values: Values = {}, id = '7') =>
  samples(
    { FB_FREE: 4_857, FB_USED: 6, FB_RESERVED: 0, GPU_UTIL: 'NaN', ...values },
    { GPU_I_ID: id, GPU_I_PROFILE: '1g.5gb', modelName: 'NVIDIA A100-SXM4-40GB' },
  )

test('the load of an instance may be unknown, as it is without profiling', () => {
  expect(free(instance())).toEqual([1])
  expect(free(instance({ GPU_UTIL: 40 }))).toEqual([0])
})

test('instances of a sick GPU are as sick, whichever sample tells it', () => {
  for (const rows of [
    [...samples({ XID_ERRORS: 79 }), ...instance(), ...instance({}, '8')],
    [...instance(), ...instance({}, '8'), ...samples({ XID_ERRORS: 79 })],
  ])
    expect(reasons(rows)).toEqual(['GPU reports XID 79', 'GPU reports XID 79'])
  expect(reasons([...samples({ ROW_REMAP_FAILURE: 1 }), ...instance()])).toHaveLength(1)
})

test('instances of a GPU of which a sample cannot be read are left out', () => {
  const broken = { metric: { __name__: 'DCGM_FI_DEV_XID_ERRORS', ...labelsOf() }, value: [1, 79] }
  expect([...measuredGpus([...instance(), broken], undefined).gpus.keys()]).toEqual([])
})

test('an XID that means nothing does not hide one that does', () => {
  const rows = (xid: number, other: number) => [
    ...samples({ XID_ERRORS: xid }),
    ...samples({ XID_ERRORS: other }, { instance: 'h1:9500' }),
  ]
  expect(reasons(rows(48, 63))).toEqual(['GPU reports XID 48'])
  expect(reasons(rows(137, 79))).toEqual(['GPU reports XID 79'])
})

test('a GPU that two exporters place differently has one node, whatever comes first', () => {
  const other = samples({}, { Hostname: 'h2' })
  const nodes = [
    [...samples({}), ...other],
    [...other, ...samples({})],
  ].map((rows) => groupsOf(rows).groups.map(({ node }) => node))
  expect(nodes).toEqual([['h1'], ['h1']])
})
