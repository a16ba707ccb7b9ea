import { expect, test } from 'vitest'
import { toOffers } from '../src/convert.ts'
import { readRows } from '../src/rows.ts'
import { WireReply } from '../src/wire.ts'
import { fixtureRows, nowMs } from './fixtures.ts'
import { hasRecordings, recordedRows } from './recordings.ts'

const rowCount = 10_000

/** With these a row of the fixtures has 100 members and 2.6 kB, as a complete one of 2026-07-18 has; most of them nobody uses. */
const unused = Object.fromEntries(
  Array.from({ length: 38 }, (_, index) => {
    const values = [Math.sqrt(index + 2), null, `text of member ${index}`, 1e6 / (index + 3)]
    return [`unused_member_${index}`, values[index % values.length]]
  }),
)

/** A reply of so many rows, made of a few. */
const replyOf = (rows: readonly object[]): Buffer => {
  const offers = Array.from({ length: rowCount }, (_, index) => ({
    ...rows[index % rows.length],
    id: 1 + index,
    machine_id: 1 + (index >> 2),
    gpu_ids: [index, index ^ 1],
  }))
  return Buffer.from(JSON.stringify({ offers }))
}

const parse = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'))

const list = (bytes: Buffer) => {
  const { offers } = WireReply.parse(parse(bytes))
  const { byId } = readRows(offers, 1)
  const disk = { diskGB: 100, pricedDiskGB: 100 }
  return toOffers([...byId.values()], { source: 'vastai', disk, includeInterruptible: true, nowMs }).offers
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
const ratioOf = (bytes: Buffer): number => {
  const times = Array.from({ length: 25 }, () => ({
    parse: timeOf(() => parse(bytes)),
    list: timeOf(() => list(bytes)),
  })).slice(5)
  const parseMs = median(times.map((time) => time.parse))
  const listMs = median(times.map((time) => time.list))
  const facts = `${rowCount} rows, ${(bytes.length / 1e6).toFixed(1)} MB, ${list(bytes).length} offers`
  const ratio = listMs / parseMs
  console.log(
    `${facts}: JSON.parse ${parseMs.toFixed(0)} ms, all ${listMs.toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  )
  return ratio
}

test('rows in the shape of fixtures take at most 4 times as long as JSON.parse alone', () => {
  expect(ratioOf(replyOf(fixtureRows.map((row) => ({ ...row, ...unused }))))).toBeLessThan(4)
}, 60_000)

test.skipIf(!hasRecordings)(
  'recorded rows take at most 4 times as long as JSON.parse alone',
  () => {
    expect(ratioOf(replyOf(recordedRows('bundles-h100-2026-07-18.json').map(Object)))).toBeLessThan(4)
  },
  60_000,
)
