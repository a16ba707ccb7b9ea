import type { Result } from 'neverthrow'
import { z } from 'zod'
import { countCell, nonNegativeCell, orEmpty, textCell, timeCell, wholeCell } from './csv-cell.ts'
import { readCsvRows } from './read-csv-rows.ts'
import type { TraceFault } from './trace-fault.ts'

/** What one provider asked on one day for one GPU, in one region. */
export interface DailyPrice {
  /** Start of the day (ms since 1970-01-01 UTC). */
  readonly dayMs: number
  /** Name of the provider, such as `vast.ai`. */
  readonly provider: string
  /** Name of the GPU, such as `H100_SXM`. */
  readonly gpu: string
  /** How many of it in one machine. */
  readonly gpuCount: number
  /** A country, or `global`, `any`, `secure` and so on. */
  readonly region: string
  /** How it is had. */
  readonly purchase: 'on-demand' | 'spot'
  /** Lowest price of one GPU (USD/h). */
  readonly minimumUsdPerGpuHour: number
  /** Median price of one GPU (USD/h). */
  readonly medianUsdPerGpuHour: number
  /** Highest price of one GPU (USD/h). */
  readonly maximumUsdPerGpuHour: number
  /** How many offers there were; undefined: not counted. */
  readonly offers: number | undefined
}

const Row = z.object({
  date: timeCell,
  provider: textCell,
  gpu_model: textCell,
  gpu_count: countCell,
  region: textCell,
  rental_type: z.enum(['on_demand', 'spot'], 'expected on_demand or spot'),
  price_min_usd: nonNegativeCell,
  price_median_usd: nonNegativeCell,
  price_max_usd: nonNegativeCell,
  n_offers: orEmpty(wholeCell),
})

const toDailyPrice = (row: z.infer<typeof Row>): DailyPrice => ({
  dayMs: row.date,
  provider: row.provider,
  gpu: row.gpu_model,
  gpuCount: row.gpu_count,
  region: row.region,
  purchase: row.rental_type === 'spot' ? 'spot' : 'on-demand',
  minimumUsdPerGpuHour: row.price_min_usd,
  medianUsdPerGpuHour: row.price_median_usd,
  maximumUsdPerGpuHour: row.price_max_usd,
  offers: row.n_offers,
})

/**
 * Reads daily rental prices of many providers.
 *
 * @param text - `gpu-cloud-daily-2026.csv`, unpacked.
 * @returns The rows in the order of the file, or `unreadable-trace`.
 * @example
 * readDailyPrices('date\n2026-02-11\n')._unsafeUnwrapErr().issues[0] // => 'provider: expected this column'
 */
export const readDailyPrices = (text: string): Result<readonly DailyPrice[], TraceFault> =>
  readCsvRows(text, Row).map((rows) => rows.map(toDailyPrice))
