import type { Warning } from '@aima/gpu-core'
import { effectiveFromMs, isSpot, type PriceQuestion, ruleAgainst } from './price-rules.ts'
import { WirePrice } from './price-wire.ts'
import { findSize, type GpuSize, isLeftOut, isOwnName, runsLinuxAt } from './sizes.ts'

/** Prices of a size in a region. */
export interface PricedSize {
  /** The region. */
  readonly region: string
  /** The size. */
  readonly size: GpuSize
  /** Price on demand (USD/h); undefined: none. */
  readonly onDemandUsdPerHour: number | undefined
  /** Price of Spot (USD/h); undefined: there is no Spot. */
  readonly spotUsdPerHour: number | undefined
}

/** A row that was left out. */
export type BadRow = Extract<Warning, { readonly kind: 'bad-row' }>

/** What a region's price list says. */
export interface RegionPrices {
  /** Sizes with GPUs and their prices, in the order of their names. */
  readonly priced: readonly PricedSize[]
  /** Rows that could not be read. */
  readonly bad: readonly BadRow[]
  /** How many rows could be read. */
  readonly readRows: number
  /** Names that are in no table, sorted. */
  readonly unknownSizes: readonly string[]
}

interface SizeRows {
  readonly size: GpuSize
  readonly rows: WirePrice[]
}

/** The name that a create takes, then the first of its meters, then the newest; among equals the cheapest, so that the order of rows does not matter. */
const isBetter = (one: WirePrice, other: WirePrice, size: GpuSize): boolean => {
  const byName =
    Number(isOwnName(one.armSkuName ?? '', size)) - Number(isOwnName(other.armSkuName ?? '', size))
  const byMeter = Number(one.isPrimaryMeterRegion ?? false) - Number(other.isPrimaryMeterRegion ?? false)
  if (byName !== 0 || byMeter !== 0) return (byName || byMeter) > 0
  const [oneMs, otherMs] = [effectiveFromMs(one), effectiveFromMs(other)]
  return oneMs === otherMs ? one.retailPrice < other.retailPrice : oneMs > otherMs
}

const bestPrice = (rows: readonly WirePrice[], size: GpuSize): number | undefined => {
  const [first, ...others] = rows
  if (first === undefined) return undefined
  return others.reduce((best, row) => (isBetter(row, best, size) ? row : best), first).retailPrice
}

const toPriced = ({ size, rows }: SizeRows, region: string): PricedSize => ({
  region,
  size,
  onDemandUsdPerHour: bestPrice(
    rows.filter((row) => !isSpot(row)),
    size,
  ),
  spotUsdPerHour: bestPrice(rows.filter(isSpot), size),
})

const plainName = /^\w{1,64}$/

/** Only names of plain letters are repeated in a warning. */
const unknownNames = (names: Iterable<string>): readonly string[] =>
  [...names].filter((name) => plainName.test(name) && !isLeftOut(name)).sort()

const issuesOf = (row: unknown): readonly string[] =>
  (WirePrice.safeParse(row).error?.issues ?? []).map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )

/**
 * Finds the price of each size among the rows of a region, one on demand and one of Spot.
 *
 * @param items - Rows; any values. One that comes twice counts once.
 * @param question - The region and the present.
 */
export const pricesOf = (items: readonly unknown[], question: PriceQuestion): RegionPrices => {
  const bySize = new Map<string, SizeRows>()
  const unknown = new Set<string>()
  const bad: BadRow[] = []
  for (const [index, item] of items.entries()) {
    const { data: row } = WirePrice.safeParse(item)
    if (row === undefined) {
      bad.push({ kind: 'bad-row', row: `${question.region}: row ${index + 1}`, issues: issuesOf(item) })
      continue
    }
    if (ruleAgainst(row, question) !== undefined) continue
    const name = row.armSkuName?.trim() ?? ''
    const size = findSize(name)
    if (size === undefined) unknown.add(name)
    else if (runsLinuxAt(size, question.nowMs)) {
      const known = bySize.get(size.name)
      if (known === undefined) bySize.set(size.name, { size, rows: [row] })
      else known.rows.push(row)
    }
  }
  return {
    priced: [...bySize.values()]
      .map((rows) => toPriced(rows, question.region))
      .sort((one, other) => (one.size.name < other.size.name ? -1 : 1)),
    bad,
    readRows: items.length - bad.length,
    unknownSizes: unknownNames(unknown),
  }
}
