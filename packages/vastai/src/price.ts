import type { Price } from '@aima/gpu-core'
import { bidRange, hoursPerMonth, modelHoursPerMonth } from './facts.ts'
import type { WireOffer } from './wire.ts'

/** The disk of a listing. */
export interface ListedDisk {
  /** Disk that the job needs (GB); undefined: nobody said, so that prices are without disk. */
  readonly diskGB: number | undefined
  /** Disk for which the search priced its rows (GB), which is `allocated_storage` of the request. */
  readonly pricedDiskGB: number
}

/** What renting an offer by bid takes. */
export interface Bid {
  /** Price of the whole offer with the job's disk, and of the same on demand. */
  readonly price: Price
  /** The bid for the GPUs, without disk (USD/h). */
  readonly bidUsdPerHour: number
}

/**
 * Price of disk (USD per GB and month of 720 h). Where a row does not state it, the difference of its two prices tells it.
 *
 * @param row - The row.
 * @param pricedDiskGB - Disk for which the search priced it (GB, > 0).
 * @returns Undefined where the row tells neither.
 * @example
 * diskRateOf({ id: 1, gpu_name: 'L4', num_gpus: 1, dph_base: 0.3, dph_total: 0.31 }, 8) // => 0.9
 */
export const diskRateOf = (
  { storage_cost: stated, dph_base: gpus, dph_total: total }: WireOffer,
  pricedDiskGB: number,
): number | undefined => {
  if (typeof stated === 'number') return stated
  if (typeof gpus !== 'number' || typeof total !== 'number' || total < gpus) return undefined
  return ((total - gpus) * hoursPerMonth) / pricedDiskGB
}

/** Price of the job's disk (USD/h); 0 when nobody said how much, undefined when the row does not tell the rate. */
const diskUsdPerHour = (row: WireOffer, { diskGB, pricedDiskGB }: ListedDisk): number | undefined => {
  if (diskGB === undefined) return 0
  const rate = diskRateOf(row, pricedDiskGB)
  return rate === undefined ? undefined : (rate * diskGB) / hoursPerMonth
}

const priceOf = (gpusUsdPerHour: number, diskUsd: number): Price => ({
  usdPerHour: gpusUsdPerHour + diskUsd,
  parts: [
    { name: 'GPUs', usdPerHour: gpusUsdPerHour },
    ...(diskUsd > 0 ? [{ name: 'disk', usdPerHour: diskUsd }] : []),
  ],
})

/**
 * Price on demand, with the job's disk: `dph_base` + `storage_cost` × GB / 720.
 *
 * @param row - The row.
 * @param disk - The disk of the listing.
 * @returns Undefined where a part of it is not known, so that no offer looks cheaper than it is.
 * Source: exact in all of 48 complete offers of 2026-07-18.
 * @example
 * onDemandPriceOf({ id: 1, gpu_name: 'L4', num_gpus: 1, dph_base: 0.3, storage_cost: 0.72 }, { diskGB: 100, pricedDiskGB: 100 })?.usdPerHour // => 0.4
 */
export const onDemandPriceOf = (row: WireOffer, disk: ListedDisk): Price | undefined => {
  const gpus = row.dph_base ?? 0
  const diskUsd = diskUsdPerHour(row, disk)
  return gpus > 0 && diskUsd !== undefined ? priceOf(gpus, diskUsd) : undefined
}

/**
 * The lowest bid that would run now, with the job's disk.
 *
 * @param row - The row.
 * @param disk - The disk of the listing.
 * @returns Undefined where the row has no bid, where one of its prices is not known, and where the bid is not below the price on
 *   demand: a tenth to a third of all rows ask more for the lesser thing.
 * Source: `min_bid` is without disk (dstackai/dstack); its limits are those of createInstance.
 * @example
 * bidOf({ id: 1, gpu_name: 'L4', num_gpus: 1, dph_base: 0.3, storage_cost: 0, min_bid: 0.2 }, { diskGB: 8, pricedDiskGB: 8 })?.bidUsdPerHour // => 0.2
 * bidOf({ id: 1, gpu_name: 'L4', num_gpus: 1, dph_base: 0.3, storage_cost: 0, min_bid: 0.3 }, { diskGB: 8, pricedDiskGB: 8 }) // => undefined
 */
export const bidOf = (row: WireOffer, disk: ListedDisk): Bid | undefined => {
  const onDemand = onDemandPriceOf(row, disk)
  const asked = row.min_bid ?? 0
  const bidUsdPerHour = Math.max(asked, bidRange.least)
  const runs = asked > 0 && bidUsdPerHour <= bidRange.greatest && bidUsdPerHour < (row.dph_base ?? 0)
  const diskUsd = diskUsdPerHour(row, disk)
  if (!runs || diskUsd === undefined) return undefined
  const price = { ...priceOf(bidUsdPerHour, diskUsd), onDemandUsdPerHour: onDemand?.usdPerHour }
  return { price, bidUsdPerHour }
}

/**
 * Price of disk that an estimate still has to add (USD per GB and month of 730 h).
 *
 * @param row - The row.
 * @param disk - The disk of the listing.
 * @returns 0 where the job's disk is in the hourly price already; undefined where it is not known.
 * @example
 * furtherStorageOf({ id: 1, gpu_name: 'L4', num_gpus: 1, storage_cost: 0.72 }, { diskGB: undefined, pricedDiskGB: 8 }) // => 0.73
 * furtherStorageOf({ id: 1, gpu_name: 'L4', num_gpus: 1, storage_cost: 0.72 }, { diskGB: 100, pricedDiskGB: 100 }) // => 0
 */
export const furtherStorageOf = (row: WireOffer, disk: ListedDisk): number | undefined => {
  if (disk.diskGB !== undefined) return 0
  const rate = diskRateOf(row, disk.pricedDiskGB)
  return rate === undefined ? undefined : (rate * modelHoursPerMonth) / hoursPerMonth
}
