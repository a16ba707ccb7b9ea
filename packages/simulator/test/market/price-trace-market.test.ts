import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { priceTraceMarket } from '../../src/market/prices/price-trace-market.ts'
import type { AwsOnDemandPrice, AwsSpotPrice } from '../../src/traces/aws-prices.ts'
import { changesIn, expectSoundMarket } from './market-checks.ts'

const onDemandPrice = (changes: Partial<AwsOnDemandPrice> = {}): AwsOnDemandPrice => ({
  atMs: 0,
  instanceType: 'p3.2xlarge',
  region: 'us-east-1',
  gpu: 'V100',
  gpuCount: 1,
  vcpus: 8,
  ramGiB: 61,
  onDemandUsdPerHour: 3.06,
  ...changes,
})

const spotPrice = (changes: Partial<AwsSpotPrice> = {}): AwsSpotPrice => ({
  atMs: 0,
  instanceType: 'p3.2xlarge',
  zoneId: 'use1-az4',
  spotUsdPerHour: 1,
  ...changes,
})

const marketOf = (spot: readonly AwsSpotPrice[], onDemand: readonly AwsOnDemandPrice[] = [onDemandPrice()]) =>
  priceTraceMarket({ spot, onDemand })._unsafeUnwrap()

describe('a market of AWS prices', () => {
  test('starts with an offer on demand and one as spot', () => {
    const market = marketOf([spotPrice()])
    expect(market.offers).toMatchObject([
      {
        id: 'aws/p3.2xlarge/us-east-1/on-demand',
        provider: 'aws',
        providerKind: 'hyperscaler',
        purchase: 'on-demand',
        gpu: { model: 'V100-SXM2-16GB', vramGiB: 16 },
        gpuCount: 1,
        host: { vcpus: 8, ramGiB: 61 },
        place: { region: 'us-east-1', country: 'US' },
        price: { usdPerHour: 3.06 },
      },
      {
        id: 'aws/p3.2xlarge/use1-az4/spot',
        purchase: 'spot',
        place: { region: 'us-east-1', zone: 'use1-az4', country: 'US' },
        price: { usdPerHour: 1, onDemandUsdPerHour: 3.06 },
        launch: { instanceType: 'p3.2xlarge', zone: 'use1-az4' },
      },
    ])
    expectSoundMarket(market, changesIn(market))
  })

  test('moves prices when they change, and not when they are written again', () => {
    const market = marketOf([
      spotPrice(),
      spotPrice({ atMs: 5 }),
      spotPrice({ atMs: 9, spotUsdPerHour: 1.5 }),
    ])
    expect(changesIn(market)).toEqual([
      {
        kind: 'price',
        atMs: 9,
        offerId: 'aws/p3.2xlarge/use1-az4/spot',
        price: { usdPerHour: 1.5, onDemandUsdPerHour: 3.06 },
      },
    ])
  })

  test('withdraws an offer while its price is not quoted', () => {
    const market = marketOf([
      spotPrice(),
      spotPrice({ atMs: 5, spotUsdPerHour: undefined }),
      spotPrice({ atMs: 9, spotUsdPerHour: 2 }),
    ])
    expect(changesIn(market)).toMatchObject([
      { kind: 'withdrawn', atMs: 5, offerId: 'aws/p3.2xlarge/use1-az4/spot' },
      { kind: 'listed', atMs: 9, offer: { observedAtMs: 9, price: { usdPerHour: 2 } } },
    ])
  })

  test('tells spot offers of a region when the price on demand moves', () => {
    const market = marketOf(
      [spotPrice()],
      [onDemandPrice(), onDemandPrice({ atMs: 7, onDemandUsdPerHour: 4 })],
    )
    expect(changesIn(market)).toMatchObject([
      { kind: 'price', offerId: 'aws/p3.2xlarge/us-east-1/on-demand', price: { usdPerHour: 4 } },
      {
        kind: 'price',
        offerId: 'aws/p3.2xlarge/use1-az4/spot',
        price: { usdPerHour: 1, onDemandUsdPerHour: 4 },
      },
    ])
  })

  test('starts with the last prices until then and ends before its end', () => {
    const spot = [1, 2, 3, 4].map((usd) => spotPrice({ atMs: usd * 10, spotUsdPerHour: usd }))
    const market = priceTraceMarket({
      spot,
      onDemand: [onDemandPrice()],
      fromMs: 25,
      untilMs: 40,
    })._unsafeUnwrap()
    expect(market.startMs).toBe(25)
    expect(market.offers.map(({ price }) => price?.usdPerHour)).toEqual([3.06, 2])
    expect(changesIn(market)).toMatchObject([{ atMs: 30, price: { usdPerHour: 3 } }])
  })

  test('takes what a machine holds from any row that states it', () => {
    const stated = onDemandPrice({ atMs: 9, instanceType: 'p5.48xlarge', gpu: 'H100', gpuCount: 8 })
    const market = marketOf([], [{ ...stated, atMs: 0, gpu: undefined, gpuCount: undefined }, stated])
    expect(market.offers).toMatchObject([{ gpu: { model: 'H100-SXM5' }, gpuCount: 8 }])
  })

  test('leaves out what it does not know, and says so', () => {
    const market = marketOf([spotPrice({ instanceType: 'p2.xlarge' }), spotPrice({ zoneId: 'moon1-az1' })])
    expect(market.leftOut).toEqual([
      'moon1-az1: the region of this zone is not known',
      'p2.xlarge: the on-demand prices do not say what it holds',
    ])
    expect(market.offers).toHaveLength(1)
  })

  test('can be of some machines and regions only', () => {
    const spot = [spotPrice(), spotPrice({ zoneId: 'euw1-az1' })]
    const onDemand = [onDemandPrice(), onDemandPrice({ instanceType: 'g5.xlarge', gpu: 'A10G' })]
    const market = priceTraceMarket({
      spot,
      onDemand,
      instanceTypes: ['p3.2xlarge'],
      regions: ['eu-west-1'],
    })._unsafeUnwrap()
    expect(market.offers.map(({ id }) => id)).toEqual(['aws/p3.2xlarge/euw1-az1/spot'])
  })

  test('must end after it starts', () => {
    expect(priceTraceMarket({ spot: [], onDemand: [], fromMs: 2, untilMs: 2 })._unsafeUnwrapErr()).toEqual({
      kind: 'invalid-options',
      issues: ['options: expected fromMs before untilMs'],
    })
  })
})

const arbitrarySpot = fc.record({
  atMs: fc.integer({ min: 0, max: 100 }),
  instanceType: fc.constantFrom('p3.2xlarge', 'g5.xlarge'),
  zoneId: fc.constantFrom('use1-az1', 'use1-az2', 'euw1-az1'),
  spotUsdPerHour: fc.option(fc.double({ min: 0.1, max: 9, noNaN: true }), { nil: undefined }),
})

test('whatever the prices, a market of them is sound and gives the same changes again', () => {
  const onDemand = ['p3.2xlarge', 'g5.xlarge'].map((instanceType) =>
    onDemandPrice({ instanceType, atMs: 50 }),
  )
  fc.assert(
    fc.property(fc.array(arbitrarySpot), fc.integer({ min: -10, max: 90 }), (spot, fromMs) => {
      const market = priceTraceMarket({ spot, onDemand, fromMs, untilMs: 95 })._unsafeUnwrap()
      const changes = changesIn(market)
      expectSoundMarket(market, changes)
      expect(changes.every(({ atMs }) => atMs > fromMs && atMs < 95)).toBe(true)
      expect(changesIn(market, 7)).toEqual(changes)
    }),
  )
})
