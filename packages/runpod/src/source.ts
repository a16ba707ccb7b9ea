import {
  checkOptions,
  type ListError,
  type Listing,
  type ListingContext,
  type OfferQuery,
  type OfferSource,
  type Warning,
} from '@aima/gpu-core'
import { type Http, httpFrom, redactListing } from '@aima/gpu-http'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { Asked } from './catalogue-row.ts'
import { createClient } from './client.ts'
import { keyVariable, officialBaseUrl, officialGraphqlUrl } from './facts.ts'
import { graphqlParts, spotParts } from './graphql.ts'
import { makeListing } from './listing.ts'
import { keyOf, type RunpodCloud, RunpodOptions } from './options.ts'
import type { CataloguePart } from './piece.ts'
import { countsFor, planOf } from './plan.ts'
import { restParts } from './rest.ts'

/** One listing: what for, how, and by which connections. */
interface Task {
  readonly query: OfferQuery
  readonly context: ListingContext
  readonly options: RunpodOptions
  readonly http: Http
}

const defaultConcurrency = 4

const withoutKey: Warning = {
  kind: 'limited',
  reason: `without a key these are prices of RunPod's GraphQL interface, which it will switch off in early 2027; set ${keyVariable} or the option apiKey to read its REST catalogue`,
}

const defaultClouds: readonly RunpodCloud[] = ['SECURE', 'COMMUNITY']

/** With a key the REST catalogue, which has everything but bids; without one GraphQL, which has all, while it lasts. */
const groupsOf = (
  { query, context, options, http }: Task,
  plan: readonly Asked[],
  key: string | undefined,
): readonly (readonly CataloguePart[])[] => {
  const { baseUrl = officialBaseUrl, graphqlUrl = officialGraphqlUrl, includeSpot = false } = options
  const client = createClient({ http, baseUrl, graphqlUrl, key, context })
  if (key === undefined) return [graphqlParts(client, plan, { includeSpot })]
  return [restParts(client, plan, query), includeSpot ? spotParts(client, plan) : []]
}

/** The query wants more GPUs than are listed, or allows no country. */
const emptyListing = ({ query, context }: Task, counts: readonly number[]): Listing => {
  const reason = `pods of up to ${Math.max(...counts)} GPUs are listed; the option counts may name more`
  const isTooLarge = query.countries?.length !== 0
  return {
    offers: [],
    warnings: isTooLarge ? [{ kind: 'limited', reason }] : [],
    observedAtMs: context.nowMs,
  }
}

const list = async (task: Task): Promise<Result<Listing, ListError>> => {
  const { query, context, options } = task
  if (context.signal?.aborted) return err({ kind: 'cancelled' })
  const { clouds = defaultClouds, counts = countsFor(query) } = options
  const plan = planOf({ clouds, counts }, query)
  if (plan.length === 0) return ok(emptyListing(task, counts))
  const key = keyOf(options)
  const listing = await makeListing({
    groups: groupsOf(task, plan, key),
    lanes: options.concurrency ?? defaultConcurrency,
    warnings: key === undefined ? [withoutKey] : [],
    source: options.id ?? 'runpod',
    query,
    nowMs: context.nowMs,
  })
  return redactListing(listing, [key])
}

/**
 * Lists the pods that RunPod rents: each GPU type in each cloud at each count, for each data centre that has it in stock.
 *
 * With a key it reads the REST v2 catalogue; without one GraphQL, and says so in a warning. Prices are list prices of the whole
 * pod on demand, without disk; discounts of an account are not in them. `launch` is the body of `POST /v2/pods` but for its name
 * and image. One that is sold out stays an offer without stock.
 *
 * @param options - Key, clouds and counts; each has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `unauthorized`, `rate-limited`, `provider-failed` (also for a 403 of the edge in
 *   front of RunPod), `unreachable`, `timed-out`, `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`, and only
 *   when no request for GPUs succeeds; otherwise each that fails is a warning.
 * Source: RunPod's REST v2 description (2026-08-18), and recorded GraphQL replies of 2026-07-18.
 * @example
 * const source = createRunpod({ clouds: ['SECURE'], counts: [1, 8] })
 * source.capabilities // => { spot: false, stock: true, needsCredentials: 'for-more' }
 */
export const createRunpod = (options: RunpodOptions = {}): OfferSource => {
  let http: Http | undefined
  return {
    specificationVersion: 'v1',
    id: options.id ?? 'runpod',
    provider: 'runpod',
    providerKind: 'gpu-cloud',
    capabilities: { spot: options.includeSpot ?? false, stock: true, needsCredentials: 'for-more' },
    listOffers: (query, context) =>
      checkOptions(RunpodOptions, options).asyncAndThen((checked) => {
        http ??= httpFrom(checked.http)
        return new ResultAsync(list({ query, context, options: checked, http }))
      }),
  }
}
