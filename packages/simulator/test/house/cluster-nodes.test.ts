import { type ListedOffer, parseOffer } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { readAlibabaNodes, readAlibabaSpotNodes } from '../../src/house/alibaba-nodes.ts'
import type { NodeOptions } from '../../src/house/cluster-nodes.ts'
import { hasTraces, unpacked } from '../workload/shared-traces.ts'

const head = 'sn,cpu_milli,memory_mib,gpu,model'

const read = (rows: readonly string[], options?: NodeOptions) =>
  readAlibabaNodes([head, ...rows].join('\n'), options)._unsafeUnwrap()

const unsound = (offers: readonly ListedOffer[]): readonly string[] =>
  offers.filter((offer) => parseOffer(offer, 'local').isErr()).map(({ id }) => id)

test('a node divides its processors and memory among its GPUs', () => {
  const { offers, nodes, gpus } = read(['n1,96000,786432,8,V100M32'])
  expect([offers.length, nodes, gpus]).toEqual([8, 1, 8])
  expect(offers[7]).toMatchObject({
    id: 'n1/gpu-8',
    gpu: { name: 'V100M32', model: 'V100-PCIe-32GB', vramGiB: 32 },
    host: { vcpus: 12, ramGiB: 96 },
    exclusiveKeys: ['n1/gpu-8'],
  })
})

test('groups are neighbours of 2, 4 and so on, and all', () => {
  const ids = (count: number) =>
    read([`n,96000,1024,${count},T4`], { alsoGroups: true }).offers.map(({ id }) => id.slice('n/gpu-'.length))
  expect(ids(1)).toEqual(['1'])
  expect(ids(4)).toEqual(['1', '2', '3', '4', '1+2', '3+4', '1+2+3+4'])
  expect(ids(3)).toEqual(['1', '2', '3', '1+2', '1+2+3'])
})

test('a GPU that nobody knows is offered by name and counted', () => {
  const { offers, unknownModels } = read(['a,8000,1024,2,G2', 'b,8000,1024,1,G2', 'c,8000,1024,1,T4'])
  expect(unknownModels).toEqual({ G2: 3 })
  expect(offers[0]?.gpu).toEqual({ name: 'G2' })
  expect(offers[0]?.energy?.powerKW).toBeUndefined()
  expect(unsound(offers)).toEqual([])
})

test('what is said of a GPU that nobody knows counts for it alone', () => {
  const { offers } = read(['a,8000,1024,1,G2', 'b,8000,1024,1,T4'], {
    unnamedGpus: { G2: { vramGiB: 24, powerKW: 0.15 }, T4: { powerKW: 9 } },
  })
  expect(offers).toMatchObject([
    { gpu: { name: 'G2', vramGiB: 24 }, energy: { powerKW: 0.15 } },
    { gpu: { vramGiB: 16 }, energy: { powerKW: 0.07 } },
  ])
})

test('a P100 is taken as the card with 16 GB', () => {
  expect(read(['a,8000,1024,1,P100']).offers[0]?.gpu.model).toBe('P100-PCIe-16GB')
})

test('a node without GPUs is counted and not offered', () => {
  expect(read(['a,8000,1024,0,T4'])).toEqual({ offers: [], nodes: 1, gpus: 0, unknownModels: {} })
})

test('memory that a file does not tell can be said', () => {
  const text = 'gpu_model,gpu_capacity_num,cpu_num,node_name\nA10,2,128,7'
  const [plain] = readAlibabaSpotNodes(text)._unsafeUnwrap().offers
  expect(plain).toMatchObject({ id: 'node-7/gpu-1', host: { vcpus: 64 } })
  expect(plain?.host?.ramGiB).toBeUndefined()
  const [stated] = readAlibabaSpotNodes(text, { host: { ramGiB: 200 } })._unsafeUnwrap().offers
  expect(stated?.host).toMatchObject({ vcpus: 64, ramGiB: 200 })
})

test('a faulty node is named with line and column', () => {
  expect(readAlibabaNodes(`${head}\nn,1,1,1.5,T4`)._unsafeUnwrapErr()).toMatchObject({
    line: 2,
    issues: ['gpu: expected a whole number, 0 or more'],
  })
  expect(readAlibabaSpotNodes('gpu_model,cpu_num\n')._unsafeUnwrapErr().line).toBe(1)
})

describe.skipIf(!hasTraces)('real nodes', () => {
  test('of 2023 are 1213, and all of their GPUs are sound offers', () => {
    const owned = readAlibabaNodes(unpacked('nodes-alibaba-gpu-2023.csv.gz'))._unsafeUnwrap()
    expect([owned.nodes, owned.gpus, owned.offers.length]).toEqual([1213, 6212, 6212])
    expect(owned.unknownModels).toEqual({ G2: 4392, G3: 312 })
    expect(unsound(owned.offers)).toEqual([])
    expect(new Set(owned.offers.map(({ id }) => id)).size).toBe(6212)
  })

  test('of 2026 are 4278, with two secret models', () => {
    const owned = readAlibabaSpotNodes(unpacked('nodes-alibaba-spot-gpu-2026.csv.gz'))._unsafeUnwrap()
    expect(owned.nodes).toBe(4278)
    expect(owned.offers).toHaveLength(owned.gpus)
    expect(Object.keys(owned.unknownModels).sort()).toEqual(['GPU-series-1', 'GPU-series-2'])
    expect(unsound(owned.offers)).toEqual([])
  })
})
