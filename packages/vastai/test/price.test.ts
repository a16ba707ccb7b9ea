import { describe, expect, test } from 'vitest'
import { bidOf, diskRateOf, furtherStorageOf, onDemandPriceOf } from '../src/price.ts'
import { rowOf } from './fixtures.ts'

const hundred = { diskGB: 100, pricedDiskGB: 100 }
const unknownDisk = { diskGB: undefined, pricedDiskGB: 8 }

// Offer 44075905 of 2026-07-18: dph_base 1.306667, storage_cost 0.92; with the API's 8 GB 1.316889.
const checked = rowOf({ dph_base: 1.3066666666666666, storage_cost: 0.92, min_bid: 1 })

describe('price on demand', () => {
  test('is the GPUs and the disk of the job, at a month of 720 h', () => {
    const eight = onDemandPriceOf(checked, { diskGB: 8, pricedDiskGB: 8 })
    expect(eight?.usdPerHour).toBeCloseTo(1.3168888888888888, 14)
    expect(onDemandPriceOf(checked, hundred)?.usdPerHour).toBeCloseTo(1.4344444444444444, 14)
  })

  test('is told in parts', () => {
    expect(onDemandPriceOf(checked, hundred)?.parts?.map(({ name }) => name)).toEqual(['GPUs', 'disk'])
  })

  test('is of the GPUs alone when nobody names a disk, whose rate the estimate then gets for its month of 730 h', () => {
    expect(onDemandPriceOf(checked, unknownDisk)?.usdPerHour).toBe(1.3066666666666666)
    expect(furtherStorageOf(checked, unknownDisk)).toBeCloseTo((0.92 * 730) / 720, 14)
  })

  test('leaves no disk to add once it is in', () => {
    expect(furtherStorageOf(checked, hundred)).toBe(0)
  })

  test('is unknown without the GPUs’ price, and when it is 0: a disk alone would be the cheapest offer of all', () => {
    expect(onDemandPriceOf(rowOf({ storage_cost: 0.1 }), hundred)).toBeUndefined()
    expect(onDemandPriceOf(rowOf({ dph_base: 0, storage_cost: 0.1 }), hundred)).toBeUndefined()
  })

  test('is unknown without the rate of a disk that is needed', () => {
    expect(onDemandPriceOf(rowOf({ dph_base: 1 }), hundred)).toBeUndefined()
  })
})

describe('rate of disk', () => {
  test('follows from the difference of the two prices where it is not stated', () => {
    const row = rowOf({ dph_base: 1.3066666666666666, dph_total: 1.3168888888888888 })
    expect(diskRateOf(row, 8)).toBeCloseTo(0.92, 12)
  })

  test('is unknown when the whole costs less than its part', () => {
    expect(diskRateOf(rowOf({ dph_base: 2, dph_total: 1 }), 8)).toBeUndefined()
  })
})

describe('bid', () => {
  test('is offered below the price on demand only', () => {
    expect(bidOf(checked, hundred)?.bidUsdPerHour).toBe(1)
    // Offer 36473839 of 2026-07-18 asked 13.33 USD/h by bid and 3.78 on demand.
    expect(
      bidOf(rowOf({ dph_base: 3.78, storage_cost: 0, min_bid: 13.333333333333334 }), hundred),
    ).toBeUndefined()
    expect(bidOf(rowOf({ dph_base: 2, storage_cost: 0, min_bid: 2 }), hundred)).toBeUndefined()
  })

  test('is not offered where the API takes none, and is at least what it takes', () => {
    expect(bidOf(rowOf({ dph_base: 200, storage_cost: 0, min_bid: 129 }), hundred)).toBeUndefined()
    expect(bidOf(rowOf({ dph_base: 2, storage_cost: 0, min_bid: 0.0001 }), hundred)?.bidUsdPerHour).toBe(
      0.001,
    )
  })

  test.each([
    ['no bid', { dph_base: 1, storage_cost: 0 }],
    ['a bid of 0', { dph_base: 1, storage_cost: 0, min_bid: 0 }],
    ['no price on demand', { storage_cost: 0, min_bid: 1 }],
    ['no rate of disk', { dph_base: 1, min_bid: 0.5 }],
  ])('is not offered with %s', (_what, row) => {
    expect(bidOf(rowOf(row), hundred)).toBeUndefined()
  })
})
