import { describe, expect, test } from 'vitest'
import { usdPerHourOf } from '../src/sku-price.ts'
import type { WirePricedSku } from '../src/wire-sku.ts'
import { nowMs } from './fixtures.ts'

type Tier = WirePricedSku['pricingInfo'][number]['pricingExpression']['tieredRates'][number]

const usd = (
  units: Tier['unitPrice']['units'],
  nanos: Tier['unitPrice']['nanos'],
  startUsageAmount = 0,
): Tier => ({
  startUsageAmount,
  unitPrice: { currencyCode: 'USD', units, nanos },
})

const pricing = (tieredRates: readonly Tier[], usageUnit = 'h', effectiveTime?: string) => ({
  effectiveTime,
  pricingExpression: { usageUnit, tieredRates },
})

const priceOf = (pricingInfo: WirePricedSku['pricingInfo'], part = 'gpu nvidia-l4') =>
  usdPerHourOf({ pricingInfo }, part, nowMs)

describe('a price', () => {
  test.each([
    ['0', 560_040_239, 0.560040239],
    ['2', 933_908_000, 2.933908],
    [undefined, 350_000_000, 0.35],
    [null, 350_000_000, 0.35],
    ['16', undefined, 16],
    [16, null, 16],
  ])('is units %o and nanos %o', (units, nanos, expected) => {
    expect(priceOf([pricing([usd(units, nanos)])])._unsafeUnwrap()).toBe(expected)
  })

  test('of 0 is none, and no gift', () => {
    expect(priceOf([pricing([usd('0', 0)])])._unsafeUnwrap()).toBeUndefined()
  })

  test('is that of the tier that starts at 0, wherever it stands', () => {
    expect(priceOf([pricing([usd('5', 0, 100), usd('7', 0)])])._unsafeUnwrap()).toBe(7)
  })

  test('is the last that holds, and not one of the future', () => {
    const history = [
      pricing([usd('1', 0)], 'h', '2024-01-01T00:00:00Z'),
      pricing([usd('2', 0)], 'h', '2026-08-31T00:00:00Z'),
      pricing([usd('3', 0)], 'h', '2026-09-02T00:00:00Z'),
    ]
    expect(priceOf(history)._unsafeUnwrap()).toBe(2)
    expect(priceOf(history.slice(2))._unsafeUnwrap()).toBeUndefined()
  })

  test('without a time, or with nonsense for one, holds', () => {
    expect(priceOf([pricing([usd('1', 0)], 'h', 'soon')])._unsafeUnwrap()).toBe(1)
  })
})

describe('a unit', () => {
  test('of memory is a GiB, or a decimal GB of a new series', () => {
    expect(priceOf([pricing([usd('1', 0)], 'GiBy.h')], 'ram A2')._unsafeUnwrap()).toBe(1)
    expect(priceOf([pricing([usd('1', 0)], 'GBy.h')], 'ram A2')._unsafeUnwrap()).toBe(1.073741824)
  })

  test('of a local disk is a month of 730 h', () => {
    expect(priceOf([pricing([usd('0', 80_000_000)], 'GiBy.mo')], 'ssd')._unsafeUnwrap()).toBeCloseTo(
      0.08 / 730,
      12,
    )
  })

  test.each([
    ['core A2', 'GiBy.h', 'h'],
    ['gpu nvidia-l4', 'mo', 'h'],
    ['slice nvidia-b200', 'GiBy.h', 'h'],
    ['ram A2', 'h', 'GiBy.h or GBy.h'],
    ['ssd', 'h', 'GiBy.mo or GiBy.h'],
  ])('of %s is never %s', (part, unit, expected) => {
    expect(priceOf([pricing([usd('1', 0)], unit)], part)._unsafeUnwrapErr()).toBe(
      `pricingExpression.usageUnit: expected ${expected}`,
    )
  })
})

test('another currency, or none, is refused and not taken for dollars', () => {
  const inEuro = { unitPrice: { currencyCode: 'EUR', units: '1', nanos: 0 } }
  for (const tier of [inEuro, { unitPrice: { units: '1' } }])
    expect(priceOf([pricing([tier])])._unsafeUnwrapErr()).toBe('unitPrice.currencyCode: expected USD')
})

test('tiers of which none starts at 0 are refused', () => {
  expect(priceOf([pricing([usd('1', 0, 5)])])._unsafeUnwrapErr()).toMatch(/expected one that starts at 0/)
})
