import type { Result } from 'neverthrow'
import { z } from 'zod'
import { countCell, nonNegativeCell, orEmpty, textCell, unixSecondsCell } from './csv-cell.ts'
import { readCsvRows } from './read-csv-rows.ts'
import type { TraceFault } from './trace-fault.ts'

/** A price of Google Cloud's GPUs that changed: of the GPUs alone, without the machine around them. */
export interface GcpGpuPrice {
  /** When it was seen (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Name of the GPU, such as `A100-80GB`. */
  readonly gpu: string
  /** How many of it. */
  readonly gpuCount: number
  /** Such as `us-central1-a`. */
  readonly zone: string
  /** Price of all these GPUs on demand (USD/h); undefined: it is quoted no longer. */
  readonly onDemandUsdPerHour: number | undefined
  /** Their price as spot (USD/h); undefined: it is quoted no longer. */
  readonly spotUsdPerHour: number | undefined
}

const Row = z.object({
  unix_s: unixSecondsCell,
  accelerator: textCell,
  count: countCell,
  zone: textCell,
  ondemand_usd_h: orEmpty(nonNegativeCell),
  spot_usd_h: orEmpty(nonNegativeCell),
})

/**
 * Reads changes of Google Cloud's prices of GPUs.
 *
 * @param text - `gcp-gpu-price-changes.csv`, unpacked.
 * @returns The changes in the order of the file, or `unreadable-trace`.
 * @example
 * const columns = 'unix_s,accelerator,count,zone,ondemand_usd_h,spot_usd_h'
 * readGcpGpuPrices(`${columns}\n5,A100,2,us-central1-a,5.868,1.76\n`)._unsafeUnwrap()[0]?.gpuCount // => 2
 */
export const readGcpGpuPrices = (text: string): Result<readonly GcpGpuPrice[], TraceFault> =>
  readCsvRows(text, Row).map((rows) =>
    rows.map((row) => ({
      atMs: row.unix_s,
      gpu: row.accelerator,
      gpuCount: row.count,
      zone: row.zone,
      onDemandUsdPerHour: row.ondemand_usd_h,
      spotUsdPerHour: row.spot_usd_h,
    })),
  )
