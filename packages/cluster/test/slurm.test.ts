import { expect, test } from 'vitest'
import { gpusByType, gpusUnderShares, parseGres } from '../src/slurm/gres.ts'
import { readNodeState } from '../src/slurm/node-state.ts'
import type { SlurmNode } from '../src/slurm/slurm-node.ts'
import { parseNodeText } from '../src/slurm/text.ts'
import { toSlurmGroups } from '../src/slurm/to-groups.ts'
import { fixtureText } from './support/fixtures.ts'

const gpus = (text: string) => Object.fromEntries(gpusByType(parseGres(text)))

test.each([
  ['gpu:a100:4', { a100: 4 }],
  ['gpu:a100:4(S:0-1),gpu:h100:2', { a100: 4, h100: 2 }],
  ['gpu:a100:2(IDX:0,4),gpu:h100:1(IDX:2)', { a100: 2, h100: 1 }],
  ['gpu:8(S:0-1)', { '': 8 }],
  ['gpu:(null):8(IDX:0-7)', { '': 8 }],
  ['gpu:(null):0(IDX:N/A)', { '': 0 }],
  ['gpu:1', { '': 1 }],
  ['gpu', { '': 1 }],
  ['gpu:3g.40gb:2(IDX:0,2)', { '3g.40gb': 2 }],
  ['gpu:h100-sxm5:4', { 'h100-sxm5': 4 }],
  ['gpu:nvidia_a100_3g.20gb:2', { 'nvidia_a100_3g.20gb': 2 }],
  ['gpu:4090:2', { '4090': 2 }],
  ['gpu:a100:no_consume:2', { a100: 2 }],
  ['gpu:a100:2,gpu:a100:2', { a100: 4 }],
  ['shard:a100:40,mps:a100:400,gpu:a100:4', { a100: 4 }],
  ['craynetwork:4,bandwidth:lustre:4K', {}],
  ['gpu:1K', { '': 1024 }],
  ['(null)', {}],
  ['N/A', {}],
  ['', {}],
])('the resources %s hold the GPUs %o', (text, expected) => {
  expect(gpus(text)).toEqual(expected)
})

test('a count with a suffix is a power of 1024', () => {
  expect(parseGres('bandwidth:lustre:4K,mem:2M').map(({ count }) => count)).toEqual([4096, 2_097_152])
})

test('each running shard may sit on a GPU of its own, and shares of MPS on any', () => {
  expect(gpusUnderShares(parseGres('gpu:a100:0,shard:a100:3(1/8,2/8)'))).toBe(3)
  expect(gpusUnderShares(parseGres('gpu:a100:0,mps:a100:50'))).toBe(Number.POSITIVE_INFINITY)
  expect(gpusUnderShares(parseGres('gpu:a100:2,mps:0,shard:0'))).toBe(0)
})

test.each([
  [['IDLE']],
  [['MIXED', 'DYNAMIC_NORM']],
  [['ALLOCATED']],
  [['idle']],
  [['idle', 'CLOUD']],
  [['MIXED+PLANNED']],
  [['idle-']],
])('a node in state %o takes jobs', (words) => {
  expect(readNodeState(words).kind).toBe('usable')
})

test.each([
  [['IDLE', 'DRAIN'], 'drain'],
  [['MIXED+DRAIN'], 'drain'],
  [['draining'], 'draining'],
  [['DOWN'], 'down'],
  [['DOWN*'], 'not_responding'],
  [['idle*'], 'not_responding'],
  [['unknown', 'NOT_RESPONDING'], 'not_responding'],
  [['IDLE', 'MAINTENANCE'], 'maintenance'],
  [['idle$'], 'maintenance'],
  [['IDLE', 'RESERVED'], 'reserved'],
  [['IDLE', 'FAIL'], 'fail'],
  [['idle', 'INVALID_REG'], 'invalid_reg'],
  [['IDLE', 'REBOOT_REQUESTED'], 'reboot_requested'],
  [['mixed@'], 'reboot_requested'],
  [['IDLE', 'POWERING_DOWN'], 'powering_down'],
  [['IDLE', 'A_FLAG_OF_2031'], 'a_flag_of_2031'],
  [['FUTURE'], 'future'],
  [['UNKNOWN'], 'unknown'],
  [[''], 'unknown'],
  [[], 'unknown'],
])('a node in state %o takes none, because it is %s', (words, reason) => {
  expect(readNodeState(words)).toEqual({ kind: 'unusable', reason })
})

const node = (changes: Partial<SlurmNode>): SlurmNode => ({
  name: 'n1',
  state: ['IDLE'],
  gres: 'gpu:l4:4',
  gresUsed: 'gpu:l4:0',
  cpus: 16,
  allocatedCpus: 0,
  memoryMiB: 65_536,
  allocatedMemoryMiB: 0,
  partitions: ['gpu'],
  features: [],
  ...changes,
})

const groups = (changes: Partial<SlurmNode>, wakeHours?: number) =>
  toSlurmGroups([node(changes)], { models: {}, wakeHours }).groups

const free = (changes: Partial<SlurmNode>) => groups(changes).map((group) => [group.key, group.free])

test('what is free is what is configured without what is used and drained', () => {
  expect(free({ gresUsed: 'gpu:l4:1(IDX:3)' })).toEqual([['l4', 3]])
  expect(free({ gresUsed: 'gpu:l4:1(IDX:3)', gresDrained: 'gpu:l4:2' })).toEqual([['l4', 1]])
  expect(free({ gres: 'gpu:8(S:0-1)', gresUsed: 'gpu:(null):3(IDX:0-2)' })).toEqual([['gpu', 5]])
  expect(free({ gres: 'gpu:8', gresUsed: 'gpu:l4:3(IDX:0-2)' })).toEqual([['gpu', 5]])
})

test('GPUs in use without a type may be of any type', () => {
  expect(free({ gres: 'gpu:l4:4,gpu:t4:1', gresUsed: 'gpu:2' })).toEqual([
    ['l4', 2],
    ['t4', 0],
  ])
})

test('GPUs under running shares are not free, although Slurm counts none as used', () => {
  expect(free({ gresUsed: 'gpu:l4:0,shard:l4:3' })).toEqual([['l4', 1]])
  expect(free({ gresUsed: 'gpu:l4:0,mps:l4:20' })).toEqual([['l4', 0]])
})

test('of a node that does not say what is used nothing is known to be free', () => {
  expect(free({ gresUsed: undefined })).toEqual([['l4', undefined]])
  expect(free({ gresUsed: '' })).toEqual([['l4', undefined]])
})

test('a node without a free processor, without free memory or with a job that ends is full', () => {
  const isFull = (changes: Partial<SlurmNode>) => groups(changes).map((group) => group.isFull)
  expect(isFull({})).toEqual([false])
  expect(isFull({ allocatedCpus: 16 })).toEqual([true])
  expect(isFull({ allocatedMemoryMiB: 65_536 })).toEqual([true])
  expect(isFull({ state: ['IDLE', 'COMPLETING'] })).toEqual([true])
})

test('a sleeping node counts only where its user said how long it takes to wake it', () => {
  expect(groups({ state: ['IDLE', 'POWERED_DOWN'] })).toEqual([])
  expect(groups({ state: ['idle~'] }, 0.1)).toMatchObject([{ free: 4, bootHours: 0.1 }])
})

test('more GPUs than a machine can hold are another resource', () => {
  expect(groups({ gres: 'gpu:4M' })).toEqual([])
})

test('a feature of the node decides what an open name means, and does not contradict it', () => {
  const model = (changes: Partial<SlurmNode>) => groups(changes)[0]?.gpu.model
  expect(model({ gres: 'gpu:a100:4' })).toBeUndefined()
  expect(model({ gres: 'gpu:a100:4', features: ['ib', 'a100-sxm4-40gb'] })).toBe('A100-SXM4-40GB')
  expect(model({ gres: 'gpu:a100:4', features: ['h100-sxm5'] })).toBeUndefined()
  expect(model({ gres: 'gpu:4', features: ['gpu_model:l40s'] })).toBe('L40S')
  expect(model({ gres: 'gpu:4', features: ['l40s', 't4'] })).toBeUndefined()
  expect(model({ gres: 'gpu:unheard:4', features: ['l40s'] })).toBeUndefined()
})

test('a MIG instance is a share of its GPU, alone in an offer, and no whole GPU when its model is open', () => {
  expect(groups({ gres: 'gpu:nvidia_a100-sxm4-40gb_3g.20gb:2' })).toMatchObject([
    { canJoin: false, gpu: { model: 'A100-SXM4-40GB', fraction: 3 / 7, vramGiB: 20 } },
  ])
  const [open] = groups({ gres: 'gpu:3g.40gb:2' })
  expect(open?.gpu).toMatchObject({ model: undefined, fraction: undefined, vramGiB: 40 })
})

test('the text of scontrol is read, and what administrators wrote into a reason is not', () => {
  const nodes = parseNodeText(fixtureText('slurm-scontrol-20.11.txt'))
  expect(nodes.map(({ name, state, gresUsed }) => [name, ...state, gresUsed])).toEqual([
    ['n1', 'MIXED', 'gpu:l4:2(IDX:0,3)'],
    ['n2', 'IDLE+DRAIN', 'gpu:0'],
  ])
  expect(nodes[0]).toMatchObject({ cpus: 16, allocatedCpus: 4, memoryMiB: 64_000, features: ['l4', 'ib'] })
})

test('GPUs in use or drained of a type that the node is not said to have may be any', () => {
  expect(free({ gres: 'gpu:a100:4', gresUsed: 'gpu:nvidia_a100:2' })).toEqual([['a100', 2]])
  expect(free({ gres: 'gpu:l4:4', gresUsed: 'gpu:l4:0', gresDrained: 'gpu:L4:1' })).toEqual([['l4', 3]])
})

test('a job is sent to a partition that the user wants', () => {
  const context = { models: {}, partitions: ['ml', 'gpu'] }
  const { groups: found } = toSlurmGroups([node({ partitions: ['all', 'gpu'] })], context)
  expect(found[0]?.launchOf(1)).toMatchObject({ partition: 'gpu', partitions: ['gpu'] })
  expect(toSlurmGroups([node({ partitions: ['all'] })], context).groups).toEqual([])
  expect(groups({ partitions: [] })[0]?.launchOf(1)).toMatchObject({ partition: null })
})

test('memory and processors that nobody told are unknown, and neither 0 nor all', () => {
  expect(groups({ memoryMiB: 1 })[0]).toMatchObject({
    isFull: false,
    host: { ramGiB: undefined },
    freeHost: { ramGiB: undefined },
  })
  expect(groups({ allocatedCpus: undefined, allocatedMemoryMiB: undefined })[0]).toMatchObject({
    host: { vcpus: 16 },
    freeHost: { vcpus: undefined, ramGiB: undefined },
  })
})
