import type { Result } from 'neverthrow'
import { z } from 'zod'
import {
  countCell,
  nonNegativeCell,
  orEmpty,
  textCell,
  timeCell,
  unixSecondsCell,
  wholeCell,
} from './csv-cell.ts'
import { readCsvRows } from './read-csv-rows.ts'
import type { TraceFault } from './trace-fault.ts'

/** A spot price of AWS that changed. */
export interface AwsSpotPrice {
  /** When it was seen (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Such as `g5.xlarge`. */
  readonly instanceType: string
  /** Id of its zone, which is the same for all accounts, such as `use1-az4`. */
  readonly zoneId: string
  /** Price of the machine (USD/h); undefined: it is quoted no longer. */
  readonly spotUsdPerHour: number | undefined
}

/** An on-demand price of AWS that changed. */
export interface AwsOnDemandPrice {
  /** When it was seen (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Such as `g5.xlarge`. */
  readonly instanceType: string
  /** Such as `us-east-1`. */
  readonly region: string
  /** Name of its GPU; undefined: not stated. */
  readonly gpu: string | undefined
  /** How many of it; undefined: not stated. */
  readonly gpuCount: number | undefined
  /** Virtual processors. */
  readonly vcpus: number
  /** Main memory (GiB). */
  readonly ramGiB: number
  /** Price of the machine (USD/h); undefined: it is quoted no longer. */
  readonly onDemandUsdPerHour: number | undefined
}

/** One look at all spot prices. */
export interface AwsSpotSnapshot {
  /** When (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** How many prices there were. */
  readonly series: number
}

const SpotRow = z.object({
  unix_s: unixSecondsCell,
  instance_type: textCell,
  az_id: textCell,
  spot_usd_h: orEmpty(nonNegativeCell),
})

const OnDemandRow = z.object({
  unix_s: unixSecondsCell,
  instance_type: textCell,
  region: textCell,
  gpu: orEmpty(textCell),
  gpu_count: orEmpty(countCell),
  vcpus: nonNegativeCell,
  mem_gib: nonNegativeCell,
  ondemand_usd_h: orEmpty(nonNegativeCell),
})

const SnapshotRow = z.object({ unix_s: unixSecondsCell, n_series: wholeCell })

const HistoryRow = z.object({
  az_id: textCell,
  instance_type: textCell,
  spot_usd_h: nonNegativeCell,
  timestamp: timeCell,
})

/**
 * Reads changes of AWS spot prices.
 *
 * @param text - `aws-gpu-spot-price-changes.csv`, unpacked.
 * @returns The changes in the order of the file, or `unreadable-trace`.
 * @example
 * readAwsSpotPrices('unix_s,instance_type,az_id,spot_usd_h\n5,p3.2xlarge,use1-az1,\n')._unsafeUnwrap()[0]?.atMs // => 5000
 */
export const readAwsSpotPrices = (text: string): Result<readonly AwsSpotPrice[], TraceFault> =>
  readCsvRows(text, SpotRow).map((rows) =>
    rows.map(({ unix_s, instance_type, az_id, spot_usd_h }) => ({
      atMs: unix_s,
      instanceType: instance_type,
      zoneId: az_id,
      spotUsdPerHour: spot_usd_h,
    })),
  )

/**
 * Reads changes of AWS on-demand prices, with what each machine holds.
 *
 * @param text - `aws-gpu-ondemand-price-changes.csv`, unpacked.
 * @returns The changes in the order of the file, or `unreadable-trace`.
 * @example
 * const columns = 'unix_s,instance_type,region,gpu,gpu_count,vcpus,mem_gib,ondemand_usd_h'
 * readAwsOnDemandPrices(`${columns}\n5,p3.2xlarge,us-east-1,V100,1.0,8,61,3.06\n`)._unsafeUnwrap()[0]?.gpuCount // => 1
 */
export const readAwsOnDemandPrices = (text: string): Result<readonly AwsOnDemandPrice[], TraceFault> =>
  readCsvRows(text, OnDemandRow).map((rows) =>
    rows.map((row) => ({
      atMs: row.unix_s,
      instanceType: row.instance_type,
      region: row.region,
      gpu: row.gpu,
      gpuCount: row.gpu_count,
      vcpus: row.vcpus,
      ramGiB: row.mem_gib,
      onDemandUsdPerHour: row.ondemand_usd_h,
    })),
  )

/**
 * Reads when AWS spot prices were looked at: between two of these moments nothing is known.
 *
 * @param text - `aws-gpu-spot-snapshot-times.csv`, unpacked.
 * @returns The moments in the order of the file, or `unreadable-trace`.
 * @example
 * readAwsSpotSnapshots('unix_s,n_series\n5,968\n')._unsafeUnwrap() // => [{ atMs: 5000, series: 968 }]
 */
export const readAwsSpotSnapshots = (text: string): Result<readonly AwsSpotSnapshot[], TraceFault> =>
  readCsvRows(text, SnapshotRow).map((rows) =>
    rows.map(({ unix_s, n_series }) => ({ atMs: unix_s, series: n_series })),
  )

/**
 * Reads AWS's own history of spot prices, whose times are exact.
 *
 * @param text - `aws-gpu-spot-2022-05-31.csv`, unpacked.
 * @returns The changes in the order of the file, which is not that of time, or `unreadable-trace`.
 * @example
 * const columns = 'az_id,instance_type,spot_usd_h,timestamp'
 * readAwsSpotHistory(`${columns}\neuw3-az2,g4dn.4xlarge,0.4664,2022-05-31T18:20:41+00:00\n`)._unsafeUnwrap()[0]?.spotUsdPerHour // => 0.4664
 */
export const readAwsSpotHistory = (text: string): Result<readonly AwsSpotPrice[], TraceFault> =>
  readCsvRows(text, HistoryRow).map((rows) =>
    rows.map(({ az_id, instance_type, spot_usd_h, timestamp }) => ({
      atMs: timestamp,
      instanceType: instance_type,
      zoneId: az_id,
      spotUsdPerHour: spot_usd_h,
    })),
  )
