import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ListError, ListedOffer, Listing } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { onTestFinished } from 'vitest'
import { skypilotCatalog } from '../src/index.ts'

/** Columns of the fixtures here. The catalog's files have the same ones, in one order or another. */
export const header =
  'InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,AvailabilityZone'

/** A CSV text of the fixtures' columns. */
export const csv = (...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`

/** A text in Python's notation, as the catalog has it, already quoted for CSV. */
export const gpuInfo = (sizeInMiB: number, totalInMiB = sizeInMiB): string =>
  `"{'Gpus': [{'Name': 'X', 'Manufacturer': 'NVIDIA', 'Count': 1, 'MemoryInfo': {'SizeInMiB': ${sizeInMiB}}}], 'TotalGpuMemoryInMiB': ${totalInMiB}}"`

/**
 * Writes files into a new folder, which is removed when the test ends. A name that ends in `.gz` is packed,
 * unless it is bytes.
 */
export const writeFolder = (files: Readonly<Record<string, string | Uint8Array>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gpu-catalog-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, typeof content === 'string' && name.endsWith('.gz') ? gzipSync(content) : content)
  }
  return folder
}

/** The day that the tests' prices have. */
const observedAt = '2024-06-13'

/** Lists a folder at noon of that day. */
export const listFolder = (folder: string): Promise<Result<Listing, ListError>> =>
  Promise.resolve(
    skypilotCatalog({ folder, observedAt }).listOffers({}, { nowMs: Date.parse('2024-06-13T12:00Z') }),
  )

/** Lists files that are written for it. */
export const listFiles = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<Listing> =>
  (await listFolder(writeFolder(files)))._unsafeUnwrap()

/** The offers of one file of a cloud. */
export const offersOf = async (cloud: string, ...rows: readonly string[]): Promise<readonly ListedOffer[]> =>
  (await listFiles({ [`${cloud}-vms.csv`]: csv(...rows) })).offers

/** The only offer on demand of one row. */
export const offerOf = async (cloud: string, ...rows: readonly string[]): Promise<ListedOffer> => {
  const offers = (await offersOf(cloud, ...rows)).filter(({ purchase }) => purchase === 'on-demand')
  const [offer] = offers
  if (offer === undefined || offers.length > 1) throw new Error(`expected one offer, not ${offers.length}`)
  return offer
}
