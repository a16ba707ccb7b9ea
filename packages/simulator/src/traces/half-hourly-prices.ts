import type { Result } from 'neverthrow'
import { z } from 'zod'
import { jsonCell, nonNegativeCell, textCell, timeCell, wholeCell } from './csv-cell.ts'
import { readCsvRows } from './read-csv-rows.ts'
import type { TraceFault } from './trace-fault.ts'

/** What one provider had of a GPU. */
export interface ProviderPrice {
  /** How many offers. */
  readonly offers: number
  /** Price of the cheapest, per GPU (USD/h). */
  readonly minimumUsdPerGpuHour: number
}

/** How many offers there were by how many machines they had left, in the marketplace's words. */
export interface HalfHourlyStock {
  /** Some, without a number. */
  readonly available: number
  /** Few. */
  readonly low: number
  /** Some more. */
  readonly medium: number
  /** Many. */
  readonly high: number
}

/** One look at what a marketplace had of one GPU. */
export interface HalfHourlyPrice {
  /** When (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Name of the GPU with its memory, such as `H100_80GB`. */
  readonly gpu: string
  /** Its socket, such as `SXM5`; empty: there is only one. */
  readonly socket: string
  /** Median of all prices, per GPU (USD/h). */
  readonly medianUsdPerGpuHour: number
  /** How many offers there were. */
  readonly offers: number
  /** How many of them could be had, by how much of each there was. */
  readonly stock: HalfHourlyStock
  /** What each provider had, by its name. */
  readonly providers: ReadonlyMap<string, ProviderPrice>
}

const Providers = z.record(z.string().min(1), z.tuple([z.int().min(0), z.number().min(0)]))

const Row = z.object({
  timestamp: timeCell,
  gpu_type: textCell,
  socket: z.string(),
  median: nonNegativeCell,
  offers_total: wholeCell,
  offers_available: wholeCell,
  offers_low: wholeCell,
  offers_medium: wholeCell,
  offers_high: wholeCell,
  providers_json: jsonCell(Providers),
})

const toProviders = (providers: z.infer<typeof Providers>): ReadonlyMap<string, ProviderPrice> =>
  new Map(
    Object.entries(providers).map(([name, [offers, minimumUsdPerGpuHour]]): [string, ProviderPrice] => [
      name,
      { offers, minimumUsdPerGpuHour },
    ]),
  )

const toPrice = (row: z.infer<typeof Row>): HalfHourlyPrice => ({
  atMs: row.timestamp,
  gpu: row.gpu_type,
  socket: row.socket,
  medianUsdPerGpuHour: row.median,
  offers: row.offers_total,
  stock: {
    available: row.offers_available,
    low: row.offers_low,
    medium: row.offers_medium,
    high: row.offers_high,
  },
  providers: toProviders(row.providers_json),
})

/**
 * Reads snapshots of a marketplace, one for each GPU about every half hour.
 *
 * @param text - `gpu-market-halfhourly-2025.csv`, unpacked.
 * @returns The snapshots in the order of the file, or `unreadable-trace`.
 * @example
 * readHalfHourlyPrices('timestamp\n')._unsafeUnwrapErr().issues[0] // => 'gpu_type: expected this column'
 */
export const readHalfHourlyPrices = (text: string): Result<readonly HalfHourlyPrice[], TraceFault> =>
  readCsvRows(text, Row).map((rows) => rows.map(toPrice))
