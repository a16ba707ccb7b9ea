import { expect, test } from 'vitest'
import { readRows } from '../src/rows.ts'
import { WireGpuType } from '../src/wire.ts'

const part = 'secure cloud, 1 GPU'
const sound = { id: 'NVIDIA L4', secure: true, community: false }

test('pays for a bad row with a warning that names it', () => {
  const { rows, bad } = readRows(
    WireGpuType,
    [sound, { ...sound, secure: 'yes' }, null],
    part,
  )._unsafeUnwrap()
  expect(rows).toEqual([sound])
  expect(bad).toEqual([
    { kind: 'bad-row', row: `${part}: NVIDIA L4`, issues: [expect.stringMatching(/^secure: /)] },
    { kind: 'bad-row', row: `${part}: row 3`, issues: [expect.stringMatching(/expected object/)] },
  ])
})

test('takes a reply that has only bad rows for a strange one', () => {
  expect(readRows(WireGpuType, [{ id: 'NVIDIA L4' }], part)._unsafeUnwrapErr()).toEqual({
    kind: 'unexpected-shape',
    issues: [
      expect.stringMatching(/^secure cloud, 1 GPU: NVIDIA L4: secure: /),
      expect.stringMatching(/community: /),
    ],
  })
})

test('takes an empty list for a reply that has nothing', () => {
  expect(readRows(WireGpuType, [], part)._unsafeUnwrap()).toEqual({ rows: [], bad: [] })
})

test('takes no absurd number for a price', () => {
  const priced = (secure: number) => ({ ...sound, price: { secure, community: 0 } })
  const { rows, bad } = readRows(WireGpuType, [sound, priced(1e308), priced(-1)], part)._unsafeUnwrap()
  expect([rows.length, bad.length]).toEqual([1, 2])
})
