import type { ListError, OfferSource } from '@aima/gpu-core'
import type { RecordedRequest } from '../replay/recorded-request.ts'
import type { Reply, Route } from '../replay/reply.ts'
import type { CheckName } from './check-name.ts'

/** Registers a test: `it` of vitest, `test` of node:test, or any other function of this shape. The third argument is its deadline (ms). */
export type DefineTest = (name: string, run: () => Promise<void>, testTimeoutMs: number) => unknown

/** What a source is created with for one check. Pass on as much of it as the adapter can take. */
export interface Circumstances {
  /** Address of the replay server without a slash at its end, in place of the provider's. */
  readonly baseUrl: string
  /** The credential, which the suite looks for in every output; absent: the source has none. It is made of letters, digits, `/` and `+`. */
  readonly secret: string | undefined
  /** Longest time that a request may take, its body included (ms). */
  readonly timeoutMs: number
  /** Largest body that may be read (bytes, after unpacking). */
  readonly maximumBytes: number
  /** How often a request may be sent: 1 means that nothing is repeated. */
  readonly attempts: number
  /** Pause before a request is repeated (ms). */
  readonly retryDelayMs: number
}

/** Recorded replies of a source that pages. */
export interface PagedReplies {
  /** Routes that serve two pages or more. */
  readonly routes: readonly Route[]
  /** How many offers all pages hold together. */
  readonly offers: number
  /** Routes that always announce one more page. */
  readonly endless: readonly Route[]
}

/** Recorded replies of the provider, cut and without secrets. */
export interface ContractReplies {
  /** Routes of a listing in which everything is as it should be, with two offers or more. */
  readonly happy: readonly Route[]
  /** Routes of a listing that has nothing to offer. */
  readonly empty: readonly Route[]
  /** The happy routes with one broken row. See {@link replaceAt}. */
  readonly badRow: readonly Route[]
  /** Absent: the source asks for no further pages. */
  readonly paged?: PagedReplies | undefined
  /** Routes for a source without credentials. Default: the happy ones. Used when the source `needsCredentials` only for more. */
  readonly withoutCredentials?: readonly Route[] | undefined
  /** Which requests meet the faults; the others get their happy reply. Default: all. */
  readonly faultOn?: ((request: RecordedRequest) => boolean) | undefined
  /** Requests without which there still are offers: when they fail, a warning `part-missing` says so. Absent: there are none. */
  readonly dispensable?: ((request: RecordedRequest) => boolean) | undefined
  /** How the provider words an error. Default: `{ json: { error: 'HTTP 401' } }`. The suite adds the status. */
  readonly errorReply?: ((status: number) => Reply) | undefined
}

/** Facts about the adapter that its capabilities do not state. */
export interface ContractLimits {
  /** False: prices may be older than the listing, as in a catalogue. Default true. */
  readonly isLive?: boolean | undefined
  /** False: the adapter never repeats a request, so that nothing is expected of it. Default true. */
  readonly retries?: boolean | undefined
  /** `text`: replies are no JSON, so that the checks of JSON do not apply. Default `json`. */
  readonly format?: 'json' | 'text' | undefined
  /** Deadline that is given for replies that never come (ms). Default 100. */
  readonly timeoutMs?: number | undefined
  /** Deadline of each test (ms), handed to who registers it; some of them make hundreds of listings. Default 60 000. */
  readonly testTimeoutMs?: number | undefined
  /** Longest time after which a listing counts as one that never ends (ms). Default 4000. */
  readonly patienceMs?: number | undefined
  /** Longest time from an abort to the end of a listing (ms). Default 50. */
  readonly abortWithinMs?: number | undefined
  /** Most requests that a listing of endless pages may send. Default 1000. */
  readonly maximumRequests?: number | undefined
  /** Highest believable price of an offer (USD/h). Default 1000. */
  readonly highestUsdPerHour?: number | undefined
  /** Limit for the size of a reply (bytes). Default 8 MiB. */
  readonly maximumBytes?: number | undefined
  /** How many mutants of the happy replies are served. Default 300. */
  readonly mutants?: number | undefined
  /** Seed of the mutants: the same seed gives the same ones. Default 1. */
  readonly seed?: number | undefined
}

/** A fault that only this adapter knows: an error inside a reply of status 200, a missing file, a tool that is not installed. */
export interface OwnFault {
  /** What is wrong, in a few words. */
  readonly name: string
  /** What the listing must end with. */
  readonly expected: ListError['kind']
  /** Routes that play it, for a source that talks HTTP. */
  readonly routes?: readonly Route[] | undefined
  /** A source that meets it. Default: that of the contract. */
  readonly create?: ((circumstances: Circumstances) => OfferSource) | undefined
}

/** Where the adapter's code is, so that it can be imported once more and be watched. */
export interface ContractEntry {
  /** Address of the module, such as `new URL('../src/index.ts', import.meta.url)`. */
  readonly url: URL
  /** Conditions for the exports of packages, as for `node --conditions`. Default: none. */
  readonly conditions?: readonly string[] | undefined
}

/** What the suite must know about an adapter. */
export interface AdapterContract {
  /** Creates a source for one check. */
  readonly create: (circumstances: Circumstances) => OfferSource
  /** Recorded replies; absent: the source talks to nobody over HTTP, and the checks of replies do not apply. */
  readonly replies?: ContractReplies | undefined
  /** The adapter's code. Without it `nothing-at-import` fails. */
  readonly entry?: ContractEntry | undefined
  /** Facts about the adapter. */
  readonly limits?: ContractLimits | undefined
  /** Faults that only this adapter knows. */
  readonly ownFaults?: readonly OwnFault[] | undefined
  /** Checks that are known to fail. Each of them turns red when its gap closes. */
  readonly knownGaps?: readonly CheckName[] | undefined
}
