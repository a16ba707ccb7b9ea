import type { ListError, Warning } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { askForPages, type Connection } from './client.ts'
import { computeService, skuPageSize } from './facts.ts'
import { type PriceBook, readSkus } from './price-book.ts'
import { WireSkuPage } from './wire-sku.ts'

/** The prices of a moment. */
export interface Prices {
  /** Prices of parts. */
  readonly book: PriceBook
  /** When they were read (ms since 1970-01-01 UTC). */
  readonly readAtMs: number
  /** What was not as it should be. */
  readonly warnings: readonly Warning[]
}

const mostBadRows = 20
const mostIssues = 5

/** What is read of a SKU; without it a listing would be tens of MB. Source: Google APIs, "System parameters". */
const fields =
  'skus(name,skuId,description,category/usageType,serviceRegions,pricingInfo(effectiveTime,pricingExpression(usageUnit,tieredRates))),nextPageToken'

/**
 * Reads the price list of Compute Engine: all of it, because Google filters nothing.
 *
 * @param connection - Cloud Billing.
 * @returns The prices; the error when none could be read, or when somebody cancelled.
 */
const readPrices = async (connection: Connection): Promise<Result<Prices, ListError>> => {
  const path = `/v1/${computeService}/skus`
  const listed = await askForPages(
    connection,
    { path, query: { currencyCode: 'USD', pageSize: skuPageSize, fields } },
    WireSkuPage,
  )
  if (listed.isErr()) return err(listed.error)
  const { pages, missing } = listed.value
  const rows = pages.flatMap(({ skus }) => skus ?? [])
  const { nowMs = 0 } = connection.context
  const { book, sound, bad } = readSkus(rows, nowMs)
  if (sound === 0 && bad.length > 0) {
    const issues = bad.flatMap(({ row, issues: found }) => found.map((issue) => `${row}: ${issue}`))
    return err({ kind: 'unexpected-shape', issues: issues.slice(0, mostIssues) })
  }
  const lost: readonly Warning[] =
    missing === undefined
      ? []
      : [{ kind: 'part-missing', part: `prices, page ${missing.page}`, error: missing.error }]
  const more: readonly Warning[] =
    bad.length <= mostBadRows
      ? []
      : [
          {
            kind: 'limited',
            reason: `${bad.length - mostBadRows} more SKUs could not be read; a newer version may read them`,
          },
        ]
  return ok({ book, readAtMs: nowMs, warnings: [...lost, ...bad.slice(0, mostBadRows), ...more] })
}

const hourMs = 3_600_000

/** Reads prices, or has them still. */
export type PriceReader = (connection: Connection) => Promise<Result<Prices, ListError>>

/**
 * Keeps the prices that were read last, once all of them came, for the next listings.
 *
 * @param hours - How long (h); 0: not at all.
 */
export const keptPrices = (hours: number): PriceReader => {
  let kept: Prices | undefined
  return async (connection) => {
    const ageMs = (connection.context.nowMs ?? 0) - (kept?.readAtMs ?? 0)
    if (kept !== undefined && ageMs >= 0 && ageMs < hours * hourMs) return ok(kept)
    const read = await readPrices(connection)
    if (read.isOk() && read.value.warnings.length === 0) kept = read.value
    return read
  }
}
