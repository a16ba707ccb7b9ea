import type { Price } from '@aima/gpu-core'
import type { CatalogueRow } from './catalogue-row.ts'

/** What of a row makes its price. */
type PricedRow = Pick<CatalogueRow, 'usdPerGpuHour' | 'bidUsdPerHour' | 'gpuCount'>

/** Prices have four digits at most; this removes what binary fractions add. */
const toMicroUsd = (usd: number): number => Math.round(usd * 1e6) / 1e6

/**
 * List price of a pod on demand (USD/h): that of one GPU times their number. Disk is not in it.
 *
 * @param row - The row.
 * @returns Undefined where the row states none; the offer stays, so that a decision can say why it was refused.
 * @example
 * onDemandPriceOf({ usdPerGpuHour: 1.39, bidUsdPerHour: undefined, gpuCount: 3 })?.usdPerHour // => 4.17
 */
export const onDemandPriceOf = ({ usdPerGpuHour, gpuCount }: PricedRow): Price | undefined => {
  const usdPerHour = toMicroUsd((usdPerGpuHour ?? 0) * gpuCount)
  return usdPerHour > 0 ? { usdPerHour, parts: [{ name: 'GPUs', usdPerHour }] } : undefined
}

/**
 * Price of a pod by the least bid (USD/h).
 *
 * @param row - The row. Its bid is for the whole pod.
 * @returns Undefined where there is no bid, and where it is not below the price on demand: in 2026 RunPod states the same number
 *   for both, because it no longer sells spot.
 * @example
 * spotPriceOf({ usdPerGpuHour: 1.39, bidUsdPerHour: 5.5, gpuCount: 8 })?.usdPerHour // => 5.5
 * spotPriceOf({ usdPerGpuHour: 1.39, bidUsdPerHour: 11.12, gpuCount: 8 }) // => undefined
 */
export const spotPriceOf = (row: PricedRow): Price | undefined => {
  const onDemandUsdPerHour = onDemandPriceOf(row)?.usdPerHour ?? 0
  const usdPerHour = toMicroUsd(row.bidUsdPerHour ?? 0)
  if (!(usdPerHour > 0) || usdPerHour >= onDemandUsdPerHour) return undefined
  return { usdPerHour, onDemandUsdPerHour, parts: [{ name: 'GPUs', usdPerHour }] }
}
