import { createHash } from 'node:crypto'
import type { Offer } from '@aima/gpu-core'

/** Offers of one source, as they are logged: a line of their own, to which decisions refer. */
export interface OfferGroup {
  /** Id of the source. */
  readonly source: string
  /** What they are, as a hash (SHA-256, hexadecimal). */
  readonly hash: string
  /** The offers, sorted by id, without `launch`. */
  readonly offers: readonly Offer[]
}

/** Hashes text (SHA-256, hexadecimal). */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Hashes the offers of one source.
 *
 * @param source - Id of the source.
 * @param hashes - Hashes of the offers' JSON.
 */
export const groupHash = (source: string, hashes: readonly string[]): string =>
  hashOf(JSON.stringify([source, ...hashes]))

/** What an offer comes back as when it is read from the log: without `launch`, which no decision depends on and which may hold whatever a provider wants. */
interface Logged {
  readonly offer: Offer
  readonly hash: string
}

const logged = (offer: Offer): Logged => {
  const text = JSON.stringify({ ...offer, launch: {} })
  return { offer: JSON.parse(text), hash: hashOf(text) }
}

const byId = (one: Logged, other: Logged): number => {
  if (one.offer.id === other.offer.id) return 0
  return one.offer.id < other.offer.id ? -1 : 1
}

const groupsOf = (offers: readonly Offer[], loggedOf: (offer: Offer) => Logged): readonly OfferGroup[] => {
  const bySource = new Map<string, Logged[]>()
  for (const offer of offers) {
    const group = bySource.get(offer.source)
    if (group === undefined) bySource.set(offer.source, [loggedOf(offer)])
    else group.push(loggedOf(offer))
  }
  return [...bySource.keys()].sort().map((source) => {
    const group = (bySource.get(source) ?? []).sort(byId)
    return {
      source,
      hash: groupHash(
        source,
        group.map(({ hash }) => hash),
      ),
      offers: group.map(({ offer }) => offer),
    }
  })
}

/**
 * Makes what groups offers for the log by source, so that a source whose prices have not moved is not logged again.
 *
 * Offers, and lists of them, are remembered while somebody holds them: they must not be changed in place.
 */
export const prepareOfferGroups = (): ((offers: readonly Offer[]) => readonly OfferGroup[]) => {
  const known = new WeakMap<Offer, Logged>()
  const knownLists = new WeakMap<readonly Offer[], readonly OfferGroup[]>()
  const loggedOf = (offer: Offer): Logged => {
    const before = known.get(offer)
    if (before !== undefined) return before
    const now = logged(offer)
    known.set(offer, now)
    return now
  }
  return (offers) => {
    const before = knownLists.get(offers)
    if (before !== undefined) return before
    const groups = groupsOf(offers, loggedOf)
    knownLists.set(offers, groups)
    return groups
  }
}
