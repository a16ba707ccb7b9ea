import { mean } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import { availabilityMarket } from '../../src/market/availability/availability-market.ts'
import { stockOfSeries, stockOfSlice } from '../../src/market/availability/zone-stock.ts'
import type { Market } from '../../src/market/market.ts'
import { dailyPriceMarket } from '../../src/market/prices/daily-price-market.ts'
import { gcpPriceMarket } from '../../src/market/prices/gcp-price-market.ts'
import { halfHourlyMarket } from '../../src/market/prices/half-hourly-market.ts'
import { priceTraceMarket } from '../../src/market/prices/price-trace-market.ts'
import { readAvailabilitySeries } from '../../src/traces/availability-series.ts'
import { readAwsOnDemandPrices, readAwsSpotHistory, readAwsSpotPrices } from '../../src/traces/aws-prices.ts'
import { readDailyPrices } from '../../src/traces/daily-prices.ts'
import { readGcpGpuPrices } from '../../src/traces/gcp-prices.ts'
import { readHalfHourlyPrices } from '../../src/traces/half-hourly-prices.ts'
import { readZoneSlices } from '../../src/traces/zone-slices.ts'
import { hasSharedFiles, traceText } from '../traces/shared-files.ts'
import { changesIn, expectSoundMarket } from './market-checks.ts'

const onDemandPrices = () =>
  readAwsOnDemandPrices(traceText('aws-gpu-ondemand-price-changes.csv.gz'))._unsafeUnwrap()

/** Time-weighted ratios of spot to on-demand prices of a market, by the offers' ids. */
const priceRatios = (market: Market, untilMs: number): ReadonlyMap<string, number> => {
  const sums = new Map<string, { ratioMs: number; ms: number; sinceMs: number; ratio: number | undefined }>()
  const set = (id: string, atMs: number, ratio: number | undefined): void => {
    const sum = sums.get(id) ?? { ratioMs: 0, ms: 0, sinceMs: atMs, ratio: undefined }
    if (sum.ratio !== undefined) {
      sum.ratioMs += sum.ratio * (atMs - sum.sinceMs)
      sum.ms += atMs - sum.sinceMs
    }
    sums.set(id, Object.assign(sum, { sinceMs: atMs, ratio }))
  }
  const ratioOf = (
    price: { usdPerHour?: number | undefined; onDemandUsdPerHour?: number | undefined } | undefined,
  ) =>
    price?.usdPerHour === undefined || price.onDemandUsdPerHour === undefined
      ? undefined
      : price.usdPerHour / price.onDemandUsdPerHour
  for (const offer of market.offers) set(offer.id, market.startMs, ratioOf(offer.price))
  for (const change of market.changes(1)) {
    if (change.kind === 'listed') set(change.offer.id, change.atMs, ratioOf(change.offer.price))
    else set(change.offerId, change.atMs, change.kind === 'price' ? ratioOf(change.price) : undefined)
  }
  for (const [id, { ratio }] of sums) set(id, untilMs, ratio)
  return new Map([...sums].filter(([, { ms }]) => ms > 0).map(([id, { ratioMs, ms }]) => [id, ratioMs / ms]))
}

describe.skipIf(!hasSharedFiles)('the market of AWS prices 2022 to 2024', () => {
  const market = hasSharedFiles
    ? priceTraceMarket({
        spot: readAwsSpotPrices(traceText('aws-gpu-spot-price-changes.csv.gz'))._unsafeUnwrap(),
        onDemand: onDemandPrices(),
      })._unsafeUnwrap()
    : undefined

  test('is sound, and nothing is left out', () => {
    if (market === undefined) return
    const changes = changesIn(market)
    expect(market.leftOut).toEqual([])
    expect(changes.filter(({ kind }) => kind === 'withdrawn')).toHaveLength(14)
    expect(changes.filter(({ kind }) => kind === 'price').length).toBeGreaterThan(225_000)
    expectSoundMarket(market, changes)
  })

  test('has a model and a country for each offer', () => {
    const unknown = market?.offers.filter(({ gpu, place }) => !gpu.model || !place.country)
    expect(unknown).toEqual([])
  })

  const ratios = market === undefined ? new Map<string, number>() : priceRatios(market, Date.UTC(2024, 5, 13))

  test.each([
    ['g4dn.xlarge', 0.35, 0.4],
    ['g4dn.12xlarge', 0.35, 0.4],
    ['g5.xlarge', 0.33, 0.39],
    ['g5.48xlarge', 0.33, 0.39],
    ['p3.2xlarge', 0.3, 0.34],
    ['p3.16xlarge', 0.3, 0.34],
    ['p4d.24xlarge', 0.31, 0.31],
    ['p5.48xlarge', 0.6, 0.6],
    ['g6.xlarge', 0.13, 0.13],
  ])('asks for %s as spot %d to %d of the price on demand', (type, least, most) => {
    const zones = [...ratios].filter(([id]) => id.startsWith(`aws/${type}/`)).map(([, ratio]) => ratio)
    expect(mean(zones)).toBeGreaterThan(least - 0.015)
    expect(mean(zones)).toBeLessThan(most + 0.015)
  })
})

describe.skipIf(!hasSharedFiles)('markets of real traces', () => {
  test('of exact AWS prices are sound, and leave out machines that no price on demand describes', () => {
    const spot = readAwsSpotHistory(traceText('aws-gpu-spot-2022-05-31.csv.gz'))._unsafeUnwrap()
    const market = priceTraceMarket({
      spot,
      onDemand: onDemandPrices(),
      untilMs: Date.UTC(2022, 5, 1),
    })._unsafeUnwrap()
    expectSoundMarket(market, changesIn(market))
    expect(market.leftOut.some((line) => line.startsWith('p2.xlarge'))).toBe(true)
    expect(
      market.leftOut.every((line) => line.endsWith('the on-demand prices do not say what it holds')),
    ).toBe(true)
  })

  test('of Google Cloud are sound and have models and countries', () => {
    const prices = readGcpGpuPrices(traceText('gcp-gpu-price-changes.csv.gz'))._unsafeUnwrap()
    const market = gcpPriceMarket({ prices })._unsafeUnwrap()
    expectSoundMarket(market, changesIn(market))
    expect(market.offers.filter(({ gpu, place }) => !gpu.model || !place.country)).toEqual([])
  })

  test('of daily prices are sound and know every model', () => {
    const prices = readDailyPrices(traceText('gpu-cloud-daily-2026.csv.gz'))._unsafeUnwrap()
    const market = dailyPriceMarket({ prices })._unsafeUnwrap()
    const changes = changesIn(market)
    expectSoundMarket(market, changes)
    expect(market.offers).toHaveLength(307)
    const listed = changes.flatMap((change) => (change.kind === 'listed' ? [change.offer] : []))
    expect(listed.filter(({ gpu }) => gpu.model === undefined)).toEqual([])
  })

  test('of half-hourly prices are sound and know every model', () => {
    const prices = readHalfHourlyPrices(traceText('gpu-market-halfhourly-2025.csv.gz'))._unsafeUnwrap()
    const market = halfHourlyMarket({ prices })._unsafeUnwrap()
    expectSoundMarket(market, changesIn(market))
    expect(market.offers.filter(({ gpu }) => gpu.model === undefined)).toEqual([])
  })

  test('of nine zones of spring 2023 lose machines 0.09 to 1.39 times an hour', () => {
    const zones = readAvailabilitySeries(traceText('spot-availability.jsonl.gz'))
      ._unsafeUnwrap()
      .filter(({ id }) => id.includes('aws-02-15-2023'))
      .map(stockOfSeries)
    const market = availabilityMarket({
      zones,
      gpu: { model: 'V100-SXM2-16GB' },
      onDemandUsdPerHour: 3.06,
      spotUsdPerHour: 0.92,
    })._unsafeUnwrap()
    const changes = changesIn(market)
    expectSoundMarket(market, changes)
    const rates = zones.map(({ zone, machines, tickSeconds }) => {
      const losses = changes.filter(
        (change) =>
          change.kind === 'capacity' &&
          change.offerId === `aws/${zone}/spot` &&
          change.capacity.stock === 'none',
      )
      return losses.length / ((Array.from(machines).filter((count) => count > 0).length * tickSeconds) / 3600)
    })
    expect(Math.min(...rates)).toBeCloseTo(0.09, 1)
    expect(Math.max(...rates)).toBeCloseTo(1.39, 1)
  })

  test('of slices are sound and have the zones’ own prices', () => {
    const [slice] = readZoneSlices(traceText('spot-9az-v100-2023.jsonl.gz'))._unsafeUnwrap()
    if (slice === undefined) return
    const market = availabilityMarket({
      zones: stockOfSlice(slice),
      gpu: { model: 'V100-SXM2-16GB' },
      onDemandUsdPerHour: 3.06,
    })._unsafeUnwrap()
    const changes = changesIn(market)
    expectSoundMarket(market, changes)
    expect(market.offers).toHaveLength(18)
    expect(market.offers.find(({ id }) => id === 'aws/us-east-1a/spot')?.price?.usdPerHour).toBe(1.5521)
    expect(changes.some(({ kind }) => kind === 'price')).toBe(true)
  })
})
