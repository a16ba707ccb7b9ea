import { expect, test } from 'vitest'
import { readRows } from '../src/rows.ts'
import { type Rows, serversByZone } from './fixtures.ts'

const readOf = (rows: Rows) => readRows('fr-par-2', new Map(Object.entries(rows)))

test('every row of the fixtures is sound, and those without GPUs are left out', () => {
  const { rows, bad } = readOf(serversByZone['fr-par-2'] ?? {})
  expect(rows.map(({ type }) => type)).not.toContain('DEV1-S')
  expect([rows.length, bad.length]).toEqual([6, 0])
})

test.each([[{ gpu: 0, gpu_info: null }], [{ gpu: 0 }], [{ gpu: null }], [{ ncpus: 'many' }]])(
  '%j has no GPU, and of such a row nothing else is read',
  (row) => {
    expect(readOf({ 'DEV1-S': row })).toEqual({ rows: [], bad: [] })
  },
)

test.each([
  [null, /object/],
  [{ gpu: 'one' }, /^gpu: /],
  [{ gpu: 1.5 }, /^gpu: /],
  [{ gpu: -1 }, /^gpu: /],
  [{ gpu: null, gpu_info: { gpu_name: 'L4' } }, /^gpu: /],
  [{ gpu: 1, hourly_price: '0.75' }, /^hourly_price: /],
  [{ gpu: 1, hourly_price: -1 }, /^hourly_price: /],
  [{ gpu: 1, hourly_price: 1e9 }, /^hourly_price: /],
  [{ gpu: 1, ram: -1 }, /^ram: /],
  [{ gpu: 1, gpu_info: { gpu_memory: '24 GB' } }, /^gpu_info\.gpu_memory: /],
])('%j costs a warning that names the type and the member', (row, issue) => {
  expect(readOf({ 'L4-1-24G': row, 'L4-2-24G': { gpu: 2 } })).toEqual({
    rows: [{ zone: 'fr-par-2', type: 'L4-2-24G', server: { gpu: 2 } }],
    bad: [{ kind: 'bad-row', row: 'fr-par-2: L4-1-24G', issues: [expect.stringMatching(issue)] }],
  })
})

test.each(['', '../../ips', 'L4 1', 'x'.repeat(65)])('%j is the name of no type', (name) => {
  const { rows, bad } = readOf({ [name]: { gpu: 1 } })
  expect(rows).toEqual([])
  expect(bad).toEqual([
    { kind: 'bad-row', row: `fr-par-2: ${name.slice(0, 64)}`, issues: ['name: expected that of a type'] },
  ])
})
