import { buildListedOffer } from '@aima/gpu-testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinedMoves, onDemandIdOf, spotIdOf } from '../../src/market/prices/joined-moves.ts'
import { movesOfSightings } from '../../src/market/prices/presence.ts'
import { marketOfMoves, type PriceMove } from '../../src/market/prices/price-moves.ts'
import { checkSpan, type TraceSpan } from '../../src/market/prices/trace-span.ts'
import { changesIn, expectSoundMarket, offersIn } from './market-checks.ts'

const ids = ['a', 'b', 'c']

const offers = new Map(ids.map((id) => [id, buildListedOffer({ id })]))

const marketOf = (moves: readonly PriceMove[], span: TraceSpan = {}) =>
  marketOfMoves({ name: 'moves', offers, moves, leftOut: [] }, span)

const move = (atMs: number, offerId: string, usdPerHour: number | undefined): PriceMove => ({
  atMs,
  offerId,
  price: usdPerHour === undefined ? undefined : { usdPerHour },
})

/** Prices of all that can be had at a moment, by id. */
const pricesAt = (moves: readonly PriceMove[], atMs: number, span: TraceSpan = {}) =>
  Object.fromEntries(
    [...offersIn(marketOf(moves, span), atMs)].map(([id, { price }]) => [id, price?.usdPerHour]),
  )

const arbitraryMoves = fc
  .array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 50 }),
      offerId: fc.constantFrom(...ids),
      usdPerHour: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    }),
    { minLength: 1 },
  )
  .map((rows) => rows.map(({ atMs, offerId, usdPerHour }) => move(atMs, offerId, usdPerHour)))

describe('a market of moves', () => {
  test('starts at the first move', () => {
    const market = marketOf([move(7, 'a', 1), move(9, 'b', 2)])
    expect(market.startMs).toBe(7)
    expect(market.offers.map(({ id }) => id)).toEqual(['a'])
    expect(changesIn(market)).toMatchObject([
      { kind: 'listed', atMs: 9, offer: { id: 'b', observedAtMs: 9 } },
    ])
  })

  test('without moves is empty', () => {
    expect(marketOf([])).toMatchObject({ startMs: 0, offers: [] })
  })

  test('takes moves in any order', () => {
    const market = marketOf([move(9, 'a', 2), move(7, 'a', 1)])
    expect(market.offers[0]?.price?.usdPerHour).toBe(1)
    expect(changesIn(market)).toMatchObject([{ kind: 'price', price: { usdPerHour: 2 } }])
  })

  test('does not list what it has no offer for', () => {
    const market = marketOf([move(1, 'a', 1), move(2, 'unknown', 1), move(3, 'unknown', 2)])
    expect(changesIn(market)).toEqual([])
  })

  test('withdraws once what has no price any more', () => {
    const market = marketOf([move(1, 'a', 1), move(2, 'a', undefined), move(3, 'a', undefined)])
    expect(changesIn(market)).toEqual([{ kind: 'withdrawn', atMs: 2, offerId: 'a' }])
  })

  test('is sound whatever the moves', () => {
    fc.assert(
      fc.property(arbitraryMoves, (moves) => {
        const market = marketOf(moves)
        expectSoundMarket(market, changesIn(market))
      }),
    )
  })

  test('has at any moment the last price of each offer', () => {
    fc.assert(
      fc.property(arbitraryMoves, fc.integer({ min: 50, max: 60 }), (moves, atMs) => {
        const last = new Map<string, number | undefined>()
        for (const { offerId, price } of moves.toSorted((one, other) => one.atMs - other.atMs))
          last.set(offerId, price?.usdPerHour)
        const expected = [...last].filter(([, usd]) => usd !== undefined)
        expect(pricesAt(moves, atMs)).toEqual(Object.fromEntries(expected))
      }),
    )
  })

  test('that starts later is at that moment what the whole one is then', () => {
    fc.assert(
      fc.property(arbitraryMoves, fc.integer({ min: 0, max: 50 }), (moves, fromMs) => {
        const whole = [move(0, 'a', 1), ...moves]
        expect(pricesAt(whole, fromMs, { fromMs })).toEqual(pricesAt(whole, fromMs))
        expect(pricesAt(whole, 99, { fromMs })).toEqual(pricesAt(whole, 99))
      }),
    )
  })

  test('that ends earlier stays as it is then', () => {
    fc.assert(
      fc.property(arbitraryMoves, fc.integer({ min: 1, max: 50 }), (moves, untilMs) => {
        const whole = [move(0, 'a', 1), ...moves]
        expect(pricesAt(whole, 99, { untilMs })).toEqual(pricesAt(whole, untilMs - 1))
      }),
    )
  })
})

describe('sightings', () => {
  const seen = (...names: readonly string[]) => new Map(names.map((name) => [name, { usdPerHour: 1 }]))

  test('end the price of what is not seen again', () => {
    const sightings = [
      { atMs: 1, prices: seen('a', 'b') },
      { atMs: 2, prices: seen('b') },
    ]
    expect(movesOfSightings(sightings).slice(2)).toEqual([move(2, 'a', undefined), move(2, 'b', 1)])
  })

  test('make a market that has at each of them just what was seen', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray(ids), { minLength: 1 }), (names) => {
        const moves = movesOfSightings(names.map((some, atMs) => ({ atMs, prices: seen(...some) })))
        for (const [atMs, some] of names.entries())
          expect(Object.keys(pricesAt(moves, atMs, { fromMs: 0 })).sort()).toEqual([...some].sort())
      }),
    )
  })
})

describe('joined prices', () => {
  const onDemand = (atMs: number, usd: number | undefined, region = 'us-east-1') => ({
    atMs,
    instanceType: 'p3.2xlarge',
    region,
    gpu: 'V100',
    gpuCount: 1,
    vcpus: 8,
    ramGiB: 61,
    onDemandUsdPerHour: usd,
  })
  const spot = (atMs: number, usd: number | undefined, zoneId = 'use1-az1', region = 'us-east-1') => ({
    row: { atMs, instanceType: 'p3.2xlarge', zoneId, spotUsdPerHour: usd },
    region,
  })

  test('name an offer by its machine and its place', () => {
    expect(onDemandIdOf('p3.2xlarge', 'us-east-1')).toBe('aws/p3.2xlarge/us-east-1/on-demand')
    expect(spotIdOf(spot(0, 1).row)).toBe('aws/p3.2xlarge/use1-az1/spot')
  })

  test('know the price on demand of the same moment', () => {
    expect(joinedMoves([spot(5, 1)], [onDemand(5, 3)]).at(-1)?.price).toEqual({
      usdPerHour: 1,
      onDemandUsdPerHour: 3,
    })
  })

  test('know no price on demand of another region or of a later moment', () => {
    const moves = joinedMoves([spot(5, 1)], [onDemand(5, 3, 'eu-west-1'), onDemand(6, 3)])
    expect(moves.find(({ atMs, offerId }) => atMs === 5 && offerId.endsWith('/spot'))?.price).toEqual({
      usdPerHour: 1,
      onDemandUsdPerHour: undefined,
    })
  })

  test('do not bring back what is quoted no longer when the price on demand moves', () => {
    const moves = joinedMoves([spot(1, 1), spot(2, undefined)], [onDemand(0, 3), onDemand(3, 4)])
    expect(moves.filter(({ offerId }) => offerId.endsWith('/spot')).at(-1)).toMatchObject({
      atMs: 2,
      price: undefined,
    })
  })

  test('on demand may be quoted no longer too', () => {
    const moves = joinedMoves([spot(1, 1)], [onDemand(0, 3), onDemand(3, undefined)])
    expect(moves.slice(-2).map(({ price }) => price)).toEqual([
      undefined,
      { usdPerHour: 1, onDemandUsdPerHour: undefined },
    ])
  })
})

describe('a span', () => {
  test.each([{}, { fromMs: 1 }, { untilMs: 1 }, { fromMs: 1, untilMs: 2 }])('may be open (%#)', (span) => {
    expect(checkSpan(span)._unsafeUnwrap()).toEqual(span)
  })

  test.each([{ fromMs: Number.NaN }, { untilMs: Number.POSITIVE_INFINITY }, { fromMs: 2, untilMs: 2 }])(
    'must be of real times in order (%#)',
    (span) => {
      expect(checkSpan(span).isErr()).toBe(true)
    },
  )
})
