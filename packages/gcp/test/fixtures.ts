import { readFileSync } from 'node:fs'
import type { Machine } from '../src/machine.ts'
import { type PriceBook, readSkus } from '../src/price-book.ts'

/** The present of the fixtures: 2026-09-01 12:00 UTC. */
export const nowMs = Date.UTC(2026, 8, 1, 12)

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8'))

/** A SKU as the fixtures have it. */
export interface FixtureSku {
  readonly skuId: string
  readonly description: string
  readonly serviceRegions: readonly string[]
}

const isFixtureSku = (value: unknown): value is FixtureSku =>
  typeof value === 'object' && value !== null && 'skuId' in value

const skusOf = (page: unknown): readonly FixtureSku[] => {
  const skus = typeof page === 'object' && page !== null && 'skus' in page ? page.skus : undefined
  return Array.isArray(skus) ? skus.filter(isFixtureSku) : []
}

/** Replies by what they are; their README says where their facts come from. */
export const replies = {
  skus: read('skus'),
  machineTypes: read('machine-types'),
  acceleratorTypes: read('accelerator-types'),
  regions: read('regions'),
  project: read('project'),
  advice: read('advice'),
} as const

/** SKUs of `skus.json`. */
export const fixtureSkus: readonly FixtureSku[] = skusOf(replies.skus)

/** A SKU with a price. */
export const skuOf = (
  description: string,
  changes: {
    readonly usd?: string
    readonly nanos?: number
    readonly unit?: string
    readonly usageType?: string
    readonly regions?: readonly string[]
    readonly pricingInfo?: unknown
  } = {},
): unknown => ({
  name: 'services/6F81-5844-456A/skus/AAAA-BBBB-CCCC',
  skuId: 'AAAA-BBBB-CCCC',
  description,
  category: { usageType: changes.usageType ?? 'OnDemand' },
  serviceRegions: changes.regions ?? ['us-central1'],
  pricingInfo: changes.pricingInfo ?? [
    {
      pricingExpression: {
        usageUnit: changes.unit ?? 'h',
        tieredRates: [
          {
            startUsageAmount: 0,
            unitPrice: { currencyCode: 'USD', units: changes.usd ?? '1', nanos: changes.nanos ?? 0 },
          },
        ],
      },
    },
  ],
})

/** The prices of `skus.json`. */
export const fixtureBook: PriceBook = readSkus(fixtureSkus, nowMs).book

/** A machine: a g2-standard-4 of us-central1-a. */
export const machineOf = (changes: Partial<Machine> = {}): Machine => ({
  type: 'g2-standard-4',
  region: 'us-central1',
  zone: 'us-central1-a',
  vcpus: 4,
  ramGiB: 16,
  accelerator: 'nvidia-l4',
  gpuCount: 1,
  fraction: undefined,
  isAttached: false,
  localSsdGiB: 0,
  onDemand: 'plain',
  architecture: 'x86_64',
  ...changes,
})
