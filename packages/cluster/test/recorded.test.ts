import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseOffer } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { readDra } from '../src/kubernetes/dra.ts'
import { toKubernetesGroups } from '../src/kubernetes/to-groups.ts'
import { usageOf } from '../src/kubernetes/usage.ts'
import { WireNode } from '../src/kubernetes/wire.ts'
import type { GpuGroup } from '../src/offers/gpu-group.ts'
import { toOffers } from '../src/offers/to-offers.ts'
import { measuredGpus } from '../src/prometheus/measured-gpu.ts'
import { toPrometheusGroups } from '../src/prometheus/to-groups.ts'
import { Sample, WireVector } from '../src/prometheus/wire.ts'
import { gpusByType, parseGres } from '../src/slurm/gres.ts'
import { readNodes } from '../src/slurm/nodes.ts'
import type { SlurmNode } from '../src/slurm/slurm-node.ts'
import { parseNodeText } from '../src/slurm/text.ts'
import { toSlurmGroups } from '../src/slurm/to-groups.ts'
import { WireNodes } from '../src/slurm/wire.ts'
import { nowMs } from './support/now.ts'

/** Recordings that are not part of this repository; without them the tests are skipped. */
const folder = join(import.meta.dirname, '../../../../shared/data/local-gpu')
const isThere = existsSync(folder)
if (!isThere) console.log('skipped, because there are no recordings beside this repository')

const text = (file: string): string => readFileSync(join(folder, file), 'utf8')
const json = (file: string) => JSON.parse(text(file))

const expectations = (place: string) =>
  json('manifest.json').recordings.find(
    ({ file, dir }: Readonly<Record<string, string>>) => (file ?? dir) === place,
  )?.expect

const free = (groups: readonly GpuGroup[]) =>
  Object.fromEntries(
    groups.map(({ node, key, free: count, isFull }) => [`${node} ${key}`, isFull ? 0 : count]),
  )

const areSound = (groups: readonly GpuGroup[]): boolean =>
  toOffers(groups, { source: 'test', provider: 'test', options: {}, nowMs }).offers.every((offer) =>
    parseOffer(offer, 'local').isOk(),
  )

const slurmNodes = (reply: unknown): readonly SlurmNode[] =>
  readNodes(WireNodes.parse(reply))._unsafeUnwrap().nodes

const slurm = (nodes: readonly SlurmNode[]) => toSlurmGroups(nodes, { models: {} })

const counts = (gres: string | undefined) => Object.fromEntries(gpusByType(parseGres(gres ?? '')))

describe.skipIf(!isThere)('recordings of Slurm', () => {
  const own = 'slurm/own-22.05.8'
  const ownNodes = [
    ['sinfo --json', () => slurmNodes(json(`${own}/sinfo-22.05.8.json`))],
    ['slurmrestd', () => slurmNodes(json(`${own}/slurmrestd-v0.0.38-nodes-22.05.8.json`))],
    ['scontrol -d', () => parseNodeText(text(`${own}/scontrol-d-show-nodes-22.05.8.txt`))],
  ] as const

  test.each(ownNodes)('%s of 22.05 tells what is expected of each node', (_name, read) => {
    const nodes = read()
    for (const [name, { total, used }] of Object.entries<{ total: object; used?: object }>(
      expectations(`${own}/`),
    )) {
      const node = nodes.find((one) => one.name === name)
      expect(counts(node?.gres)).toEqual(total)
      if (used !== undefined) expect(counts(node?.gresUsed)).toEqual(used)
    }
    const { groups, unusable } = slurm(nodes)
    expect(free(groups)).toEqual({
      'gpu-a01 a100': 2,
      'gpu-a02 a100': 4,
      'gpu-b01 h100': 0,
      'gpu-b01 a100': 1,
    })
    expect(unusable).toEqual([
      { node: 'gpu-c01', gpus: 2, reason: 'node is drain' },
      { node: 'gpu-down', gpus: 8, reason: 'node is not responding' },
    ])
    expect(areSound(groups)).toBe(true)
  })

  test('without -d scontrol does not say what is used, and nothing passes for free', () => {
    const { groups } = slurm(parseNodeText(text(`${own}/scontrol-show-nodes-22.05.8.txt`)))
    expect(new Set(groups.map((group) => group.free))).toEqual(new Set([undefined]))
  })

  test('one node a line is read like one node a block', () => {
    const nodes = parseNodeText(text(`${own}/scontrol-show-nodes-oneline-22.05.8.txt`))
    expect(nodes).toEqual(parseNodeText(text(`${own}/scontrol-show-nodes-22.05.8.txt`)))
  })

  test('sinfo without a controller is no empty cluster', () => {
    const { stdout } = json(`${own}/sinfo-controller-down.json`)
    expect(readNodes(WireNodes.parse(stdout))._unsafeUnwrapErr()).toMatchObject({ kind: 'unreachable' })
  })

  test('a cluster of 21.08 without GPUs has none', () => {
    const nodes = slurmNodes(json('slurm/sinfo-json-21.08.5-no-gpu.json'))
    expect(nodes.length).toBeGreaterThan(0)
    expect(slurm(nodes).groups).toEqual([])
  })

  test.each(['24.11-v0.0.41', '24.11-v0.0.42', '25.05-v0.0.43'])(
    'slurmrestd %s tells what is expected',
    (version) => {
      const file = `slurm/slurmrestd-${version}-nodes.json`
      const nodes = slurmNodes(json(file))
      const { groups } = slurm(nodes)
      const expected = expectations(file)
      for (const [name, { state, gres, used }] of Object.entries<Record<string, unknown>>(expected)) {
        const node = nodes.find((one) => one.name === name)
        expect(node?.state).toEqual(state)
        expect(counts(node?.gres)).toEqual(gres)
        expect(counts(node?.gresUsed)).toEqual(used)
        const isCompleting = node?.state.includes('COMPLETING')
        expect(groups.filter((group) => group.node === name).map(({ isFull }) => isFull)).toContain(
          isCompleting,
        )
      }
      expect(groups.map((group) => group.node).every((name) => name in expected)).toBe(true)
      expect(areSound(groups)).toBe(true)
    },
  )

  test.each([
    ['node-with-gpus-model-idle', { 'gpu1 h100': 0 }],
    ['node-with-gpus-model-mixed', { 'gpu1 h100': 3 }],
    ['node-with-gpus-model-allocated', { 'gpu1 h100': 0 }],
    ['node-down', {}],
    ['node-drain', {}],
  ])('the single node %s has %o free', (name, expected) => {
    expect(
      free(slurm(slurmNodes(json(`slurm/slurmrestd-25.05-v0.0.43-single/slurm-${name}.json`))).groups),
    ).toEqual(expected)
  })

  test('a node that is not there is an error', () => {
    const reply = WireNodes.parse(json('slurm/slurmrestd-25.05-v0.0.43-single/slurm-node-unfound.json'))
    expect(readNodes(reply).isErr()).toBe(true)
  })

  test('every recorded list of nodes was looked at', () => {
    expect(globSync('slurm/**/*nodes*.json', { cwd: folder })).toHaveLength(4)
  })
})

describe.skipIf(!isThere)('recordings of Kubernetes', () => {
  const nodes = (): readonly WireNode[] =>
    json('kubernetes/nodes-mig-mixed-and-2gpu.json').items.map((row: unknown) => WireNode.parse(row))

  test('nodes tell what is expected: allocatable and not capacity', () => {
    for (const { name, allocatable, capacity } of expectations('kubernetes/nodes-mig-mixed-and-2gpu.json')) {
      const status = nodes().find(({ metadata }) => metadata.name === name)?.status
      expect(status?.allocatable).toMatchObject(allocatable)
      expect(status?.capacity).toMatchObject(capacity)
    }
    const usage = usageOf(json('kubernetes/pods-mig-and-fraction.json').items)
    const { groups, unusable } = toKubernetesGroups({ nodes: nodes(), usage, devices: [], models: {} })
    expect(free(groups)).toEqual({
      'qa-mig-worker-gpu-a100 nvidia.com/mig-1g.5gb': 2,
      'qa-mig-worker-gpu-a100 nvidia.com/mig-2g.10gb': 1,
      'qa-mig-worker-gpu-1 nvidia.com/gpu': 2,
    })
    expect(unusable.filter(({ gpus }) => gpus > 0)).toMatchObject([
      { node: 'qa-mig-worker-gpu-a100', gpus: 1 },
    ])
    expect(groups.map(({ gpu }) => [gpu.model, gpu.fraction, gpu.reportedVramGiB])).toEqual([
      ['A100-SXM4-40GB', 1 / 7, 4.75],
      ['A100-SXM4-40GB', 2 / 7, 9.625],
      ['T4', undefined, 15],
    ])
    expect(areSound(groups)).toBe(true)
  })

  test('devices of the example driver are read', () => {
    const { devices, warnings } = readDra(json('kubernetes/resourceslices-dra-example.json').items, [])
    expect(warnings).toEqual([])
    expect(new Set(devices.map(({ name }) => name))).toEqual(new Set(['LATEST-GPU-MODEL']))
    expect(new Set(devices.map(({ vramGiB }) => vramGiB))).toEqual(new Set([80]))
    expect(devices.length).toBeGreaterThanOrEqual(4)
  })
})

/** Samples of a page of metrics, as Prometheus would give them. */
const scraped = (file: string): readonly Sample[] =>
  [...text(file).matchAll(/^([A-Z_]+)\{(.*)\} (\S+)$/gm)].map(([, name = '', labels = '', value = '']) => ({
    metric: {
      __name__: name,
      ...Object.fromEntries(
        [...labels.matchAll(/(\w+)="([^"]*)"/g)].flatMap(([, key = '', word = '']) =>
          word === '' ? [] : [[key, word]],
        ),
      ),
    },
    value: [nowMs / 1000, value],
  }))

const isRead = ({ metric: { __name__: name = '' } }: Sample): boolean =>
  /FB_FREE|FB_USED|GPU_UTIL|GR_ENGINE|XID|ROW_REMAP_FAILURE/.test(name)

const measured = (rows: readonly unknown[]) => {
  const { gpus, warnings } = measuredGpus(rows, undefined)
  expect(warnings).toEqual([])
  return toPrometheusGroups(gpus.values(), {
    measuredAtMs: new Map([...gpus.keys()].map((key) => [key, nowMs])),
    down: new Set(),
    maximumAgeMs: 120_000,
    idleMiB: undefined,
    models: {},
    nowMs,
  }).groups
}

describe.skipIf(!isThere)('recordings of the DCGM exporter and Prometheus', () => {
  test.each(['dcgm/a100-mig-4-workloads.prom', 'dcgm/a100-mig-disabled-idle.prom'])(
    '%s has the values that are expected',
    (file) => {
      const rows = scraped(file)
      for (const { kind, UUID, GPU_I_ID, mib } of expectations(file)) {
        const row = rows.find(
          ({ metric: { __name__: name, UUID: uuid, GPU_I_ID: id } }) =>
            name === `DCGM_FI_DEV_FB_${kind}` && uuid === UUID && id === GPU_I_ID,
        )
        expect(Number(row?.value[1])).toBe(mib)
      }
    },
  )

  test('of four instances the one that works is taken', () => {
    const groups = measured(scraped('dcgm/a100-mig-4-workloads.prom').filter(isRead))
    expect(groups.map(({ key, total, free: count }) => [key, total, count])).toEqual([
      ['A100-SXM4-40GB MIG 1g.5gb', 3, 2],
      ['A100-SXM4-40GB MIG 2g.10gb', 1, 1],
    ])
    expect(areSound(groups)).toBe(true)
  })

  test('an idle GPU that is told twice is one', () => {
    const groups = measured(scraped('dcgm/a100-mig-disabled-idle.prom').filter(isRead))
    expect(groups).toMatchObject([{ key: 'A100-SXM4-40GB', total: 1, free: 1 }])
  })

  test('an answer of Prometheus is read, and its errors and empty answers too', () => {
    const { data } = WireVector.parse(json('prometheus/prom-query-fb-free.json'))
    const { gpus, read } = measuredGpus(data.result, undefined)
    expect([gpus.size, read]).toEqual([4, 4])
    expect([...gpus.values()].map(({ host }) => host)).toEqual(Array(4).fill('nvidia-dcgm-exporter-tl46n'))
    expect(
      Sample.safeParse(WireVector.parse(json('prometheus/prom-query-up.json')).data.result[0]).success,
    ).toBe(true)
    const [bad, empty] = json('prometheus/errors.json')
    expect(WireVector.safeParse(bad.body).success).toBe(false)
    expect(WireVector.parse(empty.body).data.result).toEqual([])
  })
})
