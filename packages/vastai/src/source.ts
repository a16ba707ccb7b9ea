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
import { type Connection, search } from './client.ts'
import { toOffers } from './convert.ts'
import { defaultPauseMs, defaultRowLimit, keyVariable, officialBaseUrl, rowsWithoutKey } from './facts.ts'
import { keyOf, VastaiOptions } from './options.ts'
import { collectPages, type Pages } from './pages.ts'
import { pause } from './pause.ts'
import { allowsNothing, bodyOf, conditionsOf, diskFor } from './query.ts'

/** One listing: what for, how, and by which connection. */
interface Task {
  readonly query: OfferQuery
  readonly context: ListingContext
  readonly options: VastaiOptions
  readonly connection: Connection
}

/** The search refuses a second request within 6 s and does not say how long to wait. */
const firstRetryDelayMs = 4_000

const withoutKey: Warning = {
  kind: 'limited',
  reason: `without a key Vast.ai returns at most ${rowsWithoutKey} offers; set ${keyVariable} or the option apiKey`,
}

const sendPages = ({ query, context, options, connection }: Task): Promise<Result<Pages, ListError>> => {
  const conditions = conditionsOf(query, options)
  const { pricedDiskGB } = diskFor(query, options)
  const { includeInterruptible = true } = options
  // Without a key each request brings little, so only the cheapest of either kind are worth the wait between two.
  const defaultRequests = connection.key === undefined ? Number(includeInterruptible) + 1 : 4
  return collectPages({
    limit: options.rowLimit ?? defaultRowLimit,
    maximumRequests: options.maximumRequests ?? defaultRequests,
    includeInterruptible,
    search: async (request, isFirst) => {
      if (!isFirst) await pause(options.pauseMs ?? defaultPauseMs, context.signal)
      return search(connection, bodyOf(conditions, request, pricedDiskGB))
    },
  })
}

/** A reply in which no row can be read has nothing to list. */
const refuseUnreadable = (pages: Pages): Result<Pages, ListError> => {
  const { byId, bad } = pages.rows
  if (byId.size > 0 || bad.length === 0) return ok(pages)
  const issues = bad.slice(0, 5).flatMap(({ row, issues: found }) => found.map((issue) => `${row}: ${issue}`))
  return err({ kind: 'unexpected-shape', issues })
}

const toListing = ({ rows, warnings }: Pages, { query, context, options, connection }: Task): Listing => {
  const { key } = connection
  const converted = toOffers([...rows.byId.values()], {
    source: options.id ?? 'vastai',
    disk: diskFor(query, options),
    includeInterruptible: options.includeInterruptible ?? true,
    nowMs: context.nowMs,
  })
  return {
    offers: converted.offers,
    warnings: [...(key === undefined ? [withoutKey] : []), ...warnings, ...rows.bad, ...converted.warnings],
    observedAtMs: context.nowMs,
  }
}

const list = async (task: Task): Promise<Result<Listing, ListError>> => {
  if (task.context.signal?.aborted) return err({ kind: 'cancelled' })
  if (allowsNothing(task.query)) return ok({ offers: [], warnings: [], observedAtMs: task.context.nowMs })
  const pages = await sendPages(task)
  const listed = pages.andThen(refuseUnreadable).map((read) => toListing(read, task))
  return redactListing(listed, [task.connection.key])
}

/**
 * Lists the offers of Vast.ai's market: on demand, and interruptible at the lowest bid that runs now.
 *
 * Needs of the query are conditions of the search, and rows come in the order of their prices with the job's disk, so that what is
 * cut off is dearer than what is listed; a warning says where that is. Prices are of the whole offer. With a disk (query or option)
 * it is in the price; without, prices are of the GPUs alone. Traffic is priced by each host, in both directions.
 *
 * @param options - Key, hosts and limits; each has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `unauthorized` (also for a wrong key, which Vast.ai answers with 404), `rate-limited`,
 *   `provider-failed`, `unreachable`, `timed-out`, `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`, and only when
 *   its first request fails; a later one that fails is a warning.
 * Source: `POST /api/v0/bundles/`, openapi.yaml of vast-ai/docs c624622 (2026-08-07).
 * @example
 * const source = createVastai({ hosts: 'datacenter', leastReliability: 0.95 })
 * source.capabilities // => { spot: true, stock: true, needsCredentials: 'for-more' }
 */
export const createVastai = (options: VastaiOptions = {}): OfferSource => {
  let http: Http | undefined
  return {
    specificationVersion: 'v1',
    id: options.id ?? 'vastai',
    provider: 'vastai',
    providerKind: 'gpu-cloud',
    capabilities: {
      spot: options.includeInterruptible ?? true,
      stock: true,
      needsCredentials: 'for-more',
    },
    listOffers: (query, context) =>
      checkOptions(VastaiOptions, options).asyncAndThen((checked) => {
        http ??= httpFrom(checked.http, { firstRetryDelayMs })
        const baseUrl = checked.baseUrl ?? officialBaseUrl
        const connection = { http, baseUrl, key: keyOf(checked), context }
        return new ResultAsync(list({ query, context, options: checked, connection }))
      }),
  }
}
