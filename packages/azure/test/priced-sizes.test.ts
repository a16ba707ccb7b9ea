import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WirePrice } from '../src/price-wire.ts'
import { pricesOf } from '../src/priced-sizes.ts'
import { nowMs, priceRow, pricesByRegion, rowsIn } from './fixtures.ts'

const read = (...rows: readonly unknown[]) => pricesOf(rows, { region: 'eastus', nowMs })

const onDemandOf = (...rows: readonly Partial<WirePrice>[]) =>
  read(...rows.map((row) => priceRow(row))).priced.map(({ onDemandUsdPerHour }) => onDemandUsdPerHour)

const spot = { skuName: 'NC4as T4 v3 Spot', meterName: 'NC4as T4 v3 Spot', retailPrice: 0.1 }

describe('a size in a region', () => {
  test('has one price on demand and one of Spot', () => {
    expect(read(priceRow(), priceRow(spot)).priced).toMatchObject([
      {
        region: 'eastus',
        size: { name: 'Standard_NC4as_T4_v3' },
        onDemandUsdPerHour: 0.526,
        spotUsdPerHour: 0.1,
      },
    ])
  })

  test('without a row of Spot has no Spot, and without one on demand has only Spot', () => {
    expect(read(priceRow()).priced[0]).toMatchObject({ spotUsdPerHour: undefined })
    expect(read(priceRow(spot)).priced[0]).toMatchObject({
      onDemandUsdPerHour: undefined,
      spotUsdPerHour: 0.1,
    })
  })

  test('has the price under its own name before that under another', () => {
    const names = ['Standard_ND96asr_A100_v4', 'Standard_ND96asr_v4']
    const rows = names.map((armSkuName, index) => ({ armSkuName, retailPrice: 28 - index }))
    expect(onDemandOf(...rows)).toEqual([27])
    expect(onDemandOf({ armSkuName: 'Standard_ND96asr_A100_v4', retailPrice: 28 })).toEqual([28])
  })

  test('has the price of its primary meter, though another is newer', () => {
    const newer = {
      retailPrice: 0.6,
      isPrimaryMeterRegion: false,
      effectiveStartDate: '2026-08-01T00:00:00Z',
    }
    expect(onDemandOf(newer, {})).toEqual([0.526])
  })

  test('has the newest price of a meter', () => {
    expect(onDemandOf({}, { retailPrice: 0.6, effectiveStartDate: '2026-08-01T00:00:00Z' })).toEqual([0.6])
  })

  test('has one price where rows come twice, as pages do that change while they are read', () => {
    expect(onDemandOf({}, {}, {})).toEqual([0.526])
  })
})

test('the order of rows does not matter', () => {
  const rows = rowsIn(pricesByRegion, 'eastus')
  const expected = read(...rows).priced
  const shuffled = fc.shuffledSubarray([...rows], { minLength: rows.length })
  const property = fc.property(shuffled, (some) => {
    expect(read(...some).priced).toEqual(expected)
  })
  fc.assert(property)
})

test('of the fixture exactly the Linux prices of now are left', () => {
  const lines = read(...rowsIn(pricesByRegion, 'eastus')).priced.map(
    ({ size, onDemandUsdPerHour, spotUsdPerHour }) =>
      `${size.name}: ${onDemandUsdPerHour}, ${spotUsdPerHour}`,
  )
  expect(lines).toEqual([
    'Standard_NC24ads_A100_v4: 3.673, 0.7346',
    'Standard_NC4as_T4_v3: 0.526, 0.0789',
    'Standard_NCC40ads_H100_v5: 7.5, undefined',
    'Standard_ND128isr_NDR_GB200_v6: 108.16, undefined',
    'Standard_ND96asr_v4: 27.197, undefined',
    'Standard_ND96isr_H100_v5: 98.32, 18.169536',
    'Standard_NV36ads_A10_v5: 3.2, undefined',
    'Standard_NV6ads_A10_v5: 0.454, 0.0908',
  ])
})

describe('rows', () => {
  test('of sizes that nobody knows are named once, sorted', () => {
    const rows = ['Standard_NX2_v9', 'Standard_NX1_v9', 'Standard_NX2_v9', 'Standard_NP10s'].map(
      (armSkuName) => priceRow({ armSkuName }),
    )
    expect(read(...rows).unknownSizes).toEqual(['Standard_NX1_v9', 'Standard_NX2_v9'])
  })

  test('with names that are no words are not repeated', () => {
    expect(read(priceRow({ armSkuName: 'Standard_N<script>' })).unknownSizes).toEqual([])
  })

  test('that cannot be read cost a warning each, which names the field and not its value', () => {
    const { bad, priced, readRows } = read(priceRow(), { ...priceRow(), retailPrice: 'free' }, 42)
    expect(bad.map(({ row, issues }) => [row, issues.length])).toEqual([
      ['eastus: row 2', 1],
      ['eastus: row 3', 1],
    ])
    expect(bad[0]?.issues[0]).toMatch(/^retailPrice: /)
    expect(JSON.stringify(bad)).not.toContain('free')
    expect([priced.length, readRows]).toEqual([1, 1])
  })

  test('of sizes for Windows alone, and of retired ones, are left out', () => {
    expect(onDemandOf({ armSkuName: 'Standard_NV4as_v4' }, { armSkuName: 'Standard_NC6s_v3' })).toEqual([])
  })
})
