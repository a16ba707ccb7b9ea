import { fc, test as property } from '@fast-check/vitest'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { billCsv } from '../../src/export/bill-csv.ts'
import { csvTable } from '../../src/export/csv-table.ts'
import { jobsCsv } from '../../src/export/jobs-csv.ts'
import { staysCsv } from '../../src/export/stays-csv.ts'
import { toJson } from '../../src/export/to-json.ts'
import { createCollector } from '../../src/result/collector.ts'
import type { JobOutcome } from '../../src/result/job-outcome.ts'
import type { SimulationResult } from '../../src/result/simulation-result.ts'
import {
  buildCollected,
  buildLine,
  buildOutcome,
  buildStay,
  ended,
  hourMs,
} from '../result/event-builders.ts'
import type { Events } from '../result/mutants.ts'
import { soundEvents } from '../result/sound-events.ts'

const Rows = z.array(z.record(z.string(), z.string()))

const readCsv = (text: string) => Rows.parse(parse(text, { columns: true }))

const resultOf = (events: Events): SimulationResult => {
  const collector = createCollector(buildCollected())
  for (const event of events) collector.take(event)
  return collector.result()
}

const resultWith = (outcome: Partial<JobOutcome>): SimulationResult =>
  resultOf([ended(buildOutcome(outcome))])

test('a row of the jobs names units, and leaves nulls empty', () => {
  const bill = [buildLine(), buildLine({ item: 'egress', quantity: 1 }), buildLine({ quantity: 1 })]
  const stays = [buildStay(), buildStay({ offerId: 'aws-1', provider: 'aws' })]
  const refusals = { 'vram-too-small': 3, 'price-unknown': 2, closed: undefined }
  const [row] = readCsv(jobsCsv(resultWith({ bill, stays, refusals, usd: 12 })))
  expect(row).toMatchObject({
    jobId: 'job-1',
    workload: '',
    lateHours: '',
    completionHours: '1',
    end: 'done',
  })
  expect(row).toMatchObject({ stays: '2', lastOfferId: 'aws-1', lastProvider: 'aws' })
  expect(row).toMatchObject({ computeUsd: '9', egressUsd: '3', storageUsd: '0', usd: '12' })
  expect(row).toMatchObject({ refusals: 'price-unknown: 2; vram-too-small: 3' })
})

test('a row of the stays tells whose it is and how long it was', () => {
  const stays = [buildStay({ workedFromMs: null }), buildStay()]
  const [first, second] = readCsv(staysCsv(resultWith({ stays })))
  expect(first).toMatchObject({ jobId: 'job-1', stay: '1', heldHours: '1', workedFromMs: '' })
  expect(first).toMatchObject({ hardware: 'offer local-a; GPU-a' })
  expect(second).toMatchObject({ stay: '2' })
})

test('a result without jobs is a line of names in each table', () => {
  for (const csv of [jobsCsv, billCsv, staysCsv]) {
    const text = csv(resultOf([]))
    expect(text).toMatch(/^jobId,[A-Za-z,]+\n$/)
  }
})

test.each(['=HYPERLINK("http://x")', '+1', '-1+2', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'the text %j is no formula in a spreadsheet',
  (jobId) => {
    const [row] = readCsv(jobsCsv(resultWith({ jobId })))
    expect(row).toMatchObject({ jobId: `'${jobId}` })
  },
)

test('a number below 0 stays a number', () => {
  const columns = { usd: (usd: number) => usd }
  expect(csvTable([-2.5, -1e-9], columns)).toBe('usd\n-2.5\n-1e-9\n')
})

const cellText = fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r＝＋－＠]/.test(text))

property.prop([cellText, cellText])(
  'texts with commas, quotes and line breaks read back the same',
  (jobId, workload) => {
    const [row] = readCsv(jobsCsv(resultWith({ jobId, workload })))
    expect(row).toMatchObject({ jobId, workload })
  },
)

property.prop([soundEvents])('numbers of every table read back the same', (events) => {
  const result = resultOf(events)
  const { jobs } = result
  expect(
    readCsv(jobsCsv(result)).map(({ jobId, usd, waitHours }) => [jobId, Number(usd), Number(waitHours)]),
  ).toEqual(jobs.map(({ jobId, usd, waitHours }) => [jobId, usd, waitHours]))
  expect(
    readCsv(billCsv(result)).map(({ atMs, quantity, usdPerUnit, usd, ...texts }) => ({
      ...texts,
      atMs: Number(atMs),
      quantity: Number(quantity),
      usdPerUnit: Number(usdPerUnit),
      usd: Number(usd),
    })),
  ).toEqual(jobs.flatMap(({ bill }) => bill))
  expect(
    readCsv(staysCsv(result)).map(({ fromMs, heldHours }) => [Number(fromMs), Number(heldHours)]),
  ).toEqual(
    jobs.flatMap(({ stays }) => stays.map(({ fromMs, untilMs }) => [fromMs, (untilMs - fromMs) / hourMs])),
  )
})

property.prop([soundEvents])('JSON reads back as the result', (events) => {
  const result = resultOf(events)
  expect(JSON.parse(toJson(result))).toEqual(JSON.parse(JSON.stringify(result)))
})

/** The same with the fields of every record the other way round. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  )
}

property.prop([soundEvents])('equal results are the same bytes, however their fields were set', (events) => {
  const result = resultOf(events)
  // The same fields in another order are of the same type.
  expect(toJson(reversed(result) as SimulationResult)).toBe(toJson(result))
})
