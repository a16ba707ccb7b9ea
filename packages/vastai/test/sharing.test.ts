import { excludeEachOther } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { prepareExclusiveKeys } from '../src/sharing.ts'
import type { WireOffer } from '../src/wire.ts'
import { rowOf } from './fixtures.ts'

const keysOf = (...rows: readonly Partial<WireOffer>[]): readonly (readonly string[])[] => {
  const whole = rows.map((row, index) => rowOf({ id: index + 1, ...row }))
  return whole.map(prepareExclusiveKeys(whole))
}

/** Places of the pairs of rows that exclude each other, such as `0 1`. */
const excluding = (...rows: readonly Partial<WireOffer>[]): readonly string[] => {
  const offers = keysOf(...rows).map((exclusiveKeys) => ({ exclusiveKeys }))
  return offers.flatMap((one, index) =>
    offers.flatMap((other, otherIndex) =>
      index < otherIndex && excludeEachOther(one, other) ? [`${index} ${otherIndex}`] : [],
    ),
  )
}

const single = { machine_id: 7, gpu_ids: [31] }
const pair = { machine_id: 7, num_gpus: 2, gpu_ids: [32, 31] }
const otherSingle = { machine_id: 7, gpu_ids: [32] }

test('a pair excludes the two single GPUs that it holds, and they do not exclude each other', () => {
  expect(excluding(single, pair, otherSingle)).toEqual(['0 1', '1 2'])
  expect(keysOf(single, pair)).toEqual([
    ['vastai/machine/7/gpu/31'],
    ['vastai/machine/7/gpu/32', 'vastai/machine/7/gpu/31'],
  ])
})

test('a row that names no GPUs excludes every other one of its machine, and only these', () => {
  expect(excluding(single, { machine_id: 7 }, otherSingle)).toEqual(['0 1', '1 2'])
  expect(excluding({ machine_id: 7 }, { machine_id: 7, gpu_ids: [] }, { machine_id: 8 })).toEqual(['0 1'])
})

test('a row that names fewer GPUs than it has may hold any of its machine', () => {
  expect(excluding(single, { machine_id: 7, num_gpus: 2, gpu_ids: [32] }, otherSingle)).toEqual([
    '0 1',
    '1 2',
  ])
  expect(excluding(single, { machine_id: 7, num_gpus: 2, gpu_ids: [32, 32] })).toEqual(['0 1'])
})

test('offers of different machines never exclude each other, and those without a machine none', () => {
  expect(excluding({ machine_id: 7 }, { machine_id: 8 }, {}, {})).toEqual([])
  expect(excluding(single, { ...single, machine_id: 8 })).toEqual([])
})

test('the names do not depend on the order of rows', () => {
  const rows = [single, { machine_id: 7 }, otherSingle].map((row, index) => ({ ...row, id: index + 1 }))
  expect(keysOf(...rows.toReversed()).toReversed()).toEqual(keysOf(...rows))
})
