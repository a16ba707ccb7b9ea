import { expect, test } from 'vitest'
import { prepareExclusiveKeys } from '../src/sharing.ts'
import type { WireOffer } from '../src/wire.ts'
import { rowOf } from './fixtures.ts'

const keysOf = (...rows: readonly Partial<WireOffer>[]): readonly string[] => {
  const whole = rows.map((row, index) => rowOf({ id: index + 1, ...row }))
  return whole.map(prepareExclusiveKeys(whole))
}

test('nested offers of one machine exclude each other, through the larger one that holds both', () => {
  const [one, pair, other] = keysOf(
    { machine_id: 7, gpu_ids: [31] },
    { machine_id: 7, gpu_ids: [32, 31] },
    { machine_id: 7, gpu_ids: [32] },
  )
  expect([pair, other]).toEqual([one, one])
})

test('offers of one machine without a GPU in common can both be had', () => {
  const [one, other] = keysOf({ machine_id: 7, gpu_ids: [31] }, { machine_id: 7, gpu_ids: [32] })
  expect(one).not.toBe(other)
})

test('offers of a machine that does not tell the GPUs of each exclude each other', () => {
  expect(keysOf({ machine_id: 7, gpu_ids: [31] }, { machine_id: 7 }, { machine_id: 7, gpu_ids: [] })).toEqual(
    ['vastai/machine/7', 'vastai/machine/7', 'vastai/machine/7'],
  )
})

test('offers of different machines never exclude each other', () => {
  expect(new Set(keysOf({ machine_id: 7 }, { machine_id: 8 }, {}, {})).size).toBe(4)
})

test('the key does not depend on the order of rows', () => {
  const rows = [
    { id: 1, machine_id: 7, gpu_ids: [33] },
    { id: 2, machine_id: 7, gpu_ids: [34, 32] },
    { id: 3, machine_id: 7, gpu_ids: [34, 33] },
  ]
  expect(new Set([...keysOf(...rows), ...keysOf(...rows.toReversed())])).toEqual(
    new Set(['vastai/machine/7/gpu/32']),
  )
})
