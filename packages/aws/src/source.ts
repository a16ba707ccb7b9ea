import {
  checkOptions,
  type ListError,
  type Listing,
  type ListingContext,
  type OfferQuery,
  type OfferSource,
} from '@aima/gpu-core'
import { createLimiter, type Http, httpFrom, interruptible, redactListing } from '@aima/gpu-http'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Advisor } from './advisor.ts'
import type { PublicConnection } from './client.ts'
import { type AwsCredentials, credentialsFor, secretsOf } from './credentials.ts'
import { listWithAccount, listWithoutAccount, type Memories, type Task } from './listing.ts'
import type { Market } from './market.ts'
import { createMemory } from './memory.ts'
import { AwsOptions } from './options.ts'
import type { Scores } from './placement-scores.ts'

/** Most requests of a listing in flight. */
const defaultRequestsInFlight = 8

/** Reading a price file keeps a processor busy, and two at once take more than 200 MB of memory. */
const filesInFlight = 1

/** One host answers for the prices of all regions, and soon asks to slow down. */
const pricesInFlight = 3

const setKeys = 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the option credentials'

const installChain = 'install @aws-sdk/credential-providers, or give other credentials'

/** AWS seldom says how long to wait after it asked to slow down. */
const firstRetryDelayMs = 1_000

const defaultCacheHours = 6

const connectionOf = (http: Http, options: AwsOptions, context: ListingContext): PublicConnection => ({
  http,
  baseUrl: options.baseUrl,
  partition: options.partition ?? 'aws',
  context,
  inFlight: createLimiter(options.requestsInFlight ?? defaultRequestsInFlight),
  filesInFlight: createLimiter(filesInFlight),
})

/** Keys of an account, or what would bring them. */
type Account = { readonly keys: AwsCredentials } | { readonly keys?: undefined; readonly remedy: string }

/** Where the chain is not installed, what needs no account is listed all the same. */
const accountFor = async ({ options, context }: Task): Promise<Result<Account, ListError>> => {
  const read = await interruptible(() => credentialsFor(options.credentials), { signal: context.signal })
  if (read.isOk()) return ok(read.value === undefined ? { remedy: setKeys } : { keys: read.value })
  return read.error.kind === 'not-installed' ? ok({ remedy: installChain }) : err(read.error)
}

const list = async (task: Task, connection: PublicConnection): Promise<Result<Listing, ListError>> => {
  const { context } = task
  if (context.signal?.aborted) return err({ kind: 'cancelled' })
  const account = await accountFor(task)
  if (account.isErr()) return err(account.error)
  const { keys } = account.value
  const listed =
    account.value.keys === undefined
      ? await listWithoutAccount(task, connection, account.value.remedy)
      : await listWithAccount(task, {
          ...connection,
          credentials: account.value.keys,
          pricesInFlight: createLimiter(pricesInFlight),
        })
  // A listing that was cancelled on its way has no missing parts: it is cancelled.
  if (context.signal?.aborted) return err({ kind: 'cancelled' })
  // The key itself is in no request, so that `http` cannot know it.
  return redactListing(listed, secretsOf(keys))
}

/**
 * Lists the GPU instances of AWS, region by region: on demand and spot, zone by zone.
 *
 * With credentials: types, offerings, spot prices in force, list prices and quotas of the account. Without: list prices of the region
 * from the public price file, and spot prices estimated from the Spot Advisor; GPUs are then known from a table. In both cases
 * interruptions are those of the Spot Advisor. Prices are of the whole instance; disks, addresses and traffic are billed apart.
 *
 * `launch` has the names of `RunInstances`: `instanceType`, `availabilityZoneId`, `marketType`.
 *
 * @param options - Credentials, regions and limits; each has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `unauthorized`, `rate-limited`, `provider-failed`, `unreachable`, `timed-out`,
 *   `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`, and only when no region could be read; otherwise each region
 *   and each part of one that fails is a warning.
 * Source: service models of EC2, Pricing and Service Quotas (botocore, 2026-11).
 * @example
 * const source = createAws({ regions: ['eu-central-1'], credentials: 'none' })
 * source.capabilities // => { spot: true, stock: false, needsCredentials: 'for-more' }
 */
export const createAws = (options: AwsOptions = {}): OfferSource => {
  let http: Http | undefined
  let memories: Memories | undefined
  const id = options?.id ?? 'aws'
  return {
    specificationVersion: 'v1',
    id,
    provider: 'aws',
    providerKind: 'hyperscaler',
    capabilities: { spot: options?.includeSpot ?? true, stock: false, needsCredentials: 'for-more' },
    listOffers: (query: OfferQuery, context: ListingContext) =>
      checkOptions(AwsOptions, options).asyncAndThen((checked) => {
        http ??= httpFrom(checked.http, { firstRetryDelayMs })
        const { cacheHours = defaultCacheHours } = checked
        memories ??= {
          markets: createMemory<Market>(cacheHours),
          advisors: createMemory<Advisor>(cacheHours),
          scores: createMemory<Scores>(cacheHours),
        }
        const task = { id, query, context, options: checked, memories }
        return new ResultAsync(list(task, connectionOf(http, checked, context)))
      }),
  }
}
