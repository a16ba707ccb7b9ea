import { describe, expect, test } from 'vitest'
import { dailyPriceMarket } from '../../src/market/prices/daily-price-market.ts'
import { gcpPriceMarket } from '../../src/market/prices/gcp-price-market.ts'
import { halfHourlyMarket } from '../../src/market/prices/half-hourly-market.ts'
import type { DailyPrice } from '../../src/traces/daily-prices.ts'
import type { GcpGpuPrice } from '../../src/traces/gcp-prices.ts'
import type { HalfHourlyPrice } from '../../src/traces/half-hourly-prices.ts'
import { changesIn, expectSoundMarket } from './market-checks.ts'

const dayMs = 86_400_000

describe('a market of Google Cloud prices', () => {
  const row: GcpGpuPrice = {
    atMs: 0,
    gpu: 'A100',
    gpuCount: 2,
    zone: 'europe-west4-a',
    onDemandUsdPerHour: 6,
    spotUsdPerHour: 2,
  }

  test('has both ways to rent, and says that the machine around the GPUs is missing', () => {
    const market = gcpPriceMarket({ prices: [row] })._unsafeUnwrap()
    expect(market.offers).toMatchObject([
      {
        id: 'gcp/A100x2/europe-west4-a/on-demand',
        gpu: { model: 'A100-SXM4-40GB' },
        place: { region: 'europe-west4', zone: 'europe-west4-a', country: 'NL' },
        price: { usdPerHour: 6 },
        assumptions: [{ name: 'hostUsdPerGpuHour', value: 0, unit: 'USD/h' }],
      },
      { purchase: 'spot', price: { usdPerHour: 2, onDemandUsdPerHour: 6 } },
    ])
    expectSoundMarket(market, changesIn(market))
  })

  test('adds a price of the machine that is given for each GPU', () => {
    const market = gcpPriceMarket({ prices: [row], hostUsdPerGpuHour: 0.5 })._unsafeUnwrap()
    expect(market.offers.map(({ price }) => price)).toEqual([
      { usdPerHour: 7 },
      { usdPerHour: 3, onDemandUsdPerHour: 7 },
    ])
  })

  test('withdraws what is quoted no longer', () => {
    const market = gcpPriceMarket({
      prices: [row, { ...row, atMs: 5, spotUsdPerHour: undefined }],
    })._unsafeUnwrap()
    expect(changesIn(market)).toEqual([
      { kind: 'withdrawn', atMs: 5, offerId: 'gcp/A100x2/europe-west4-a/spot' },
    ])
  })

  test('takes no negative price of a machine', () => {
    expect(gcpPriceMarket({ prices: [], hostUsdPerGpuHour: -1 })._unsafeUnwrapErr().issues).toEqual([
      'hostUsdPerGpuHour: expected a price, 0 or more',
    ])
  })
})

const daily = (day: number, changes: Partial<DailyPrice> = {}): DailyPrice => ({
  dayMs: day * dayMs,
  provider: 'vast.ai',
  gpu: 'RTX_4090',
  gpuCount: 2,
  region: 'DE',
  purchase: 'on-demand',
  minimumUsdPerGpuHour: 0.3,
  medianUsdPerGpuHour: 0.4,
  maximumUsdPerGpuHour: 0.5,
  offers: 9,
  ...changes,
})

describe('a market of daily prices', () => {
  test('asks the lowest price of the day for all GPUs of a machine', () => {
    const prices = [daily(0), daily(0, { purchase: 'spot', minimumUsdPerGpuHour: 0.1 })]
    const market = dailyPriceMarket({ prices })._unsafeUnwrap()
    expect(market.offers).toMatchObject([
      {
        id: 'daily/vast.ai/RTX_4090x2/DE/on-demand',
        provider: 'vastai',
        providerKind: 'gpu-cloud',
        trust: 'community',
        gpu: { model: 'RTX 4090', vramGiB: 24 },
        gpuCount: 2,
        place: { region: 'DE', country: 'DE' },
        price: { usdPerHour: 0.6 },
      },
      { purchase: 'spot', price: { usdPerHour: 0.2, onDemandUsdPerHour: 0.6 } },
    ])
    expectSoundMarket(market, changesIn(market))
  })

  test('withdraws an offer on days without its row, but not on days without any', () => {
    const other = { gpu: 'H100_SXM' }
    const prices = [daily(0), daily(0, other), daily(2), daily(2, other), daily(3, other), daily(4)]
    const market = dailyPriceMarket({ prices })._unsafeUnwrap()
    expect(changesIn(market).map(({ kind, atMs }) => [kind, atMs / dayMs])).toEqual([
      ['withdrawn', 3],
      ['withdrawn', 4],
      ['listed', 4],
    ])
  })

  test('can be of some providers and GPUs only, and still sees all days', () => {
    const prices = [daily(0), daily(0, { provider: 'aws' }), daily(1, { provider: 'aws' })]
    const market = dailyPriceMarket({ prices, providers: ['vast.ai'], gpus: ['RTX_4090'] })._unsafeUnwrap()
    expect(market.offers).toHaveLength(1)
    expect(changesIn(market)).toMatchObject([{ kind: 'withdrawn', atMs: dayMs }])
  })

  test.each([
    ['global', undefined],
    ['us', 'US'],
    ['eu', undefined],
    ['NO', 'NO'],
  ])('knows the country of %s: %s', (region, country) => {
    const market = dailyPriceMarket({ prices: [daily(0, { region })] })._unsafeUnwrap()
    expect(market.offers[0]?.place.country).toBe(country)
  })

  test.each([
    ['runpod', 'community', 'community'],
    ['runpod', 'secure', 'datacenter'],
    ['runpod', 'any', undefined],
    ['azure', 'global', 'certified'],
  ])('trusts %s in %s as %s', (provider, region, trust) => {
    const market = dailyPriceMarket({ prices: [daily(0, { provider, region })] })._unsafeUnwrap()
    expect(market.offers[0]?.trust).toBe(trust)
  })
})

const halfHourly = (
  atMs: number,
  providers: Readonly<Record<string, readonly [number, number]>>,
): HalfHourlyPrice => ({
  atMs,
  gpu: 'H100_80GB',
  socket: 'SXM5',
  medianUsdPerGpuHour: 2,
  offers: 1,
  stock: { available: 1, low: 0, medium: 0, high: 0 },
  providers: new Map(
    Object.entries(providers).map(([name, [offers, minimumUsdPerGpuHour]]) => [
      name,
      { offers, minimumUsdPerGpuHour },
    ]),
  ),
})

describe('a market of half-hourly prices', () => {
  test('has an offer for each provider, which comes and goes with it', () => {
    const prices = [
      halfHourly(0, { runpod: [3, 2], nebius: [1, 2.5] }),
      halfHourly(5, { runpod: [3, 1.9] }),
      halfHourly(9, { runpod: [0, 1.9], nebius: [1, 2.5] }),
    ]
    const market = halfHourlyMarket({ prices })._unsafeUnwrap()
    expect(market.offers).toMatchObject([
      { id: 'half-hourly/runpod/H100_80GB SXM5', gpu: { model: 'H100-SXM5' }, price: { usdPerHour: 2 } },
      { id: 'half-hourly/nebius/H100_80GB SXM5', price: { usdPerHour: 2.5 } },
    ])
    const changes = changesIn(market)
    expect(changes.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ['withdrawn', 5],
      ['price', 5],
      ['withdrawn', 9],
      ['listed', 9],
    ])
    expectSoundMarket(market, changes)
  })

  test('does not withdraw one GPU when another is seen', () => {
    const prices = [
      halfHourly(0, { runpod: [1, 2] }),
      { ...halfHourly(5, { vultr: [1, 3] }), gpu: 'B200_180GB', socket: '' },
    ]
    const market = halfHourlyMarket({ prices })._unsafeUnwrap()
    expect(changesIn(market)).toMatchObject([{ kind: 'listed', offer: { gpu: { model: 'B200' } } }])
  })

  test('must end after it starts', () => {
    expect(halfHourlyMarket({ prices: [], fromMs: 1, untilMs: 0 }).isErr()).toBe(true)
    expect(dailyPriceMarket({ prices: [], fromMs: 1, untilMs: 0 }).isErr()).toBe(true)
    expect(gcpPriceMarket({ prices: [], fromMs: Number.NaN }).isErr()).toBe(true)
  })
})
