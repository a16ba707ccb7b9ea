import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type AvailabilityOptions,
  availabilityMarket,
} from '../../src/market/availability/availability-market.ts'
import {
  stockOfSeries,
  stockOfSlice,
  stockOfTrace,
  type ZoneStock,
} from '../../src/market/availability/zone-stock.ts'
import { changesIn, expectSoundMarket, firstChanges } from './market-checks.ts'

const zone = (machines: readonly number[], changes: Partial<ZoneStock> = {}): ZoneStock => ({
  zone: 'us-west-2a',
  tickSeconds: 1,
  nodes: 1,
  machines,
  ...changes,
})

const marketOf = (zones: readonly ZoneStock[], changes: Partial<AvailabilityOptions> = {}) =>
  availabilityMarket({
    zones,
    gpu: { model: 'V100-SXM2-16GB' },
    onDemandUsdPerHour: 3,
    spotUsdPerHour: 1,
    ...changes,
  })

const shortly = (zones: readonly ZoneStock[], changes: Partial<AvailabilityOptions> = {}) =>
  changesIn(marketOf(zones, changes)._unsafeUnwrap()).map((change) => [
    change.atMs,
    change.kind === 'capacity' ? change.capacity.stock : change.kind,
  ])

describe('a market of availability', () => {
  test('has an offer on demand and one as spot in each zone', () => {
    const market = marketOf([zone([1]), zone([0], { zone: 'us-east-1a' })])._unsafeUnwrap()
    expect(market.offers).toMatchObject([
      {
        id: 'aws/us-west-2a/on-demand',
        purchase: 'on-demand',
        gpu: { model: 'V100-SXM2-16GB' },
        gpuCount: 1,
        place: { region: 'us-west-2', zone: 'us-west-2a', country: 'US' },
        price: { usdPerHour: 3 },
        capacity: { stock: 'available' },
      },
      {
        id: 'aws/us-west-2a/spot',
        purchase: 'spot',
        price: { usdPerHour: 1, onDemandUsdPerHour: 3 },
        capacity: { stock: 'available' },
      },
      { id: 'aws/us-east-1a/on-demand', capacity: { stock: 'available' } },
      { id: 'aws/us-east-1a/spot', capacity: { stock: 'none' } },
    ])
    expectSoundMarket(market, changesIn(market))
  })

  test('loses machines by the trace alone', () => {
    const market = marketOf([zone([1])])._unsafeUnwrap()
    const rates = market.offers.map((offer) => market.interruptionsPerHour?.({ ...offer, site: 'cloud' }))
    expect(rates).toEqual([0, 0])
  })

  test('has stock that goes and comes with the ticks, and goes at the end', () => {
    expect(shortly([zone([1, 1, 0, 0, 1])])).toEqual([
      [2000, 'none'],
      [4000, 'available'],
      [5000, 'none'],
    ])
  })

  test('has low stock when fewer machines are there than were asked for', () => {
    expect(shortly([zone([4, 3, 4, 0], { nodes: 4 })])).toEqual([
      [1000, 'low'],
      [2000, 'available'],
      [3000, 'none'],
    ])
  })

  test('starts in any tick and at any time', () => {
    expect(shortly([zone([0, 0, 1, 0])], { fromTick: 2, startMs: 100 })).toEqual([[1100, 'none']])
  })

  test('moves prices where the trace has them', () => {
    const market = marketOf([zone([1, 1], { spotUsdPerHour: [0.5, 0.6] })])._unsafeUnwrap()
    expect(changesIn(market)).toEqual([
      {
        kind: 'price',
        atMs: 1000,
        offerId: 'aws/us-west-2a/spot',
        price: { usdPerHour: 0.6, onDemandUsdPerHour: 3 },
      },
      { kind: 'capacity', atMs: 2000, offerId: 'aws/us-west-2a/spot', capacity: { stock: 'none' } },
    ])
  })

  test('can go on with the traces again, without end', () => {
    const market = marketOf([zone([1, 0])], { afterEnd: 'repeat' })._unsafeUnwrap()
    expect(firstChanges(market, 5).map(({ atMs }) => atMs)).toEqual([1000, 2000, 3000, 4000, 5000])
  })

  test('ends even if traces in which nothing changes are repeated', () => {
    expect(shortly([zone([1, 1, 1])], { afterEnd: 'repeat' })).toEqual([])
  })

  test('can be of another cloud with places of its own', () => {
    const market = marketOf([zone([1], { zone: 'x' })], {
      provider: 'gcp',
      gpu: { model: 'L4', count: 4, host: { vcpus: 48 } },
      placeOf: (name) => ({ region: name, country: 'DE' }),
      spotRisk: { interruptionsPerHour: 0.4 },
    })._unsafeUnwrap()
    expect(market.offers[1]).toMatchObject({
      id: 'gcp/x/spot',
      gpuCount: 4,
      host: { vcpus: 48 },
      place: { region: 'x', country: 'DE' },
      spotRisk: { interruptionsPerHour: 0.4 },
    })
    expect(market.offers[0]?.spotRisk).toBeUndefined()
  })

  test.each([
    [[], {}, 'zones: expected at least one zone'],
    [[zone([])], {}, 'zones.0.ticks: expected at least one tick'],
    [[zone([1])], { fromTick: 1 }, 'zones.0.ticks: expected at least one tick'],
    [[zone([1]), zone([1])], {}, 'zones: expected a name of its own for each zone'],
    [[zone([1])], { onDemandUsdPerHour: 0 }, 'onDemandUsdPerHour: expected a price above 0'],
    [[zone([1])], { spotUsdPerHour: undefined }, 'spotUsdPerHour: expected a price, as us-west-2a has none'],
    [[zone([1])], { fromTick: -1 }, 'fromTick: expected 0 or more'],
  ])('is refused with a reason (%#)', (zones, changes, issue) => {
    expect(marketOf(zones, changes)._unsafeUnwrapErr().issues).toContain(issue)
  })
})

describe('stock', () => {
  test('of a series is as the series says', () => {
    const series = {
      id: 'x',
      kind: 'availability' as const,
      cloud: 'aws',
      device: 'v100',
      deviceCount: 1,
      startDayMs: 0,
      zone: 'us-west-2a',
      nodes: 16,
      tickSeconds: 300,
      machines: Uint8Array.of(0, 16),
    }
    expect(stockOfSeries(series)).toEqual({
      zone: 'us-west-2a',
      nodes: 16,
      tickSeconds: 300,
      machines: Uint8Array.of(0, 16),
    })
  })

  test('of a slice has prices and a tick of 195 s', () => {
    const spotZone = { isAvailable: Uint8Array.of(1), spotUsdPerHour: Float64Array.of(0.9) }
    expect(stockOfSlice({ slice: 0, zones: new Map([['a', spotZone]]) })).toEqual([
      {
        zone: 'a',
        nodes: 1,
        tickSeconds: 195,
        machines: Uint8Array.of(1),
        spotUsdPerHour: Float64Array.of(0.9),
      },
    ])
  })

  test('of a trace without machines is of one node', () => {
    expect(stockOfTrace({ tickSeconds: 1, machines: Uint8Array.of(0, 0) }, 'a').nodes).toBe(1)
  })
})

const arbitraryZones = fc
  .array(
    fc.record({
      tickSeconds: fc.constantFrom(1, 2, 3),
      machines: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 30 }),
      nodes: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((zones) => zones.map((one, index) => ({ ...one, zone: `zone-${index}` })))

test('whatever the traces, their market is sound', () => {
  fc.assert(
    fc.property(arbitraryZones, fc.integer({ min: 0, max: 2 }), (zones, fromTick) => {
      const market = marketOf(zones, { fromTick })._unsafeUnwrap()
      const changes = changesIn(market)
      expectSoundMarket(market, changes)
      expect(changesIn(market, 2)).toEqual(changes)
    }),
  )
})

test('at any tick the stock is that of the trace', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1 }), (machines) => {
      const market = marketOf([zone(machines)])._unsafeUnwrap()
      const seen = machines.map((_count, tick) => {
        const past = changesIn(market).filter(({ atMs }) => atMs <= tick * 1000)
        const last = past.at(-1)
        const stock = last?.kind === 'capacity' ? last.capacity.stock : market.offers[1]?.capacity?.stock
        return stock === 'none' ? 0 : 1
      })
      expect(seen).toEqual(machines)
    }),
  )
})
