import { findGpuModel } from '@aima/gpu-core'
import { buildListedOffer } from '@aima/gpu-testing'
import fc from 'fast-check'
import { mean, median, standardDeviation } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import type { MarketChange } from '../../src/market/market.ts'
import { madeOffers } from '../../src/market/synthetic/made-offers.ts'
import { defaultPriceWalk, type PriceWalk } from '../../src/market/synthetic/price-walk.ts'
import { defaultStockSpells } from '../../src/market/synthetic/stock-spells.ts'
import { syntheticMarket } from '../../src/market/synthetic/synthetic-market.ts'
import { changesIn, expectSoundMarket, firstChanges } from './market-checks.ts'

const hourMs = 3_600_000

const spotOffer = (id: string) =>
  buildListedOffer({
    id,
    purchase: 'spot',
    trust: 'community',
    price: { usdPerHour: 0.3, onDemandUsdPerHour: 1000 },
    capacity: { stock: 'available', bootHours: 0.1 },
  })

const priceChanges = (changes: readonly MarketChange[]) =>
  changes.flatMap((change) => (change.kind === 'price' ? [change] : []))

const stockChanges = (changes: readonly MarketChange[]) =>
  changes.flatMap((change) => (change.kind === 'capacity' ? [change] : []))

/** Absolute moves of the price from one day to the next. */
const dailyMoves = (changes: readonly MarketChange[], days: number, startUsd: number): readonly number[] => {
  const prices: number[] = []
  const moves = priceChanges(changes)
  let next = 0
  let usd = startUsd
  for (let day = 1; day <= days; day += 1) {
    for (; (moves[next]?.atMs ?? Number.POSITIVE_INFINITY) <= day * 24 * hourMs; next += 1)
      usd = moves[next]?.price.usdPerHour ?? usd
    prices.push(usd)
  }
  return prices.slice(1).map((price, index) => Math.abs(price / (prices[index] ?? price) - 1))
}

describe('an invented market', () => {
  test('has as many offers as asked for, each of its own id', () => {
    const market = syntheticMarket({ count: 300, seed: 4 })._unsafeUnwrap()
    expect(market.offers).toHaveLength(300)
    expectSoundMarket(market, firstChanges(market, 5000))
  })

  test('has real models, several providers and both ways to rent', () => {
    const offers = madeOffers({ count: 200, seed: 1, observedAtMs: 0 })
    expect(offers.every(({ gpu }) => findGpuModel(gpu.model ?? '') !== undefined)).toBe(true)
    expect(new Set(offers.map(({ provider }) => provider)).size).toBe(6)
    expect(new Set(offers.map(({ purchase }) => purchase))).toEqual(new Set(['spot', 'on-demand']))
    expect(new Set(offers.map(({ place }) => place.country)).size).toBe(5)
  })

  test('never asks more for spot than on demand', () => {
    const market = syntheticMarket({ count: 100 })._unsafeUnwrap()
    const dear = priceChanges(changesIn(market)).filter(
      ({ price }) => (price.usdPerHour ?? 0) > (price.onDemandUsdPerHour ?? Number.POSITIVE_INFINITY),
    )
    expect(dear).toEqual([])
  })

  test('starts with the same offers when more are made', () => {
    const few = madeOffers({ count: 5, seed: 3, observedAtMs: 0 })
    expect(madeOffers({ count: 50, seed: 3, observedAtMs: 0 }).slice(0, 5)).toEqual(few)
    expect(madeOffers({ count: 5, seed: 4, observedAtMs: 0 })).not.toEqual(few)
  })

  test('takes the offers that it is given, and keeps what it does not move', () => {
    const market = syntheticMarket({ offers: [spotOffer('a')], startMs: 7 })._unsafeUnwrap()
    expect(market.offers).toEqual([{ ...spotOffer('a'), observedAtMs: 7 }])
    expect(stockChanges(changesIn(market))[0]?.capacity).toEqual({ stock: 'none', bootHours: 0.1 })
    expect(priceChanges(changesIn(market))[0]?.price.onDemandUsdPerHour).toBe(1000)
  })

  test('ends after its days', () => {
    const market = syntheticMarket({ offers: [spotOffer('a')], days: 3, startMs: 1000 })._unsafeUnwrap()
    const last = changesIn(market).at(-1)?.atMs ?? 0
    expect(last).toBeGreaterThan(48 * hourMs)
    expect(last).toBeLessThan(72 * hourMs + 1000)
  })

  test('takes spot machines away only with its stock, unless it is told otherwise', () => {
    const rateIn = (options: Parameters<typeof syntheticMarket>[0]) =>
      syntheticMarket(options)
        ._unsafeUnwrap()
        .interruptionsPerHour?.({ ...spotOffer('a'), site: 'cloud' })
    expect(rateIn({ offers: [spotOffer('a')] })).toBe(0)
    expect(rateIn({ offers: [spotOffer('a')], interruptionsPerHour: () => 0.5 })).toBe(0.5)
  })

  test('changes nothing when neither prices nor stock move', () => {
    const still = { priceWalk: () => undefined, stockSpells: () => undefined }
    expect(changesIn(syntheticMarket({ count: 20, ...still })._unsafeUnwrap())).toEqual([])
  })

  test('lets no offer move that has no price', () => {
    const offers = [buildListedOffer({ trust: 'community', price: undefined })]
    expect(changesIn(syntheticMarket({ offers })._unsafeUnwrap())).toEqual([])
  })

  test.each([
    [{ count: 0 }, 'count: expected 1 or more'],
    [{ days: 0 }, 'days: expected a number above 0'],
    [{ seed: 0.5 }, 'seed: expected a whole number'],
    [{ offers: [] }, 'ids: expected at least one offer'],
    [{ offers: [spotOffer('a'), spotOffer('a')] }, 'ids: expected an id of its own for each offer'],
    [{ offers: [buildListedOffer({ purchase: 'owned' })] }, 'purchases.0: expected rented offers only'],
  ])('is refused with a reason (%#)', (options, issue) => {
    expect(syntheticMarket(options)._unsafeUnwrapErr().issues).toEqual([issue])
  })
})

describe('its changes', () => {
  test('are the same for the same seed, however far somebody else has gone', () => {
    const market = syntheticMarket({ count: 20 })._unsafeUnwrap()
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 50 }), (seed, steps) => {
        const whole = firstChanges(market, 200, seed)
        const other = market.changes(seed)[Symbol.iterator]()
        for (let step = 0; step < steps; step += 1) other.next()
        expect(firstChanges(market, 200, seed)).toEqual(whole)
        expect(other.next().value).toEqual(whole[steps])
      }),
      { numRuns: 20 },
    )
  })

  test('differ from seed to seed', () => {
    const market = syntheticMarket({ count: 20 })._unsafeUnwrap()
    expect(firstChanges(market, 20, 1)).not.toEqual(firstChanges(market, 20, 2))
  })

  test('of one offer do not depend on the others', () => {
    const alone = syntheticMarket({ offers: [spotOffer('a')] })._unsafeUnwrap()
    const both = syntheticMarket({ offers: [spotOffer('b'), spotOffer('a')] })._unsafeUnwrap()
    const ofA = changesIn(both).filter((change) => change.kind !== 'listed' && change.offerId === 'a')
    expect(ofA).toEqual(changesIn(alone))
  })

  test('are sound whatever the seeds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (seed, simulationSeed) => {
        const market = syntheticMarket({ count: 10, seed, days: 2 })._unsafeUnwrap()
        expectSoundMarket(market, changesIn(market, simulationSeed))
      }),
      { numRuns: 25 },
    )
  })

  test('of three thousand offers over a month are made one by one', () => {
    const market = syntheticMarket({ count: 3000 })._unsafeUnwrap()
    let count = 0
    let lastMs = 0
    for (const { atMs } of market.changes(1)) {
      if (atMs < lastMs) break
      lastMs = atMs
      count += 1
    }
    expect(count).toBeGreaterThan(500_000)
    expect(lastMs).toBeGreaterThan(29 * 24 * hourMs)
  })
})

describe('a price that walks', () => {
  const walking = (walk: PriceWalk) =>
    syntheticMarket({
      offers: [spotOffer('a')],
      days: 4000,
      priceWalk: () => walk,
      stockSpells: () => undefined,
    })

  test.each([0.05, 0.11, 0.19])('moves by %d from day to day in the median', (medianDailyMove) => {
    const market = walking({ medianDailyMove, halfLifeHours: 34, meanStepHours: 3 })._unsafeUnwrap()
    const moves = dailyMoves(changesIn(market), 4000, 0.3)
    expect(median([...moves])).toBeGreaterThan(0.93 * medianDailyMove)
    expect(median([...moves])).toBeLessThan(1.07 * medianDailyMove)
  })

  test('is drawn back to where it started', () => {
    const market = walking({ medianDailyMove: 0.1, halfLifeHours: 34, meanStepHours: 6 })._unsafeUnwrap()
    const logs = priceChanges(changesIn(market)).map(({ price }) => Math.log((price.usdPerHour ?? 0) / 0.3))
    expect(Math.abs(mean(logs))).toBeLessThan(0.03)
    expect(Math.max(...logs.map(Math.abs))).toBeLessThan(1)
  })

  test('is never 0, which would mean that it is unknown', () => {
    const market = walking({ medianDailyMove: 0.95, halfLifeHours: 1000, meanStepHours: 24 })._unsafeUnwrap()
    expect(priceChanges(changesIn(market)).every(({ price }) => (price.usdPerHour ?? 0) > 0)).toBe(true)
  })

  test.each([
    [buildListedOffer({ trust: 'community' }), 0.11],
    [buildListedOffer({ trust: 'community', purchase: 'spot' }), 0.19],
    [buildListedOffer({ providerKind: 'hyperscaler', purchase: 'spot' }), 0.003],
    [buildListedOffer({ trust: 'datacenter' }), undefined],
    [buildListedOffer({ providerKind: 'hyperscaler' }), undefined],
  ])('moves by default as real ones did (%#)', (offer, move) => {
    expect(defaultPriceWalk(offer)?.medianDailyMove).toBe(move)
  })
})

describe('stock that goes and comes', () => {
  const market = syntheticMarket({ offers: [spotOffer('a')], days: 10_000, priceWalk: () => undefined })
  const changes = stockChanges(changesIn(market._unsafeUnwrap()))
  const spells = (stock: 'none' | 'available'): number[] =>
    changes.slice(1).flatMap((change, index) => {
      const before = changes[index]
      return before?.capacity.stock === stock ? [(change.atMs - before.atMs) / hourMs] : []
    })

  test('alternates', () => {
    const same = changes
      .slice(1)
      .filter(({ capacity }, index) => capacity.stock === changes[index]?.capacity.stock)
    expect(same).toEqual([])
  })

  test.each([
    ['available', defaultStockSpells.meanUpHours],
    ['none', defaultStockSpells.meanDownHours],
  ] as const)('stays %s for %d h in the mean, but mostly shorter', (stock, meanHours) => {
    const hours = spells(stock)
    expect(mean(hours)).toBeGreaterThan(0.93 * meanHours)
    expect(mean(hours)).toBeLessThan(1.07 * meanHours)
    expect(median(hours) / mean(hours)).toBeLessThan(0.55)
    expect(standardDeviation(hours) / mean(hours)).toBeGreaterThan(1.5)
    expect(standardDeviation(hours) / mean(hours)).toBeLessThan(2.7)
  })

  test('starts without when the offer says so', () => {
    const offers = [{ ...spotOffer('a'), capacity: { stock: 'none' as const } }]
    const [first] = stockChanges(changesIn(syntheticMarket({ offers })._unsafeUnwrap()))
    expect(first?.capacity.stock).toBe('available')
  })
})
