import type { ListedOffer, Price } from '@aima/gpu-core'
import type { MarketChange } from '../market.ts'
import type { TraceMarket, TraceSpan } from './trace-span.ts'

/** The price of one offer from a moment on. */
export interface PriceMove {
  /** When (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Which offer. */
  readonly offerId: string
  /** Its price; undefined: it is offered no longer. */
  readonly price: Price | undefined
}

/** Offers and how their prices move. */
export interface MovedOffers {
  /** Name of the market. */
  readonly name: string
  /** All offers by id, whatever their prices and times. */
  readonly offers: ReadonlyMap<string, ListedOffer>
  /** Their moves, in any order. */
  readonly moves: readonly PriceMove[]
  /** What could not be made an offer. */
  readonly leftOut: readonly string[]
}

type Prices = Map<string, Price | undefined>

const isSame = (one: Price | undefined, other: Price | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.usdPerHour === other.usdPerHour &&
    one.onDemandUsdPerHour === other.onDemandUsdPerHour)

/** What a move is to those who see the market; undefined: nothing. */
const toChange = (
  { atMs, offerId, price }: PriceMove,
  before: Price | undefined,
  offers: MovedOffers['offers'],
): MarketChange | undefined => {
  if (isSame(before, price)) return undefined
  if (price === undefined) return { kind: 'withdrawn', atMs, offerId }
  if (before !== undefined) return { kind: 'price', atMs, offerId, price }
  const offer = offers.get(offerId)
  return offer === undefined
    ? undefined
    : { kind: 'listed', atMs, offer: { ...offer, price, observedAtMs: atMs } }
}

function* changesOf(
  moves: readonly PriceMove[],
  start: ReadonlyMap<string, Price | undefined>,
  offers: MovedOffers['offers'],
): Generator<MarketChange, void, undefined> {
  const prices: Prices = new Map(start)
  for (const move of moves) {
    const change = toChange(move, prices.get(move.offerId), offers)
    if (change === undefined) continue
    prices.set(move.offerId, move.price)
    yield change
  }
}

const offersAt = (startMs: number, start: Prices, offers: MovedOffers['offers']): readonly ListedOffer[] =>
  [...start].flatMap(([id, price]) => {
    const offer = offers.get(id)
    return offer === undefined || price === undefined ? [] : [{ ...offer, price, observedAtMs: startMs }]
  })

/**
 * Makes a market of offers whose prices move: at the start each has its last price until then, and those without one come when they get it.
 *
 * @param moved - The offers and their moves.
 * @param span - From when until when.
 */
export const marketOfMoves = (
  { name, offers, moves, leftOut }: MovedOffers,
  { fromMs, untilMs = Number.POSITIVE_INFINITY }: TraceSpan,
): TraceMarket => {
  const sorted = moves.filter(({ atMs }) => atMs < untilMs).sort((one, other) => one.atMs - other.atMs)
  const startMs = fromMs ?? sorted[0]?.atMs ?? 0
  const start: Prices = new Map()
  for (const { atMs, offerId, price } of sorted) if (atMs <= startMs) start.set(offerId, price)
  const later = sorted.filter(({ atMs }) => atMs > startMs)
  return {
    name,
    startMs,
    offers: offersAt(startMs, start, offers),
    changes: () => changesOf(later, start, offers),
    leftOut,
  }
}
