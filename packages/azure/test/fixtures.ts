import { readFileSync } from 'node:fs'
import type { WirePrice } from '../src/price-wire.ts'

/** The present of the fixtures: 2026-09-01 12:00 UTC. */
export const nowMs = Date.UTC(2026, 8, 1, 12)

/** An id of a subscription, invented. */
export const subscriptionId = '00000000-1111-2222-3333-444444444444'

/** Lists before anybody has checked them, by region. */
export type ListsByRegion = Readonly<Record<string, readonly unknown[]>>

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8'))

/** Rows of prices by region; the README beside them says where their facts come from. */
export const pricesByRegion: ListsByRegion = read('prices')

/** Rows of a region. */
export const rowsIn = (lists: ListsByRegion, region: string): readonly unknown[] => lists[region] ?? []

/** Resource SKUs by region. */
export const skusByRegion: ListsByRegion = read('skus')

/** Quotas by region. */
export const usagesByRegion: ListsByRegion = read('usages')

/** Rates of eviction. */
export const evictionRows: readonly unknown[] = read('evictions')

/** Placement scores. */
export const scoreRows: readonly unknown[] = read('scores')

/** A row of a T4 in eastus on demand, that no rule leaves out. */
export const priceRow = (changes: Partial<WirePrice> = {}): WirePrice => ({
  armSkuName: 'Standard_NC4as_T4_v3',
  armRegionName: 'eastus',
  retailPrice: 0.526,
  currencyCode: 'USD',
  unitOfMeasure: '1 Hour',
  type: 'Consumption',
  productName: 'Virtual Machines NCasT4 v3 Series',
  meterName: 'NC4as T4 v3',
  skuName: 'NC4as T4 v3',
  effectiveStartDate: '2025-01-01T00:00:00Z',
  isPrimaryMeterRegion: true,
  tierMinimumUnits: 0,
  ...changes,
})
