import { findGpuModel, resolveGpuModel } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { nonNegativeCell } from '../traces/csv-cell.ts'
import { readCsvRows } from '../traces/read-csv-rows.ts'
import type { TraceFault } from '../traces/trace-fault.ts'
import { nameCell, utcCell } from '../workload/trace-cells.ts'

/** What GPU boards cost to buy over time. */
export interface HardwarePrices {
  /** GPUs whose price is known: canonical models, and printed names of those that are no known model. */
  readonly gpus: readonly string[]
  /**
   * Price of one board (USD) at a moment (ms since 1970-01-01 UTC), for `ownership.capexUsd`: the last one that was seen until then.
   * Undefined: no price of it was seen until then, or none at all.
   */
  readonly usdAt: (gpu: string, atMs: number) => number | undefined
}

/** Prices of one GPU in the order of their moments. */
interface PriceSteps {
  readonly atMs: number[]
  readonly usd: number[]
}

const PriceRow = z.object({
  timestamp: utcCell,
  gpu: nameCell,
  price_usd: nonNegativeCell.refine((usd) => usd > 0, 'expected a price above 0'),
})

type PriceRow = z.infer<typeof PriceRow>

const nameOf = (gpu: string): string =>
  findGpuModel(gpu)?.model ??
  resolveGpuModel(gpu).match(
    ({ model }) => model.model,
    () => gpu,
  )

const stepsOf = (rows: readonly PriceRow[]): ReadonlyMap<string, PriceSteps> => {
  const steps = new Map<string, PriceSteps>()
  const names = new Map(rows.map(({ gpu }) => [gpu, nameOf(gpu)]))
  for (const { timestamp, gpu, price_usd } of rows) {
    const name = names.get(gpu) ?? gpu
    const known = steps.get(name) ?? { atMs: [], usd: [] }
    known.atMs.push(timestamp)
    known.usd.push(price_usd)
    steps.set(name, known)
  }
  return steps
}

/** How many of the moments are not after another one (binary search). */
const countUntil = (moments: readonly number[], atMs: number): number => {
  let low = 0
  let high = moments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((moments[middle] ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Reads purchase prices of GPU boards, of which each row is a change.
 *
 * Columns: `timestamp` (taken as UTC), `gpu` (as it is printed), `price_usd`; others are ignored. A name that means several sizes of
 * memory is kept as it is printed.
 *
 * @param text - CSV, unpacked.
 * @returns The prices, or `unreadable-trace`.
 * Source of the shared file: United-Compute/gpu-price-tracker, 2023-12 to 2025-07.
 * @example
 * const prices = readHardwarePrices('timestamp,gpu,price_usd\n2024-03-11T01:28:00,NVIDIA GeForce RTX 4090,1799.5')._unsafeUnwrap()
 * prices.usdAt('RTX 4090', Date.UTC(2025, 0)) // => 1799.5
 */
export const readHardwarePrices = (text: string): Result<HardwarePrices, TraceFault> =>
  readCsvRows(text, PriceRow).map((rows) => {
    const steps = stepsOf([...rows].sort((one, other) => one.timestamp - other.timestamp))
    const usdAt = (gpu: string, atMs: number): number | undefined => {
      const known = steps.get(nameOf(gpu))
      return known?.usd[countUntil(known.atMs, atMs) - 1]
    }
    return { gpus: [...steps.keys()].sort(), usdAt }
  })
