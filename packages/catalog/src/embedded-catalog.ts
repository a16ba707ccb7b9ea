import {
  checkOptions,
  type ListError,
  type ListedOffer,
  type Listing,
  type ListingContext,
  type OfferSource,
} from '@aima/gpu-core'
import { err, ok, okAsync, type Result } from 'neverthrow'
import { hyperscalers } from './embedded/hyperscalers.ts'
import { runpod } from './embedded/runpod.ts'
import { vastai } from './embedded/vastai.ts'
import { inOrderOfIds, offersOf } from './offers.ts'
import { EmbeddedCatalogOptions } from './options.ts'
import { warnOfOldPrices, withoutStock } from './warnings.ts'

const embeddedOffers = (source: string): readonly ListedOffer[] =>
  inOrderOfIds(
    [...hyperscalers(), runpod(), vastai()].flatMap(({ facts, machines }) =>
      machines.flatMap((machine) => offersOf(machine, { source, facts })),
    ),
  )

/** A caller whose clock is behind the list must not get prices from the future. */
const notAfter = (nowMs: number, offers: readonly ListedOffer[]): readonly ListedOffer[] =>
  offers.map((offer) => (offer.observedAtMs > nowMs ? { ...offer, observedAtMs: nowMs } : offer))

const list = (source: string, { signal, nowMs }: ListingContext): Result<Listing, ListError> => {
  if (signal?.aborted === true) return err({ kind: 'cancelled' })
  const offers = notAfter(nowMs, embeddedOffers(source))
  return ok({ offers, warnings: [...warnOfOldPrices(offers, nowMs), withoutStock], observedAtMs: nowMs })
}

/**
 * Lists prices of GPU machines that come with this package: AWS, Google Cloud, Azure, RunPod and typical
 * offers of Vast.ai.
 *
 * It needs no account and no network. Each price has its own day, from 2023 to 2026, which is the offer's
 * `observedAtMs` (never later than the caller's present) and stands in its assumptions; the listing warns of
 * the oldest. A policy refuses them unless its `maximumPriceAgeHours` allows prices of that age.
 *
 * Certain facts are not of the row: prices of data and disk, interruption rates, and for Vast.ai the host.
 * Each such number is reported in the offer's assumptions.
 *
 * @param options - Id of the source. Default `embedded-catalog`.
 * @returns The source. Its listing fails with `cancelled` or `invalid-options` only.
 * @see {@link skypilotCatalog} for prices of your own from a folder or a server.
 * Sources: each table in `src/embedded` names its own.
 * @example
 * const listing = (await embeddedCatalog().listOffers({}, { nowMs: Date.UTC(2026, 10, 25) }))._unsafeUnwrap()
 * listing.offers.length > 1000 // => true
 * listing.warnings.map(({ kind }) => kind) // => ['old-prices', 'limited']
 */
export const embeddedCatalog = (options: EmbeddedCatalogOptions = {}): OfferSource => {
  const id = options.id ?? 'embedded-catalog'
  return {
    specificationVersion: 'v1',
    id,
    provider: 'catalog',
    providerKind: 'hyperscaler',
    capabilities: { spot: true, stock: false, needsCredentials: 'never' },
    listOffers: (_query, context) =>
      checkOptions(EmbeddedCatalogOptions, options)
        .andThen(() => list(id, context))
        .asyncAndThen((listing) => okAsync(listing)),
  }
}
