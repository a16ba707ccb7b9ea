import { describeWarning, type ListError, type Listing, parseOffer } from '@aima/gpu-core'
import { createHttp, type Http } from '@aima/gpu-http'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { ok, okAsync, type Result } from 'neverthrow'
import { expect, test } from 'vitest'
import { skypilotCatalog } from '../src/index.ts'
import { gpuInfo, header } from './catalog-folder.ts'

const mutants = 10_000

const info = (sizeInMiB: number): string => gpuInfo(sizeInMiB).slice(1, -1)

/** Rows as each cloud has them. */
const tables: Readonly<Record<string, readonly (readonly string[])[]>> = {
  aws: [
    ['g5.xlarge', 'A10G', '1', '4', '16', info(24_576), '1.006', '0.4', 'us-east-1', 'use1-az1'],
    ['p5.48xlarge', 'H100', '8', '192', '2048', info(81_920), '98.32', '34.3', 'us-east-1', 'use1-az2'],
    ['trn1.2xlarge', 'Trainium', '1', '8', '32', '', '1.34', '', 'us-east-1', 'use1-az1'],
    ['m5.large', '', '', '2', '8', '', '0.096', '0.04', 'us-east-1', 'use1-az1'],
  ],
  azure: [
    ['Standard_ND96isr_H100_v5', 'H100', '12', '96', '1900', 'H100', '0', '29.5', 'eastus', ''],
    ['Standard_NV6ads_A10_v5', 'A10', '1', '6', '55', 'A10', '0.454', '0.09', 'eastus', ''],
  ],
  gcp: [
    ['', 'L4', '1', '', '', info(24_576), '0.56', '0.22', 'europe-west1', 'europe-west1-b'],
    ['g2-standard-4', '', '', '4', '16', '', '0.15', '0.06', 'europe-west1', 'europe-west1-b'],
    ['', 'T4', '4', '', '', info(16_384), '1.4', '0.5', 'europe-west1', 'europe-west1-b'],
    ['n1-standard-32', '', '', '32', '120', '', '1.5', '0.3', 'europe-west1', 'europe-west1-b'],
    ['', 'tpu-v4-8', '1', '', '', '', '12', '4', 'us-central2', 'us-central2-b'],
  ],
  runpod: [['1x_L4_SECURE', 'L4', '1', '9', '50', info(24), '0.43', '', 'SE', 'EU-SE-1']],
  vast: [
    ['8x-H100_SXM-32-65536', 'H100', '8', '32', '64', info(652_472), '16.5', '0', 'Bavaria, DE, EU', ''],
  ],
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The CSV of a table, or of what a mutation has left of one. */
const csvOf = (table: unknown, toCell: (text: string) => string): string => {
  const lines = Array.isArray(table) ? table : [table]
  return lines
    .map((line: unknown) =>
      (Array.isArray(line) ? line : [line]).map((cell: unknown) => toCell(textOf(cell))).join(','),
    )
    .join('\n')
}

const plainHttp = createHttp()

/** Answers each request with one body. */
const httpOf = (body: string): Http => ({
  ...plainHttp,
  stream: () =>
    okAsync({
      status: 200,
      header: () => undefined,
      bytes: (async function* () {
        yield ok(Buffer.from(body))
      })(),
    }),
})

const list = async (cloud: string, body: string): Promise<Result<Listing, ListError>> =>
  skypilotCatalog({
    baseUrl: 'https://catalog.example',
    clouds: [cloud],
    http: httpOf(body),
  }).listOffers({}, { nowMs: Date.UTC(2026, 10, 25, 12) })

const assertSound = ({ offers, warnings }: Listing): void => {
  expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length)
  for (const offer of offers) {
    expect(parseOffer(offer, 'cloud').isOk()).toBe(true)
    const usd = offer.price?.usdPerHour
    expect(usd === undefined || (usd > 0 && Number.isFinite(usd))).toBe(true)
  }
  for (const warning of warnings) expect(describeWarning(warning).length).toBeLessThan(5_000)
}

test(`${mutants} mutants of a reply give sound offers, or say what was expected`, async () => {
  const clouds = Object.keys(tables)
  const mutant = fc
    .constantFrom(...clouds)
    .chain((cloud) => fc.tuple(fc.constant(cloud), mutateJson([header.split(','), ...(tables[cloud] ?? [])])))
  let listings = 0
  let listed = 0
  await fc.assert(
    fc.asyncProperty(mutant, fc.boolean(), async ([cloud, table], isQuoted) => {
      const result = await list(cloud, csvOf(table, isQuoted ? quoted : (text) => text))
      if (result.isErr()) expect(result.error.kind).toBe('unexpected-shape')
      else {
        assertSound(result.value)
        listings += 1
        listed += result.value.offers.length
      }
    }),
    { numRuns: mutants, seed: 20_261_125 },
  )
  // A reader that refused everything would pass as well.
  expect(listings).toBeGreaterThan(mutants / 2)
  expect(listed).toBeGreaterThan(mutants)
}, 120_000)
