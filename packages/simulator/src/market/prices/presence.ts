import type { Price } from '@aima/gpu-core'
import type { PriceMove } from './price-moves.ts'

/** What was on offer at one moment: all of it, so that what is missing was not on offer. */
export interface Sighting {
  /** When (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** Prices by the offers' ids. */
  readonly prices: ReadonlyMap<string, Price>
}

/**
 * Turns what was on offer from time to time into moves: what is in a sighting has its price, what is in it no longer has none.
 *
 * @param sightings - In order of time.
 * @example
 * movesOfSightings([{ atMs: 0, prices: new Map([['a', { usdPerHour: 1 }]]) }, { atMs: 5, prices: new Map() }])[1] // => { atMs: 5, offerId: 'a', price: undefined }
 */
export const movesOfSightings = (sightings: readonly Sighting[]): readonly PriceMove[] => {
  let before: ReadonlyMap<string, Price> = new Map()
  return sightings.flatMap(({ atMs, prices }) => {
    const gone = [...before.keys()].filter((offerId) => !prices.has(offerId))
    before = prices
    return [
      ...gone.map((offerId): PriceMove => ({ atMs, offerId, price: undefined })),
      ...[...prices].map(([offerId, price]): PriceMove => ({ atMs, offerId, price })),
    ]
  })
}
