import { parseOffer } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { pricesOf, type RegionPrices } from '../src/priced-sizes.ts'
import { countryOf } from '../src/regions.ts'
import { findSize, gpuSizes, isLeftOut, runsLinuxAt } from '../src/sizes.ts'
import { skusOf } from '../src/skus.ts'
import { priceRow } from './fixtures.ts'
import { marketRoutes } from './market.ts'
import { hasRecordings, numberOf, type Row, recordedJson, recordedRows, textOf } from './recordings.ts'
import { visit, withoutAccount } from './visit.ts'

/** The recorded tables are from days on which no window of time was closed. */
const nowMs = Date.UTC(2026, 5, 18)

const groupBy = (rows: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> => {
  const keys = new Set(rows.map((row) => textOf(row, column)))
  return new Map([...keys].map((key) => [key, rows.filter((row) => textOf(row, column) === key)]))
}

const pricesIn = (rows: readonly unknown[], region: string): RegionPrices => pricesOf(rows, { region, nowMs })

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, value), 0)

/** Such as `nc24adsa100v4`: names of meters and sizes with all that is spelt in two ways left out. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^standard_/, '')
    .replace(/[^a-z0-9]/g, '')

describe.skipIf(!hasRecordings)('prices on demand of 2026-06', () => {
  const rows = hasRecordings ? recordedRows('on-demand-n-series-by-region.csv') : []
  const byRegion = groupBy(rows, 'arm_region_name')

  const asReply = (some: readonly Row[]) =>
    some.map((row) =>
      priceRow({
        armSkuName: textOf(row, 'arm_sku_name'),
        armRegionName: textOf(row, 'arm_region_name'),
        retailPrice: numberOf(row, 'on_demand_usd_hour'),
        productName: 'Virtual Machines N Series',
      }),
    )

  test('are of regions whose country is known, and of names that are known', () => {
    expect([rows.length, byRegion.size]).toEqual([1421, 52])
    for (const [region, some] of byRegion) {
      expect(countryOf(region), region).toBeDefined()
      expect(pricesIn(asReply(some), region).unknownSizes).toEqual([])
    }
  })

  test('are the prices that are listed, each size once in a region', () => {
    let compared = 0
    const differences: number[] = []
    for (const [region, some] of byRegion) {
      const { priced } = pricesIn(asReply(some), region)
      for (const row of some) {
        const size = findSize(textOf(row, 'arm_sku_name'))
        if (size === undefined || !runsLinuxAt(size, nowMs)) continue
        // ND96asr has two names, of which that of the create counts.
        const own = some.find((one) => textOf(one, 'arm_sku_name') === size.name) ?? row
        const listed = priced.find((one) => one.size.name === size.name)?.onDemandUsdPerHour ?? Number.NaN
        differences.push(Math.abs(listed / numberOf(own, 'on_demand_usd_hour') - 1))
        compared += 1
      }
    }
    const names = rows.map((row) => textOf(row, 'arm_sku_name'))
    const leftOut = names.filter((name) => findSize(name) === undefined && isLeftOut(name)).length
    console.log(
      `${compared} of ${rows.length} recorded prices on demand are listed, largest difference ${largest(differences)}; ${leftOut} are of names that are no size, ${rows.length - compared - leftOut} of retired sizes or of Windows alone`,
    )
    expect(compared).toBe(921)
    expect(largest(differences)).toBe(0)
  })

  test('agree with the prices of the table of sizes', () => {
    const eastus = new Map((byRegion.get('eastus') ?? []).map((row) => [textOf(row, 'arm_sku_name'), row]))
    const stated = recordedRows('gpu-vm-sizes.csv').filter(
      (row) => textOf(row, 'eastus_linux_on_demand_usd_hour_2026_06') !== '',
    )
    const differences = stated.map((row) => {
      const other = eastus.get(textOf(row, 'arm_sku_name'))
      const usd = other === undefined ? Number.NaN : numberOf(other, 'on_demand_usd_hour')
      return Math.abs(usd / numberOf(row, 'eastus_linux_on_demand_usd_hour_2026_06') - 1)
    })
    const known = differences.filter((difference) => !Number.isNaN(difference))
    console.log(
      `${known.length} of ${stated.length} stated prices of eastus are in both, largest difference ${percent(largest(known))}`,
    )
    expect(largest(known)).toBeLessThan(0.0005)
  })

  test('make a listing of all regions that core can read', async () => {
    const prices = Object.fromEntries([...byRegion].map(([region, some]) => [region, asReply(some)]))
    const { listing } = await visit(marketRoutes({ prices }), {
      options: { ...withoutAccount, regions: 'all' },
      context: { nowMs },
    })
    const offers = listing?.offers ?? []
    expect(offers.filter((offer) => parseOffer(offer, 'cloud').isErr())).toEqual([])
    expect(listing?.warnings.map(({ kind }) => kind)).toEqual(['limited'])
    console.log(`${offers.length} offers of ${byRegion.size} regions, all readable`)
    expect(offers.length).toBe(916)
  })
})

describe.skipIf(!hasRecordings)('the reply of 2026-09-16', () => {
  test('is one price on demand and one of Spot', () => {
    const { Items } = recordedJson('retail-prices-nd96isr-h100-v5-eastus-2026-09-16.trimmed.json')
    const { priced, bad } = pricesIn(Items, 'eastus')
    expect(bad).toEqual([])
    expect(priced).toMatchObject([
      {
        size: { name: 'Standard_ND96isr_H100_v5' },
        onDemandUsdPerHour: 98.32,
        spotUsdPerHour: 18.169536,
      },
    ])
  })
})

describe.skipIf(!hasRecordings)('rows of 2025-06', () => {
  const rows = hasRecordings ? recordedRows('retail-rows-gpu-2025-06.csv') : []
  const names = new Map(gpuSizes.map(({ name }) => [plain(name), name]))

  /** The name of a meter, or of a size; the price list's own other name of the ND96asr among them. */
  const sizeNameOf = (row: Row): string =>
    names.get(plain(textOf(row, 'name'))) ??
    names.get(plain(textOf(row, 'name')).replace('asra100v4', 'asrv4')) ??
    textOf(row, 'name')

  const asReply = (some: readonly Row[]) =>
    some.map((row) =>
      priceRow({
        armSkuName: sizeNameOf(row),
        armRegionName: textOf(row, 'region'),
        retailPrice: numberOf(row, 'retail_price'),
        productName: textOf(row, 'product_name'),
        unitOfMeasure: textOf(row, 'unit_of_measure'),
        currencyCode: textOf(row, 'currency'),
        meterName: textOf(row, 'name'),
        skuName: textOf(row, 'name'),
      }),
    )

  test('have one Linux price for each size, though those for Windows stand there twice', () => {
    const priced = [...groupBy(rows, 'region')].flatMap(
      ([region, some]) => pricesIn(asReply(some), region).priced,
    )
    const windows = rows.filter((row) => /\bWin/.test(textOf(row, 'product_name')))
    for (const { region, size, onDemandUsdPerHour } of priced) {
      const linux = rows.filter(
        (row) => textOf(row, 'region') === region && sizeNameOf(row) === size.name && !windows.includes(row),
      )
      expect(linux.map((row) => numberOf(row, 'retail_price'))).toContain(onDemandUsdPerHour)
    }
    console.log(`${rows.length} rows, ${windows.length} of them for Windows, make ${priced.length} prices`)
    expect([rows.length, windows.length, priced.length]).toEqual([485, 320, 141])
  })

  test('agree with the prices of a year later, where both have one', () => {
    const later = new Map(
      recordedRows('on-demand-n-series-by-region.csv').map((row) => [
        `${textOf(row, 'arm_region_name')}/${textOf(row, 'arm_sku_name')}`,
        numberOf(row, 'on_demand_usd_hour'),
      ]),
    )
    const priced = [...groupBy(rows, 'region')].flatMap(
      ([region, some]) => pricesIn(asReply(some), region).priced,
    )
    const differences = priced.flatMap(({ region, size, onDemandUsdPerHour = Number.NaN }) => {
      const usd = later.get(`${region}/${size.name}`)
      return usd === undefined ? [] : [Math.abs(usd / onDemandUsdPerHour - 1)]
    })
    const same = differences.filter((difference) => difference < 0.001)
    console.log(
      `${same.length} of ${differences.length} prices of 2025-06 are the same in 2026-06, largest difference ${percent(largest(differences))}`,
    )
    expect(same.length / differences.length).toBeGreaterThan(0.9)
  })
})

describe.skipIf(!hasRecordings)('prices of 2023-12', () => {
  const rows = hasRecordings ? recordedRows('skypilot-catalog-2023-12-n-series.csv') : []

  const asReply = (some: readonly Row[]) =>
    some.flatMap((row) => {
      const shared = {
        armSkuName: textOf(row, 'arm_sku_name'),
        armRegionName: textOf(row, 'region'),
        effectiveStartDate: null,
      }
      const spot = {
        ...shared,
        skuName: 'X Spot',
        meterName: 'X Spot',
        retailPrice: numberOf(row, 'spot_usd_hour'),
      }
      return [
        priceRow({ ...shared, retailPrice: numberOf(row, 'on_demand_usd_hour') }),
        ...(textOf(row, 'spot_usd_hour') === '' ? [] : [priceRow(spot)]),
      ]
    })

  test('have Spot beside on demand as they were recorded, and never dearer', () => {
    const then = Date.UTC(2023, 11, 8)
    const priced = [...groupBy(rows, 'region')].flatMap(
      ([region, some]) => pricesOf(asReply(some), { region, nowMs: then }).priced,
    )
    const withSpot = priced.filter(({ spotUsdPerHour }) => spotUsdPerHour !== undefined)
    for (const { onDemandUsdPerHour = 0, spotUsdPerHour = 0 } of withSpot)
      expect(spotUsdPerHour).toBeLessThanOrEqual(onDemandUsdPerHour)
    console.log(`${rows.length} rows of 2023-12 make ${priced.length} prices, ${withSpot.length} with Spot`)
    expect(withSpot.length).toBeGreaterThan(100)
  })

  test('are of machines with the processors, the memory and the number of GPUs of the table', () => {
    const known = rows.flatMap((row) => {
      const size = findSize(textOf(row, 'arm_sku_name'))
      return size === undefined || textOf(row, 'accelerator_count') === '' ? [] : [{ row, size }]
    })
    const wrong = known.filter(
      ({ row, size }) =>
        numberOf(row, 'accelerator_count') !== Math.ceil(size.gpus) || numberOf(row, 'vcpu') !== size.vcpus,
    )
    console.log(`${known.length - wrong.length} of ${known.length} rows agree in GPUs and processors`)
    // SkyPilot worked out 12 H100 by dividing names, where there are 8.
    expect(wrong.map(({ row }) => [textOf(row, 'arm_sku_name'), textOf(row, 'accelerator_count')])).toEqual([
      ['Standard_ND96isr_H100_v5', '12'],
      ['Standard_ND96is_H100_v5', '12'],
    ])
  })
})

describe.skipIf(!hasRecordings)('Resource SKUs of 2025-06-03', () => {
  test('are read, and agree with the table', () => {
    const { value } = recordedJson('resource-skus-n-series-southcentralus.json')
    const { byName, bad } = skusOf(value, 'southcentralus')
    expect([byName.size, bad]).toEqual([3, []])
    for (const [name, sku] of byName) {
      const size = findSize(name) ?? expect.fail()
      expect(sku).toMatchObject({
        family: size.family,
        vcpus: size.vcpus,
        ramGiB: size.ramGiB,
        architecture: 'x86_64',
        isSpotCapable: true,
        restriction: undefined,
      })
    }
  })

  test('leave the offers of their region as they are', async () => {
    const { value } = recordedJson('resource-skus-n-series-southcentralus.json')
    const rows = ['Standard_NC16as_T4_v3', 'Standard_NC24ads_A100_v4'].map((armSkuName) =>
      priceRow({ armSkuName, armRegionName: 'southcentralus' }),
    )
    const { listing } = await visit(
      marketRoutes({ prices: { southcentralus: rows }, skus: { southcentralus: value } }),
      {
        options: { regions: ['southcentralus'] },
      },
    )
    expect(listing?.offers.map(({ capacity }) => capacity?.stock)).toEqual([undefined, undefined])
  })
})
