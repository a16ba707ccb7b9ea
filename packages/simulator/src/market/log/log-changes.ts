import type { ListedOffer } from '@aima/gpu-core'
import type { MarketChange } from '../market.ts'
import type { LoggedOffer } from './log-line.ts'

/** The offers of one moment, by their lines: those that moments share are the same lists. */
export interface SeenOffers {
  /** When they were seen (ms since 1970-01-01 UTC). */
  readonly atMs: number
  /** The offers, owned ones too. */
  readonly groups: readonly (readonly LoggedOffer[])[]
}

const textOf = (offer: ListedOffer): string => JSON.stringify({ ...offer, observedAtMs: 0 })

/** The rented offers of a moment by their ids; the last of one id counts. */
export const offersOf = ({ groups }: SeenOffers): ReadonlyMap<string, ListedOffer> =>
  new Map(
    groups
      .flat()
      .filter(({ site }) => site === 'cloud')
      .map(({ offer }): [string, ListedOffer] => [offer.id, offer]),
  )

/** Leaves of two moments the groups that they do not share. */
const unshared = (one: SeenOffers, other: SeenOffers): SeenOffers => ({
  atMs: one.atMs,
  groups: one.groups.filter((group) => !other.groups.includes(group)),
})

function* changesBetween(before: SeenOffers, now: SeenOffers): Generator<MarketChange, void, undefined> {
  const old = offersOf(unshared(before, now))
  const fresh = offersOf(unshared(now, before))
  for (const offerId of old.keys())
    if (!fresh.has(offerId)) yield { kind: 'withdrawn', atMs: now.atMs, offerId }
  for (const [id, offer] of fresh) {
    const known = old.get(id)
    if (known === undefined || textOf(known) !== textOf(offer))
      yield { kind: 'listed', atMs: now.atMs, offer }
  }
}

/**
 * Gives what changed from moment to moment; that an offer was only seen again is no change.
 *
 * @param seen - What was seen, in order of time.
 * @example
 * [...logChanges([{ atMs: 5, groups: [] }])] // => []
 */
export function* logChanges(seen: readonly SeenOffers[]): Generator<MarketChange, void, undefined> {
  let before = seen[0]
  for (const now of seen) {
    if (before !== undefined) yield* changesBetween(before, now)
    before = now
  }
}
