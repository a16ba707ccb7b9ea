import type { Capacity, Offer, Price } from '@aima/gpu-core'
import type { MarketChange } from '../market/market.ts'
import { evenCapacity, evenOffer, evenPrice } from './even-offer.ts'

/** An offer of the board that the engine moves with the market. */
type LiveOffer = { -readonly [Field in keyof Offer]: Offer[Field] }

/** A place on the board. */
export interface Slot {
  /** The offer as it is now. It moves with the market: whoever keeps it takes a copy. */
  readonly offer: Offer
  /** Whether it can be had at all now. */
  readonly isListed: boolean
  /** Rises when anything changes but price, capacity and time: what no job can have for its facts stays the same until then. */
  readonly facts: number
}

/** All that can be had, as it is at the moment. */
export interface Board {
  /** Every place, by id of the offer. */
  readonly slots: () => readonly Slot[]
  /** The place of an offer. */
  readonly slotOf: (offerId: string) => Slot | undefined
  /** Takes in a change. */
  readonly change: (change: MarketChange) => Slot | BadChange
  /** Rises when a place is added, listed or withdrawn, or when its facts change: until then, who cannot be had for its facts stays so. */
  readonly standing: () => number
  /** Says of all offers that they were seen at a moment (ms since 1970-01-01 UTC). */
  readonly observe: (nowMs: number) => void
}

/** A change that cannot be taken in. */
interface BadChange {
  /** Tag. */
  readonly kind: 'bad-change'
  /** What was expected. */
  readonly expected: string
}

interface LiveSlot extends Slot {
  offer: LiveOffer
  isListed: boolean
  facts: number
}

/** Facts about an offer that no change of price, capacity or time touches. */
const factsText = (offer: Offer): string =>
  JSON.stringify({
    ...offer,
    price: undefined,
    capacity: undefined,
    spotRisk: undefined,
    observedAtMs: undefined,
    assumptions: undefined,
  })

const byId = (one: Slot, other: Slot): number => {
  if (one.offer.id === other.offer.id) return 0
  return one.offer.id < other.offer.id ? -1 : 1
}

/**
 * Creates the board of a market and a house.
 *
 * @param offers - What can be had at the start, owned GPUs among it; ids must differ. Owned ones never change.
 */
export const createBoard = (offers: readonly Offer[]): Board => {
  const toSlot = (offer: Offer): LiveSlot => ({ offer: evenOffer(offer), isListed: true, facts: 0 })
  const byOffer = new Map(offers.map((offer) => [offer.id, toSlot(offer)]))
  let slots: readonly LiveSlot[] = [...byOffer.values()].sort(byId)
  let standing = 0
  let observedMs = Number.NaN

  const setPrice = (slot: LiveSlot, price: Price): void => {
    slot.offer.price = evenPrice(price)
  }
  const setCapacity = (slot: LiveSlot, capacity: Capacity): void => {
    slot.offer.capacity = evenCapacity(capacity)
  }
  const list = (offer: Offer): Slot => {
    standing += 1
    observedMs = Number.NaN
    const slot = byOffer.get(offer.id)
    if (slot === undefined) {
      const added = toSlot(offer)
      byOffer.set(offer.id, added)
      slots = [...slots, added].sort(byId)
      return added
    }
    const even = evenOffer(offer)
    if (factsText(slot.offer) !== factsText(even)) slot.facts += 1
    slot.offer = even
    slot.isListed = true
    return slot
  }
  const known = (offerId: string, move: (slot: LiveSlot) => void): Slot | BadChange => {
    const slot = byOffer.get(offerId)
    if (slot === undefined || slot.offer.site === 'local')
      return { kind: 'bad-change', expected: `an offer of the market, which '${offerId}' is not` }
    move(slot)
    return slot
  }
  return {
    slots: () => slots,
    slotOf: (offerId) => byOffer.get(offerId),
    standing: () => standing,
    observe: (nowMs) => {
      if (nowMs === observedMs) return
      for (const { offer } of slots) offer.observedAtMs = nowMs
      observedMs = nowMs
    },
    change: (change) => {
      switch (change.kind) {
        case 'price':
          return known(change.offerId, (slot) => setPrice(slot, change.price))
        case 'capacity':
          return known(change.offerId, (slot) => setCapacity(slot, change.capacity))
        case 'withdrawn':
          return known(change.offerId, (slot) => {
            slot.isListed = false
            standing += 1
          })
        case 'listed':
          return byOffer.get(change.offer.id)?.offer.site === 'local'
            ? { kind: 'bad-change', expected: `an id of its own; '${change.offer.id}' is an owned GPU` }
            : list({ ...change.offer, site: 'cloud' })
      }
    },
  }
}
