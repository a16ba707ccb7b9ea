import { type ListedOffer, parseOffer } from '@aima/gpu-core'
import { expect } from 'vitest'
import type { Market, MarketChange } from '../../src/market/market.ts'

/** The first changes of a market. */
export const firstChanges = (market: Market, count: number, seed = 1): readonly MarketChange[] => {
  const changes: MarketChange[] = []
  for (const change of market.changes(seed)) {
    if (changes.length === count) break
    changes.push(change)
  }
  return changes
}

/** All changes of a market. */
export const changesIn = (market: Market, seed = 1): readonly MarketChange[] =>
  firstChanges(market, Number.POSITIVE_INFINITY, seed)

/** Brings a list of offers up to date. */
const apply = (offers: Map<string, ListedOffer>, change: MarketChange): void => {
  if (change.kind === 'listed') {
    offers.set(change.offer.id, change.offer)
    return
  }
  const offer = offers.get(change.offerId)
  if (offer === undefined) return
  if (change.kind === 'withdrawn') offers.delete(change.offerId)
  else if (change.kind === 'price') offers.set(offer.id, { ...offer, price: change.price })
  else offers.set(offer.id, { ...offer, capacity: change.capacity })
}

/** What can be had at a moment (ms since 1970-01-01 UTC), by id. */
export const offersIn = (market: Market, atMs: number): ReadonlyMap<string, ListedOffer> => {
  const offers = new Map(market.offers.map((offer) => [offer.id, offer]))
  for (const change of market.changes(1)) {
    if (change.atMs > atMs) break
    apply(offers, change)
  }
  return offers
}

const expectSound = (offer: ListedOffer): void => {
  const read = parseOffer(offer, 'cloud')
  expect(read.isOk() ? [] : read.error.issues).toEqual([])
  expect(offer.purchase).not.toBe('owned')
}

/** Expects what any market must be: sound offers with ids of their own, changes after the start, in order of time, of offers that are there. */
export const expectSoundMarket = (market: Market, changes: readonly MarketChange[]): void => {
  const offers = new Map(market.offers.map((offer) => [offer.id, offer]))
  expect(offers.size).toBe(market.offers.length)
  for (const offer of market.offers) expectSound(offer)
  let beforeMs = market.startMs
  const faults: MarketChange[] = []
  for (const change of changes) {
    const isKnown = change.kind === 'listed' || offers.has(change.offerId)
    if (change.atMs < beforeMs || !isKnown) faults.push(change)
    beforeMs = change.atMs
    if (change.kind === 'listed') expectSound(change.offer)
    apply(offers, change)
  }
  expect(faults).toEqual([])
  for (const offer of offers.values()) expectSound(offer)
}
