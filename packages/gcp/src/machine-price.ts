import type { PricePart } from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import type { Machine } from './machine.ts'
import { pricingOf } from './machine-facts.ts'
import type { PriceBook } from './price-book.ts'
import type { PartId, SkuPurchase } from './sku-part.ts'

/** So much of a part. */
interface Amount {
  readonly name: string
  readonly part: PartId
  readonly amount: number
}

/** What a machine is made of; undefined: not known, as is the price of a part of it. */
const amountsOf = (machine: Machine): readonly Amount[] | undefined => {
  const { type, accelerator, gpuCount, fraction = 1, vcpus, ramGiB, localSsdGiB } = machine
  const pricing = pricingOf(type)
  if (pricing === undefined || localSsdGiB === undefined) return undefined
  if (pricing.kind === 'slices')
    return [{ name: 'whole machine', part: `slice ${accelerator}`, amount: gpuCount }]
  return [
    { name: 'GPU', part: `gpu ${accelerator}`, amount: gpuCount * fraction },
    { name: 'processors', part: `core ${pricing.family}`, amount: vcpus },
    { name: 'memory', part: `ram ${pricing.family}`, amount: ramGiB },
    { name: 'local disks', part: 'ssd', amount: localSsdGiB },
  ].filter(({ amount }) => amount > 0)
}

/** The price of a whole machine. */
export interface MachinePrice {
  /** Price (USD/h). */
  readonly usdPerHour: number
  /** How it is made up. */
  readonly parts: readonly PricePart[]
}

/**
 * Price of a whole machine: processors, memory, GPUs and the local disks that come with it, all of one region and one way to buy. One
 * missing part leaves it without a price: a part of a price is never shown for the whole.
 *
 * @param machine - The machine.
 * @param book - Prices of parts.
 * @param purchase - How it is bought.
 * @returns The price; the error names the parts that are missing, or says that the type is not known.
 * Source: an a2-highgpu-1g of us-central1 at 12 x 0.031611 + 85 x 0.004237 + 2.933908 = 3.673385 USD/h, which is the price that
 * karpenter-provider-gcp 417f047 has for it (2026-08).
 */
export const machinePriceOf = (
  machine: Machine,
  book: PriceBook,
  purchase: SkuPurchase,
): Result<MachinePrice, readonly PartId[]> => {
  const amounts = amountsOf(machine)
  if (amounts === undefined) return err(['what it is made of'])
  const parts = amounts.map(({ name, part, amount }): Result<PricePart, PartId> => {
    const usdPerUnit = book.usdPerHour(part, machine.region, purchase)
    return usdPerUnit === undefined ? err(part) : ok({ name, usdPerHour: amount * usdPerUnit })
  })
  return Result.combineWithAllErrors(parts).map((priced) => ({
    usdPerHour: priced.reduce((sum, { usdPerHour }) => sum + usdPerHour, 0),
    parts: priced,
  }))
}
