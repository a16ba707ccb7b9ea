import type { Offer } from '@aima/gpu-core'

/** The offers of one source, sorted by id; ids are unique. */
export interface SourceOffers {
  /** The offers. */
  readonly offers: readonly Offer[]
}

/** Offers that a source lists under ids which a source registered before it has too. */
export interface Duplicates {
  /** One of the ids. */
  readonly firstId: string
  /** How many. */
  readonly count: number
}

/** The offers of all sources. */
export interface MergedOffers {
  /** The offers, sorted by id; ids are unique. */
  readonly offers: readonly Offer[]
  /** For each source, in order, what was left out; undefined: nothing. */
  readonly duplicates: readonly (Duplicates | undefined)[]
}

const add = (found: Duplicates | undefined, id: string): Duplicates =>
  found === undefined ? { firstId: id, count: 1 } : { ...found, count: found.count + 1 }

const merge = (sources: readonly SourceOffers[]): MergedOffers => {
  const rows = sources.flatMap(({ offers }, index) => offers.map((offer) => ({ offer, index })))
  // The order is stable, so of two with one id the one registered first comes first.
  rows.sort((one, other) => {
    if (one.offer.id === other.offer.id) return 0
    return one.offer.id < other.offer.id ? -1 : 1
  })
  const duplicates: (Duplicates | undefined)[] = sources.map(() => undefined)
  const offers: Offer[] = []
  for (const { offer, index } of rows) {
    if (offers.at(-1)?.id === offer.id) duplicates[index] = add(duplicates[index], offer.id)
    else offers.push(offer)
  }
  return { offers, duplicates }
}

const isSame = (one: readonly SourceOffers[], other: readonly SourceOffers[]): boolean =>
  one.length === other.length && one.every((source, index) => source === other[index])

/**
 * Makes a function that merges the offers of sources. The first source that has an id keeps it.
 *
 * The same listings are not merged twice: as long as sources answer from their caches, a gathering costs next to nothing.
 */
export const createMerger = (): ((sources: readonly SourceOffers[]) => MergedOffers) => {
  const known = new WeakMap<
    SourceOffers,
    { readonly sources: readonly SourceOffers[]; readonly merged: MergedOffers }
  >()
  return (sources) => {
    const [first] = sources
    if (first === undefined) return { offers: [], duplicates: [] }
    const before = known.get(first)
    if (before !== undefined && isSame(before.sources, sources)) return before.merged
    const merged = sources.length === 1 ? { offers: first.offers, duplicates: [undefined] } : merge(sources)
    known.set(first, { sources, merged })
    return merged
  }
}
