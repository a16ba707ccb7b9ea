import type { Capacity, ListedOffer, Offer, Price } from '@aima/gpu-core'

/** One change of what can be rented. */
export type MarketChange =
  | {
      /** An offer's price moved. */
      readonly kind: 'price'
      /** When (ms since 1970-01-01 UTC). */
      readonly atMs: number
      /** Which offer. */
      readonly offerId: string
      /** Its price from now on. */
      readonly price: Price
    }
  | {
      /** An offer's stock changed. Spot machines of an offer whose stock is `none` are taken away. */
      readonly kind: 'capacity'
      /** When (ms since 1970-01-01 UTC). */
      readonly atMs: number
      /** Which offer. */
      readonly offerId: string
      /** Its capacity from now on. */
      readonly capacity: Capacity
    }
  | {
      /** An offer is new, or replaces the one with its id. */
      readonly kind: 'listed'
      /** When (ms since 1970-01-01 UTC). */
      readonly atMs: number
      /** The offer. */
      readonly offer: ListedOffer
    }
  | {
      /** An offer is gone. Its spot machines are taken away. */
      readonly kind: 'withdrawn'
      /** When (ms since 1970-01-01 UTC). */
      readonly atMs: number
      /** Which offer. */
      readonly offerId: string
    }

/** What can be rented, and how that changes. Everything in it stands in clouds: owned GPUs are given apart. */
export interface Market {
  /** Where it comes from, for people. */
  readonly name: string
  /** From when on it is known (ms since 1970-01-01 UTC). */
  readonly startMs: number
  /** What can be had at the start; ids must differ. */
  readonly offers: readonly ListedOffer[]
  /**
   * Gives the changes after the start, in order of time. It is called once for each simulation, and gives the same each time.
   *
   * @param seed - Seed of the simulation; markets from traces have no use for it.
   */
  readonly changes: (seed: number) => Iterable<MarketChange>
  /**
   * How often machines of a spot offer are really taken away while they run (1/h), beside those that are lost because the offer has no stock.
   * The decision knows nothing of it. Default: as often as the offer says, or as the policy's defaults do.
   */
  readonly interruptionsPerHour?: ((offer: Offer) => number) | undefined
}
