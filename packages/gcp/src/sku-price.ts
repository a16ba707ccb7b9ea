import { err, ok, type Result } from 'neverthrow'
import { gbPerGiB, hoursPerMonth } from './facts.ts'
import type { PartId } from './sku-part.ts'
import type { WirePricedSku, WirePricing } from './wire-sku.ts'

/**
 * What one unit of a price must be multiplied by, by the unit: to one hour of one processor, GPU or slice, or of one GiB. Memory of a
 * new series came once by the decimal GB.
 *
 * Source: SKUs of 2023 and 2025-06; Cyclenerd/google-cloud-pricing-cost-calculator dac3128 (`GBy.h` for C4D).
 */
const unitFactors: Readonly<Record<string, ReadonlyMap<string, number>>> = {
  core: new Map([['h', 1]]),
  gpu: new Map([['h', 1]]),
  slice: new Map([['h', 1]]),
  ram: new Map([
    ['GiBy.h', 1],
    ['GBy.h', gbPerGiB],
  ]),
  ssd: new Map([
    ['GiBy.mo', 1 / hoursPerMonth],
    ['GiBy.h', 1],
  ]),
}

const nanosPerUnit = 1e9

/** Prices follow each other; one that begins later does not hold yet. */
const currentOf = (pricings: readonly WirePricing[], nowMs: number): WirePricing | undefined =>
  pricings.findLast(({ effectiveTime }) => !(Date.parse(effectiveTime ?? '') > nowMs))

/**
 * Price of a part for one hour.
 *
 * @param sku - What its SKU says of the price.
 * @param part - The part.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @returns USD per hour for one processor, GPU, slice or GiB; undefined: none is asked, or none yet. The error says what was expected:
 *   another unit or another currency is never guessed.
 * @example
 * const l4 = { usageUnit: 'h', tieredRates: [{ unitPrice: { currencyCode: 'USD', units: '0', nanos: 560040239 } }] }
 * usdPerHourOf({ pricingInfo: [{ pricingExpression: l4 }] }, 'gpu nvidia-l4', 0)._unsafeUnwrap() // => 0.560040239
 */
export const usdPerHourOf = (
  { pricingInfo }: WirePricedSku,
  part: PartId,
  nowMs: number,
): Result<number | undefined, string> => {
  const current = currentOf(pricingInfo, nowMs)?.pricingExpression
  if (current === undefined) return ok(undefined)
  const [kind = ''] = part.split(' ')
  const factors = unitFactors[kind]
  const factor = factors?.get(current.usageUnit)
  if (factor === undefined)
    return err(`pricingExpression.usageUnit: expected ${[...(factors?.keys() ?? [])].join(' or ')}`)
  const first = current.tieredRates.find(({ startUsageAmount }) => (startUsageAmount ?? 0) === 0)
  if (first === undefined) return err('pricingExpression.tieredRates: expected one that starts at 0')
  const { currencyCode, units, nanos } = first.unitPrice
  if (currencyCode !== 'USD') return err('unitPrice.currencyCode: expected USD')
  // In whole billionths, whose sum is exact.
  const usd = ((Number(units ?? 0) * nanosPerUnit + (nanos ?? 0)) / nanosPerUnit) * factor
  return ok(usd > 0 ? usd : undefined)
}
