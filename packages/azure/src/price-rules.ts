import type { WirePrice } from './price-wire.ts'

/** What is asked of the price list: which rows, and when. */
export interface PriceQuestion {
  /** Region, in small letters. */
  readonly region: string
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** A rule by which rows of the price list are left out. */
export interface PriceRule {
  /** What it leaves out. */
  readonly name: string
  /** Whether a row is such. */
  readonly leavesOut: (row: WirePrice, question: PriceQuestion) => boolean
}

/** Highest price that only fills a place (USD/h). Source: rows of 0.01 and 0.002 in the price list; the cheapest real share is 0.02 and more. */
const placeholderUsdPerHour = 0.01

type TextField = 'type' | 'unitOfMeasure' | 'currencyCode' | 'productName' | 'meterName' | 'skuName'

const has =
  (field: TextField, pattern: RegExp) =>
  (row: WirePrice): boolean =>
    pattern.test(row[field]?.trim() ?? '')

const hasNot =
  (field: TextField, pattern: RegExp) =>
  (row: WirePrice): boolean =>
    !has(field, pattern)(row)

const endsWith = (suffix: RegExp) => (row: WirePrice) =>
  has('skuName', suffix)(row) || has('meterName', suffix)(row)

/** A time (ms); undefined: none, or none that can be read. */
const timeOf = (text: string | null | undefined): number | undefined => {
  const atMs = Date.parse(text ?? '')
  return Number.isNaN(atMs) ? undefined : atMs
}

const startOf = (row: WirePrice): number => timeOf(row.effectiveStartDate) ?? Number.NEGATIVE_INFINITY
const endOf = (row: WirePrice): number => timeOf(row.effectiveEndDate) ?? Number.POSITIVE_INFINITY

/**
 * Which rows are no price that somebody pays now for a Linux machine by the hour, on demand or Spot. A row that fits none is one.
 *
 * Sources: Microsoft's page "Azure Retail Prices" (2026); rows of 2025-06-22 and 2026-09-16; what Azure/karpenter-provider-azure,
 * dstackai/gpuhunt, skypilot-org/skypilot and infracost/infracost leave out.
 */
export const priceRules: readonly PriceRule[] = [
  { name: 'reservation', leavesOut: has('type', /^Reservation$/i) },
  { name: 'DevTest', leavesOut: has('type', /^DevTest/i) },
  { name: 'other type', leavesOut: hasNot('type', /^Consumption$/i) },
  { name: 'not by the hour', leavesOut: hasNot('unitOfMeasure', /^1 Hour$/i) },
  { name: 'other currency', leavesOut: hasNot('currencyCode', /^USD$/i) },
  { name: 'placeholder', leavesOut: ({ retailPrice }) => retailPrice <= placeholderUsdPerHour },
  { name: 'volume', leavesOut: ({ tierMinimumUnits }) => (tierMinimumUnits ?? 0) > 0 },
  { name: 'Windows', leavesOut: has('productName', /\bWin(dows)?\b/i) },
  { name: 'dedicated host', leavesOut: has('productName', /Dedicated Host/i) },
  { name: 'cloud services', leavesOut: has('productName', /Cloud ?Services/i) },
  { name: 'promotion', leavesOut: has('productName', /Promo/i) },
  { name: 'expired product', leavesOut: has('productName', /Expired/i) },
  { name: 'without product', leavesOut: hasNot('productName', /./) },
  { name: 'low priority', leavesOut: endsWith(/ Low Priority$/i) },
  { name: 'future', leavesOut: (row, { nowMs }) => startOf(row) > nowMs },
  { name: 'past', leavesOut: (row, { nowMs }) => endOf(row) < nowMs },
  { name: 'ends before it begins', leavesOut: (row) => endOf(row) < startOf(row) },
  {
    name: 'other region',
    leavesOut: ({ armRegionName }, { region }) => armRegionName?.trim().toLowerCase() !== region,
  },
  { name: 'without size', leavesOut: ({ armSkuName }) => (armSkuName?.trim() ?? '') === '' },
]

/**
 * The first rule that leaves a row out.
 *
 * @param row - The row.
 * @param question - What is asked.
 * @returns Undefined: the row is a price.
 * @example
 * const row = { armSkuName: 'Standard_NC4as_T4_v3', armRegionName: 'eastus', retailPrice: 0.526, currencyCode: 'USD', unitOfMeasure: '1 Hour', type: 'Consumption', productName: 'Virtual Machines NCasT4 v3 Series' }
 * ruleAgainst(row, { region: 'eastus', nowMs: 0 })?.name // => undefined
 * ruleAgainst({ ...row, productName: 'Virtual Machines NCasT4 v3 Srs Win' }, { region: 'eastus', nowMs: 0 })?.name // => 'Windows'
 */
export const ruleAgainst = (row: WirePrice, question: PriceQuestion): PriceRule | undefined =>
  priceRules.find(({ leavesOut }) => leavesOut(row, question))

/**
 * Whether a row is of a Spot machine. Source: the suffix is in the name of the meter and of the SKU in all rows of Spot machines.
 *
 * @param row - The row.
 */
export const isSpot = (row: WirePrice): boolean => endsWith(/ Spot$/i)(row)

/**
 * When a row came into effect.
 *
 * @param row - The row.
 * @returns Time (ms since 1970-01-01 UTC); the oldest of all where it does not say.
 */
export const effectiveFromMs = (row: WirePrice): number => startOf(row)
