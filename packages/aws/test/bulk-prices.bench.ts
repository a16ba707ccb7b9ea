import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tabledTypes } from '../src/gpu-families.ts'
import { advisor } from './fixtures.ts'
import { fileHead, fileRow, type MadeRow } from './made-prices.ts'

const megabyte = 1e6
const fileBytes = 450 * megabyte
/** Built code has 95 MB before it does anything: that leaves so much of 200 MB. */
const mostGrowthMB = 105

const plainTypes = ['m5.large', 'c7g.16xlarge', 'r6i.metal', 'x2idn.32xlarge', 'i4i.8xlarge']

/** What the rows of a real file are: systems, tenancies, states and terms of each type, of which one is meant. */
const variants: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'Operating System': 'Windows', usageType: 'BoxUsage' },
  { 'Operating System': 'RHEL' },
  { 'Operating System': 'SUSE', Tenancy: 'Dedicated' },
  { Tenancy: 'Dedicated' },
  { Tenancy: 'Host', PricePerUnit: '0.0000000000' },
  { CapacityStatus: 'UnusedCapacityReservation' },
  { CapacityStatus: 'AllocatedCapacityReservation', PricePerUnit: '0.0000000000' },
  { 'Pre Installed S/W': 'SQL Std' },
  ...['1yr', '3yr'].flatMap((LeaseContractLength) =>
    ['No Upfront', 'Partial Upfront', 'All Upfront'].map((PurchaseOption) => ({
      TermType: 'Reserved',
      LeaseContractLength,
      PurchaseOption,
      OfferingClass: 'standard',
    })),
  ),
]

/** Every 20th type has GPUs, as among the types of a region. */
const rowAt = (index: number): MadeRow => {
  const changes = variants[index % variants.length]
  const place = Math.floor(index / variants.length)
  const names = place % 20 === 0 ? tabledTypes : plainTypes
  return { type: names[Math.floor(place / 20) % names.length] ?? 'm5.large', usd: '1.2340000000', changes }
}

const writeFile = async (path: string): Promise<void> => {
  const blocks = Array.from({ length: 40 }, (_, block) =>
    Array.from({ length: 2_000 }, (_, index) => `${fileRow(rowAt(block * 2_000 + index))}\n`).join(''),
  )
  const file = await open(path, 'w')
  await file.write(`${fileHead}\n`)
  for (let bytes = 0, index = 0; bytes < fileBytes; index += 1) {
    const { bytesWritten } = await file.write(blocks[index % blocks.length] ?? '')
    bytes += bytesWritten
  }
  await file.close()
}

let folder = ''
let path = ''
let server: Server

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aws-prices-'))
  path = join(folder, 'index.csv')
  await writeFile(path)
  server = createServer((request, response) => {
    if (request.url?.endsWith('.csv')) createReadStream(path, { highWaterMark: 2 ** 18 }).pipe(response)
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(advisor))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
}, 240_000)

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true, force: true })
})

interface Took {
  readonly result: number
  readonly tookMs: number
  readonly startRssBytes: number
  readonly maximumRssKiB: number
}

/** Reads the file alone, or lists regions: names with commas between. */
const run = async (task: string): Promise<Took> => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const script = fileURLToPath(new URL('./list-one-region.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=@aima/source',
    script,
    `http://127.0.0.1:${port}`,
    task,
  ])
  return JSON.parse(stdout)
}

const megabytesOf = (kibibytes: number): number => (kibibytes * 1024) / megabyte

// A process that must take the types out of TypeScript first has 140 MB before it does anything.
const shown = (name: string, { tookMs, startRssBytes, maximumRssKiB }: Took, megabytes: number): string =>
  `${name}: ${(megabytes / (tookMs / 1000)).toFixed(0)} MB/s, ${(tookMs / 1000).toFixed(1)} s, RSS ${(startRssBytes / megabyte).toFixed(0)} MB before, at most ${megabytesOf(maximumRssKiB).toFixed(0)} MB`

// Runs by turns; the better of each counts, for others may use the machine.
test(`a price file of 450 MB is listed in one pass and in no more than ${mostGrowthMB} MB more than before`, async () => {
  const megabytes = (await stat(path)).size / megabyte
  const runs: { readonly read: Took; readonly list: Took }[] = []
  for (let round = 0; round < 3; round += 1)
    runs.push({ read: await run('read'), list: await run('us-east-1') })
  const fastest = (took: readonly Took[]): Took =>
    took.reduce((best, one) => (one.tookMs < best.tookMs ? one : best))
  const read = fastest(runs.map((one) => one.read))
  const list = fastest(runs.map((one) => one.list))
  const two = await run('us-east-1,eu-central-1')
  const growthMB = Math.max(
    ...runs.map(({ list: one }) => megabytesOf(one.maximumRssKiB) - one.startRssBytes / megabyte),
  )
  console.log(
    [
      `${megabytes.toFixed(0)} MB, ${list.result} offers`,
      shown('read alone', read, megabytes),
      shown('listing', list, megabytes),
      shown('listing of two regions', two, 2 * megabytes),
      `ratio ${(list.tookMs / read.tookMs).toFixed(2)}, a listing of one region takes ${growthMB.toFixed(0)} MB at most`,
    ].join('\n'),
  )
  expect(read.result).toBe((await stat(path)).size)
  expect(list.result).toBeGreaterThan(60)
  expect(growthMB).toBeLessThan(mostGrowthMB)
}, 600_000)
