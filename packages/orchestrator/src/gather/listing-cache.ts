import type { ListError, OfferQuery } from '@aima/gpu-core'
import { LRUCache } from 'lru-cache'
import { err, ok, type Result } from 'neverthrow'
import { mostOffers, type SoundListing } from './read-answer.ts'
import { toListError } from './reported.ts'

/** An answer that is kept. */
export interface KeptListing extends SoundListing {
  /** When it came (ms of `Clock.elapsedMs`). */
  readonly answeredAtMs: number
  /** How long the source took (ms). */
  readonly tookMs: number
}

/** A query and its text; see `queryKey`. */
export interface KeyedQuery {
  /** The query. */
  readonly query: OfferQuery
  /** Its text. */
  readonly key: string
}

/** The answers of one source, by query. */
export interface ListingCache {
  /** The answer that is kept, however old. */
  readonly kept: (key: string) => KeptListing | undefined
  /** Asks, or joins who is asking. Never rejects. */
  readonly fetch: (asked: KeyedQuery) => Promise<Result<KeptListing, ListError>>
  /** Asks in the background. The old answer stays until there is a new one. */
  readonly refresh: (asked: KeyedQuery) => void
  /** Keeps an answer that came late, unless one is there that came after `askedAtMs`. */
  readonly keepLate: (key: string, late: KeptListing, askedAtMs: number) => void
  /** Drops an answer, and who is asking for it: whoever comes next asks anew. */
  readonly drop: (key: string) => void
  /** Drops all. */
  readonly clear: () => void
}

/** Most queries whose answers are kept; together they have at most as many offers as one listing may have. */
const mostQueries = 256

/**
 * Makes the cache of one source.
 *
 * lru-cache bounds it, joins calls that are under way, and keeps an old answer when a new one cannot be had. It knows one age limit and
 * two are needed, so ages are judged by who asks.
 *
 * @param ask - Asks the source; never rejects.
 */
export const createListingCache = (
  ask: (asked: KeyedQuery) => Promise<Result<KeptListing, ListError>>,
): ListingCache => {
  const cache = new LRUCache<string, KeptListing, OfferQuery>({
    max: mostQueries,
    maxSize: mostOffers + mostQueries,
    sizeCalculation: ({ offers }) => offers.length + 1,
    noDeleteOnFetchRejection: true,
    // Who lost its place in the cache still answers those who wait for it.
    ignoreFetchAbort: true,
    fetchMethod: async (key, _old, { context: query }) => {
      const outcome = await ask({ key, query })
      return outcome.isOk() ? outcome.value : Promise.reject(outcome.error)
    },
  })
  return {
    kept: (key) => cache.get(key),
    fetch: ({ key, query }) =>
      cache.fetch(key, { context: query, forceRefresh: true, allowStale: false }).then(
        (kept) => (kept === undefined ? err({ kind: 'cancelled' as const }) : ok(kept)),
        (reason: unknown) => err(toListError(reason)),
      ),
    // It resolves to the old answer at once.
    refresh: ({ key, query }) =>
      void cache.fetch(key, { context: query, forceRefresh: true, allowStale: true }),
    keepLate: (key, late, askedAtMs) => {
      const newestAtMs = cache.peek(key)?.answeredAtMs ?? Number.NEGATIVE_INFINITY
      if (newestAtMs <= askedAtMs) cache.set(key, late)
    },
    drop: (key) => void cache.delete(key),
    clear: () => cache.clear(),
  }
}
