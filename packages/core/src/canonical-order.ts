import { err, ok, type Result } from 'neverthrow'
import type { Offer } from './offer.ts'

/** Two offers share an id, so that nobody could tell which of them was chosen. */
export interface DuplicateOfferId {
  /** Tag. */
  readonly kind: 'duplicate-offer-id'
  /** The id that occurs twice. */
  readonly offerId: string
}

const byId = (one: Offer, other: Offer): number => {
  if (one.id === other.id) return 0
  return one.id < other.id ? -1 : 1
}

/** Index of the first offer that does not come after the one before it; -1: all do. */
const firstOutOfOrder = (offers: readonly Offer[]): number => {
  let before: Offer | undefined
  for (let index = 0; index < offers.length; index += 1) {
    const offer = offers[index]
    if (offer === undefined || (before !== undefined && !(before.id < offer.id))) return index
    before = offer
  }
  return -1
}

/**
 * Puts offers into the order of their ids (UTF-16 code units), so that the order in which they came cannot matter.
 *
 * Offers that are in order already are not copied.
 *
 * @param offers - The offers.
 * @returns The ordered offers, or `duplicate-offer-id`.
 */
export const inCanonicalOrder = (offers: readonly Offer[]): Result<readonly Offer[], DuplicateOfferId> => {
  if (firstOutOfOrder(offers) === -1) return ok(offers)
  const ordered = [...offers].sort(byId)
  const index = firstOutOfOrder(ordered)
  const twice = index === -1 ? undefined : ordered[index]
  return twice === undefined ? ok(ordered) : err({ kind: 'duplicate-offer-id', offerId: twice.id })
}
