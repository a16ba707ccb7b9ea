import { excludeEachOther, parseOffer } from '@aima/gpu-core'
import { withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { toOffers } from '../src/convert.ts'
import { createVastai } from '../src/index.ts'
import { bidOf } from '../src/price.ts'
import { countryOf } from '../src/regions.ts'
import { readRows } from '../src/rows.ts'
import type { WireOffer } from '../src/wire.ts'
import { nowMs } from './fixtures.ts'
import { hasRecordings, recordedReplies, recordedRows, recordedText } from './recordings.ts'

/** Every recorded price is with the API's own 8 GB of disk. */
const disk = { diskGB: 8, pricedDiskGB: 8 }

/** One row per sighting, so it is no single reply. */
const series = 'raw-subset-series-2026-07-18_2026-08-22.jsonl'

/** Members that the author of the snapshot renamed. Source: README of the recordings. */
const renamed: Readonly<Record<string, string>> = {
  gpu_ram_mb: 'gpu_ram',
  duration_s: 'duration',
  internet_down_mbps: 'inet_down',
  internet_up_mbps: 'inet_up',
  cpu_ram_mb: 'cpu_ram',
  disk_space_gb: 'disk_space',
}

const asSent = (row: unknown): unknown =>
  Object.fromEntries(Object.entries(Object(row)).map(([name, value]) => [renamed[name] ?? name, value]))

const csvColumn = (file: string, pattern: RegExp): readonly string[] =>
  recordedText(file)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => pattern.exec(line)?.[1] ?? '')

interface Counts {
  rows: number
  offers: number
  interruptible: number
  warned: number
  models: number
}

const convert = (rows: readonly WireOffer[]) =>
  toOffers(rows, { source: 'vastai', disk, includeInterruptible: true, nowMs })

const count = (raw: readonly unknown[]): Counts => {
  const { byId, bad } = readRows(raw, 1)
  const { offers } = convert([...byId.values()])
  const onDemand = offers.filter(({ purchase }) => purchase === 'on-demand')
  const unsound = offers.filter((offer) => parseOffer(offer, 'cloud').isErr())
  expect(unsound).toEqual([])
  return {
    rows: raw.length,
    offers: onDemand.length,
    interruptible: offers.length - onDemand.length,
    warned: bad.length,
    models: onDemand.filter(({ gpu }) => gpu.model !== undefined).length,
  }
}

interface RecordedError {
  readonly case: string
  readonly status: number
  readonly body_text?: string
  readonly body_json?: unknown
}

/** On the search a 404 is a wrong key. */
const kinds: Readonly<Record<number, string>> = {
  400: 'provider-failed',
  401: 'unauthorized',
  404: 'unauthorized',
  429: 'rate-limited',
}

/** How far the prices of a row are from what the reply says (share). */
const deviation = (row: WireOffer): number => {
  const [offer] = convert([row]).offers.filter(({ purchase }) => purchase === 'on-demand')
  const stated = row.dph_total ?? 0
  return Math.abs((offer?.price?.usdPerHour ?? 0) - stated) / stated
}

describe.skipIf(!hasRecordings)('recorded replies', () => {
  test('every row becomes an offer on demand or a warning', () => {
    const total = [...recordedReplies(), series].map((file) => {
      const rows = recordedRows(file)
      const counts = file === series ? rows.map((row) => count([row])) : [count(rows)]
      return counts.reduce((sum, one) => ({
        rows: sum.rows + one.rows,
        offers: sum.offers + one.offers,
        interruptible: sum.interruptible + one.interruptible,
        warned: sum.warned + one.warned,
        models: sum.models + one.models,
      }))
    })
    for (const { rows, offers, warned } of total) expect(offers).toBe(rows - warned)
    const sum = (pick: (counts: Counts) => number) => total.reduce((all, counts) => all + pick(counts), 0)
    console.log(
      `${total.length} files: ${sum(({ rows }) => rows)} rows, ${sum(({ offers }) => offers)} offers on demand ` +
        `(${sum(({ models }) => models)} with a known model), ${sum(({ interruptible }) => interruptible)} interruptible, ` +
        `${sum(({ warned }) => warned)} warnings`,
    )
    expect(total).toHaveLength(24)
    expect(sum(({ warned }) => warned)).toBe(0)
  })

  test('the snapshot with renamed members is read once its members have their own names', () => {
    const rows = recordedRows('snapshot-original-keys-2026-08-22.json').map(asSent)
    expect(count(rows)).toMatchObject({ rows: 80, offers: 80, warned: 0 })
  })

  test('every offer that was seen in three months is read', () => {
    const [header = '', ...lines] = recordedText('offer-summary-2026-05-26_2026-08-22.csv').trim().split('\n')
    const names = header.trim().split(',')
    const rows = lines.map((line) => {
      const cells = line.trim().split(',')
      const members = names.map((name, index): [string, unknown] => {
        const cell = cells[index] ?? ''
        return [name, name === 'gpu_name' || Number.isNaN(Number(cell)) ? cell : Number(cell)]
      })
      return Object.fromEntries(members)
    })
    const { rows: read, offers, models, warned } = count(rows)
    console.log(`${read} offers of three months, ${models} with a known model`)
    expect({ read, offers, warned }).toEqual({ read: 10_512, offers: 10_512, warned: 0 })
    expect(models / read).toBeGreaterThan(0.99)
  })

  test('every recorded error of the search becomes the error that it means', async () => {
    const { replies }: { readonly replies: readonly RecordedError[] } = JSON.parse(
      recordedText('error-replies.json'),
    )
    const ofSearch = replies.filter(({ case: name, status }) => status !== 200 && !name.startsWith('create'))
    for (const { case: name, status, body_text: text, body_json: json } of ofSearch) {
      const route = { path: /^/, reply: text === undefined ? { status, json } : { status, text } }
      const error = await withReplayServer([route], async ({ baseUrl }) => {
        const source = createVastai({ baseUrl, apiKey: 'test-key', http: { maximumAttempts: 1 } })
        return (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
      })
      expect([name, error.kind]).toEqual([name, kinds[status]])
    }
    expect(ofSearch).toHaveLength(8)
  })

  test('the price on demand is the one that the reply states, in every row', () => {
    const files = [...recordedReplies(), series]
    const rows = files.flatMap((file) =>
      recordedRows(file).flatMap((row) => [...readRows([row], 1).byId.values()]),
    )
    const deviations = rows.map(deviation)
    console.log(`largest deviation of ${rows.length} prices: ${Math.max(...deviations)}`)
    expect(Math.max(...deviations)).toBeLessThan(1e-14)
  })

  test('the price by bid is the bid and the same disk, and always below the price on demand', () => {
    const rows = [...readRows(recordedRows('bundles-h100-2026-07-18.json'), 1).byId.values()]
    for (const row of rows) {
      const bid = bidOf(row, disk)
      const isCheaper = (row.min_bid ?? 0) < (row.dph_base ?? 0)
      expect(bid !== undefined).toBe(isCheaper)
      if (bid === undefined) continue
      expect(bid.price.usdPerHour).toBe((row.min_bid ?? 0) + ((row.storage_cost ?? 0) * 8) / 720)
      expect(bid.price.usdPerHour).toBeLessThan(bid.price.onDemandUsdPerHour ?? 0)
    }
  })

  test('offers exclude each other exactly where their GPUs overlap', () => {
    const rows = [...readRows(recordedRows('bundles-h100-2026-07-18.json'), 1).byId.values()]
    const { offers } = convert(rows)
    const offerOf = ({ id }: WireOffer) => offers.find((offer) => offer.id === `vastai/${id}/on-demand`) ?? {}
    let pairs = 0
    for (const one of rows)
      for (const other of rows) {
        const overlap = one.gpu_ids?.some((id) => other.gpu_ids?.includes(id)) ?? false
        expect(excludeEachOther(offerOf(one), offerOf(other))).toBe(overlap)
        if (overlap && one.id < other.id) pairs += 1
      }
    expect(pairs).toBeGreaterThan(0)
  })

  test('every recorded place names its country', () => {
    const places = csvColumn('observed-geolocations.csv', /^"(.*)",\d+\r?$/)
    expect(places).toHaveLength(118)
    for (const place of places) expect(countryOf(place)).toBe(place.slice(-2))
  })

  test('all but two of the 97 recorded pairs of name and memory are models', () => {
    const lines = csvColumn('observed-gpu-models.csv', /^([^,]+,\d+),/)
    const rows = lines.map((line, index): WireOffer => {
      const [name = '', mebibytes] = line.split(',')
      return { id: index + 1, gpu_name: name, gpu_ram: Number(mebibytes), num_gpus: 1 }
    })
    expect(rows).toHaveLength(97)
    expect(convert(rows).warnings).toEqual([
      { kind: 'unknown-model', name: 'H100 NVL', offers: 1 },
      { kind: 'unknown-model', name: 'RTX 4070S', offers: 1 },
    ])
  })
})
