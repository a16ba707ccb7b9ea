import type { Warning } from '@aima/gpu-core'
import { type PartId, partOf, type SkuPart, type SkuPurchase } from './sku-part.ts'
import { usdPerHourOf } from './sku-price.ts'
import { WirePricedSku, WireSku } from './wire-sku.ts'

/** Prices of parts by region. */
export interface PriceBook {
  /** USD per hour for one unit of a part; undefined: in no list. */
  readonly usdPerHour: (part: PartId, region: string, purchase: SkuPurchase) => number | undefined
  /** How many prices it holds. */
  readonly size: number
}

/** A SKU that was left out. */
type BadRow = Extract<Warning, { readonly kind: 'bad-row' }>

/** A price book, and the SKUs that could not be read. */
export interface ReadSkus {
  /** The prices. */
  readonly book: PriceBook
  /** How many SKUs could be read, whatever they are. */
  readonly sound: number
  /** The others. */
  readonly bad: readonly BadRow[]
}

const keyOf = (part: PartId, region: string, purchase: SkuPurchase): string => `${purchase} ${region} ${part}`

const plainSkuId = /^[0-9A-F]{4}(?:-[0-9A-F]{4}){2}$/

const labelOf = (sku: WireSku | undefined, position: number): string => {
  const { skuId } = sku ?? {}
  return typeof skuId === 'string' && plainSkuId.test(skuId) ? `SKU ${skuId}` : `SKU ${position} of the list`
}

interface Found extends SkuPart {
  readonly regions: readonly string[]
  readonly usdPerHour: number
}

type SkuReading =
  | { readonly kind: 'price'; readonly found: Found }
  | { readonly kind: 'other' }
  | { readonly kind: 'bad'; readonly sku: WireSku | undefined; readonly issues: readonly string[] }

const issueTexts = (error: { readonly issues: readonly { path: PropertyKey[]; message: string }[] }) =>
  error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'SKU'}: ${message}`)

const other: SkuReading = { kind: 'other' }

const readSku = (row: unknown, nowMs: number): SkuReading => {
  const head = WireSku.safeParse(row)
  if (!head.success) return { kind: 'bad', sku: undefined, issues: issueTexts(head.error) }
  const sku = head.data
  const part = partOf(sku)
  if (part === undefined) return other
  const priced = WirePricedSku.safeParse(row)
  if (!priced.success) return { kind: 'bad', sku, issues: issueTexts(priced.error) }
  return usdPerHourOf(priced.data, part.part, nowMs).match<SkuReading>(
    (usdPerHour) =>
      usdPerHour === undefined
        ? other
        : { kind: 'price', found: { ...part, regions: sku.serviceRegions ?? [], usdPerHour } },
    (issue) => ({ kind: 'bad', sku, issues: [issue] }),
  )
}

/**
 * Reads the prices of parts out of SKUs. Those that are no part of a machine with GPUs are passed over; one that is and cannot be
 * read costs a warning.
 *
 * A region has one price for a part. Where two SKUs say different ones, the higher counts, so that nobody pays more than was said.
 *
 * @param rows - SKUs as Google lists them; any values.
 * @param nowMs - The present (ms since 1970-01-01 UTC): a price that begins later does not hold yet.
 * @example
 * const { book, sound, bad } = readSkus([{ description: 'N2 Instance Core running in Paris' }, 42], 0)
 * book.size // => 0
 * sound // => 1
 * bad.map(({ row }) => row) // => ['SKU 2 of the list']
 */
export const readSkus = (rows: readonly unknown[], nowMs: number): ReadSkus => {
  const prices = new Map<string, number>()
  const bad: BadRow[] = []
  for (const [index, row] of rows.entries()) {
    const read = readSku(row, nowMs)
    if (read.kind === 'bad')
      bad.push({ kind: 'bad-row', row: labelOf(read.sku, index + 1), issues: read.issues })
    if (read.kind !== 'price') continue
    const { part, purchase, regions, usdPerHour } = read.found
    for (const region of regions) {
      const key = keyOf(part, region, purchase)
      prices.set(key, Math.max(usdPerHour, prices.get(key) ?? 0))
    }
  }
  const usdPerHour: PriceBook['usdPerHour'] = (part, region, purchase) =>
    prices.get(keyOf(part, region, purchase))
  return { book: { usdPerHour, size: prices.size }, sound: rows.length - bad.length, bad }
}
