import type { ResultAsync } from 'neverthrow'
import type { CountryRule } from './countries.ts'
import type { Needs } from './needs.ts'
import type { ListedOffer, ProviderKind } from './offer.ts'

/** Tells a call that its answer is no longer wanted. Every `AbortSignal` is one. */
export interface CancelSignal {
  /** True once the call is cancelled. */
  readonly aborted: boolean
  /** Why, once it is. */
  readonly reason: unknown
  /** Registers a listener that is called when the call is cancelled. */
  readonly addEventListener: (type: 'abort', listener: () => void) => void
  /** Removes such a listener. */
  readonly removeEventListener: (type: 'abort', listener: () => void) => void
}

/**
 * What a listing is for: a job's needs, and where it may run. A source may use it to ask for less; it need not.
 *
 * What a source leaves out must be what the gates would refuse. {@link offerQuery} makes one.
 */
export interface OfferQuery extends Needs {
  /** Allowed countries, as in a clearance; absent: all. */
  readonly countries?: readonly CountryRule[] | undefined
}

/** Circumstances of one listing. */
export interface ListingContext {
  /** Cancels the listing. */
  readonly signal?: CancelSignal | undefined
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** Is told of each part of the listing as it answers: a region, a host, a page. */
  readonly onProgress?: ((progress: ListingProgress) => void) | undefined
}

/** One part of a listing that has answered. */
export interface ListingProgress {
  /** Id of the source. */
  readonly source: string
  /** Which part: a region, a host, a page. */
  readonly part: string
  /** How many rows it brought: offers, machines, nodes, prices. */
  readonly rows?: number | undefined
  /** Why it failed; absent: it did not. */
  readonly error?: ListError | undefined
}

/** Something in a listing that is not as it should be, while the rest of it holds. */
export type Warning =
  | {
      /** A row could not be read. */
      readonly kind: 'bad-row'
      /** Which: a line number, an id or a path. */
      readonly row: string
      /** What was expected, field by field. */
      readonly issues: readonly string[]
    }
  | {
      /** A GPU's name is not in the table; the offer is kept without a model. */
      readonly kind: 'unknown-model'
      /** The name as the source prints it. */
      readonly name: string
      /** How many offers carry it. */
      readonly offers: number
    }
  | {
      /** Prices are older than they should be. */
      readonly kind: 'old-prices'
      /** When the oldest of them was seen (ms since 1970-01-01 UTC). */
      readonly observedAtMs: number
      /** How many offers carry them. */
      readonly offers: number
    }
  | {
      /** A part of the listing is missing: a page, a region, a file. */
      readonly kind: 'part-missing'
      /** Which. */
      readonly part: string
      /** Why. */
      readonly error: ListError
    }
  | {
      /** The source reports less than it could, for a reason that its user can change. */
      readonly kind: 'limited'
      /** What is missing and what would bring it, in one English line. */
      readonly reason: string
    }

/** What a source had to offer at one moment. Partial success is normal: offers and warnings stand side by side. */
export interface Listing {
  /** The offers. */
  readonly offers: readonly ListedOffer[]
  /** What was not as it should be. */
  readonly warnings: readonly Warning[]
  /** When the listing was made (ms since 1970-01-01 UTC). */
  readonly observedAtMs: number
}

/** Something was configured wrongly: a source, or whatever else has options. */
export interface InvalidOptions {
  /** Tag. */
  readonly kind: 'invalid-options'
  /** Paths and expectations. */
  readonly issues: readonly string[]
}

/** Why a listing failed. */
export type ListError =
  | {
      /** The credentials are missing, wrong or lack a permission. */
      readonly kind: 'unauthorized'
      /** HTTP status, where there was one. */
      readonly status?: number | undefined
    }
  | {
      /** The provider asked to slow down. */
      readonly kind: 'rate-limited'
      /** How long to wait, where the provider said so (ms). */
      readonly retryAfterMs?: number | undefined
    }
  | {
      /** The provider answered with an error of its own. */
      readonly kind: 'provider-failed'
      /** HTTP status. */
      readonly status: number
    }
  | {
      /** No answer: no connection, or a file that cannot be opened. */
      readonly kind: 'unreachable'
      /** Which host or file, without credentials. */
      readonly target: string
      /** The system's code, such as `ECONNREFUSED` or `ENOENT`. */
      readonly code: string
    }
  | {
      /** No answer in time. */
      readonly kind: 'timed-out'
      /** How long was waited (ms). */
      readonly afterMs: number
    }
  | {
      /** The caller cancelled the listing. */
      readonly kind: 'cancelled'
    }
  | {
      /** The answer is not what the provider documents. */
      readonly kind: 'unexpected-shape'
      /** Paths and expectations. */
      readonly issues: readonly string[]
    }
  | {
      /** The answer is larger than allowed. */
      readonly kind: 'too-large'
      /** The limit (bytes). */
      readonly limitBytes: number
    }
  | InvalidOptions

/** What a source can tell. Shared code reads these facts and never asks which source it holds. */
export interface SourceCapabilities {
  /** Whether it lists spot prices. */
  readonly spot: boolean
  /** Whether it knows what is in stock. */
  readonly stock: boolean
  /** Whether it needs credentials: always, for more, or never. */
  readonly needsCredentials: 'always' | 'for-more' | 'never'
}

/** Something that lists offers. Nothing happens at construction; all work is done in `listOffers`. */
export interface OfferSource {
  /** Version of this interface. */
  readonly specificationVersion: 'v1'
  /** Unique among the sources of a user. */
  readonly id: string
  /** Provider whose offers it lists, or `catalog` for many. */
  readonly provider: string
  /** Kind of that provider. */
  readonly providerKind: ProviderKind
  /** What it can tell. */
  readonly capabilities: SourceCapabilities
  /** Lists the offers of this moment. */
  readonly listOffers: (query: OfferQuery, context: ListingContext) => ResultAsync<Listing, ListError>
}
