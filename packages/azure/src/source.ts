import {
  checkOptions,
  type ListError,
  type Listing,
  type ListingContext,
  type OfferQuery,
  type OfferSource,
  tellProgress,
} from '@aima/gpu-core'
import { createLimiter, type Http, httpFrom, redactListing } from '@aima/gpu-http'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { type SignIn, signIn } from './account.ts'
import { lossWarnings } from './account-client.ts'
import { circumstancesOf } from './account-facts.ts'
import { type ReadScores, readAllScores } from './all-scores.ts'
import { spotCapacityOf } from './capacity.ts'
import type { Connection } from './client.ts'
import { toOffers } from './convert.ts'
import { readEvictions } from './evictions.ts'
import { officialPricesUrl } from './facts.ts'
import { type EvictionReading, errorOf, factsOf, lossesOf, offersIn, readingWarnings } from './listing.ts'
import { AzureOptions } from './options.ts'
import type { PricedSize } from './priced-sizes.ts'
import { type RegionReading, readRegion, type Subscription } from './region.ts'
import { regionsFor } from './regions.ts'
import { createScoreMemory, type ScoreMemory } from './score-memory.ts'

/** One listing: what for, how, and by which connections. */
interface Task {
  readonly query: OfferQuery
  readonly context: ListingContext
  readonly options: AzureOptions
  readonly http: Http
  readonly memory: ScoreMemory
}

/** Everything that was read before the scores. */
interface Reading {
  readonly signedIn: SignIn
  readonly readings: readonly RegionReading[]
  readonly evictions: EvictionReading
}

/** A list of restrictions has 1 to 2 MB and may take some seconds; the price list does not say how long to wait after a 429. */
const patience = { attemptTimeoutMs: 20_000, callTimeoutMs: 60_000, firstRetryDelayMs: 1_000 }

const defaultRequestsInFlight = 4
const defaultPlacementRequests = 4

const sourceOf = (options: AzureOptions | undefined): string => options?.id ?? 'azure'

const subscriptionIn = ({ account, subscription }: SignIn): Subscription | undefined =>
  account === undefined || subscription === undefined ? undefined : { account, id: subscription }

const readAndTell = async (task: Task, request: Parameters<typeof readRegion>[0]): Promise<RegionReading> => {
  const reading = await readRegion(request)
  const error = reading.prices.isErr() ? reading.prices.error : undefined
  tellProgress(task.context, {
    source: sourceOf(task.options),
    part: request.region,
    rows: offersIn(reading),
    error,
  })
  return reading
}

/** Prices do not wait for the account. */
const readAll = async (task: Task, regions: readonly string[]): Promise<Result<Reading, ListError>> => {
  const { context, options, http } = task
  const limiter = createLimiter(options.requestsInFlight ?? defaultRequestsInFlight)
  const connection: Connection = { http, limiter, context }
  const signing = signIn(options, connection)
  const subscription = signing.then((signed) => (signed.isOk() ? subscriptionIn(signed.value) : undefined))
  const pricesUrl = options.pricesBaseUrl ?? officialPricesUrl
  const shared = { connection, pricesUrl, subscription, nowMs: context.nowMs }
  const readings = Promise.all(regions.map((region) => readAndTell(task, { ...shared, region })))
  const signed = await signing
  const account = signed.isOk() ? signed.value.account : undefined
  const evictions = account === undefined ? undefined : await readEvictions(account, regions)
  const read = await readings
  if (signed.isErr()) return err(signed.error)
  const error = errorOf(read, evictions)
  return error === undefined ? ok({ signedIn: signed.value, readings: read, evictions }) : err(error)
}

const toListing = ({ signedIn, readings, evictions }: Reading, read: ReadScores, task: Task): Listing => {
  const { options, context } = task
  const offers = toOffers(pricedIn(readings), {
    source: sourceOf(options),
    dataPrices: options,
    facts: { ...factsOf(readings, evictions), scores: read.scores },
    nowMs: context.nowMs,
  })
  const losses = [...lossesOf(readings, evictions), ...read.losses]
  const warnings = [
    ...signedIn.warnings,
    ...readingWarnings(readings),
    ...lossWarnings(losses),
    ...read.warnings,
  ]
  return { offers, warnings, observedAtMs: context.nowMs }
}

const pricedIn = (readings: readonly RegionReading[]): readonly PricedSize[] =>
  readings.flatMap(({ prices }) => (prices.isOk() ? prices.value.priced : []))

/** What cannot be had as Spot in any case needs no score. */
const scorable = ({ readings, evictions }: Reading, nowMs: number): readonly PricedSize[] => {
  const facts = { ...factsOf(readings, evictions), scores: new Map() }
  return pricedIn(readings).filter(
    (priced) => spotCapacityOf(circumstancesOf(priced, facts, nowMs)).capacity?.stock !== 'none',
  )
}

const list = async (task: Task): Promise<Result<Listing, ListError>> => {
  const { query, context, options } = task
  if (context.signal?.aborted) return err({ kind: 'cancelled' })
  const regions = regionsFor(query, options.regions)
  if (regions.length === 0) return ok({ offers: [], warnings: [], observedAtMs: context.nowMs })
  const reading = await readAll(task, regions)
  if (reading.isErr()) return err(reading.error)
  const scores = await readAllScores({
    subscription: subscriptionIn(reading.value.signedIn),
    priced: scorable(reading.value, context.nowMs),
    query,
    maximumRequests: options.placementRequests ?? defaultPlacementRequests,
    memory: task.memory,
    nowMs: context.nowMs,
  })
  const listed = scores.map((read) => toListing(reading.value, read, task))
  return redactListing(listed, [reading.value.signedIn.account?.token])
}

/**
 * Lists the GPU machines of Azure, region by region, on demand and as Spot. Prices need no account; with one, restrictions, quotas,
 * eviction rates and placement scores say what can really be had.
 *
 * Prices are list prices of Linux machines in USD, without disks and public addresses. A size that the subscription may not deploy, or
 * for which its quota is too small, stays an offer without stock, with the reason in its `assumptions`. `launch` has names of a create's
 * body: `location`, `vmSize`, `priority`, `evictionPolicy`, `maxPrice`, `securityType`.
 *
 * @param options - Regions, account and limits; each has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `rate-limited`, `provider-failed`, `unauthorized`, `unreachable`, `timed-out`,
 *   `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`, and only when the prices of no region could be read; whatever
 *   else fails, wrong credentials too, is a warning.
 * Sources: Microsoft's pages "Azure Retail Prices", "Resource Skus", "Usage", "Azure Resource Graph" and "Spot Placement Score" (2026).
 * @example
 * const source = createAzure({ regions: ['westeurope', 'swedencentral'] })
 * source.capabilities // => { spot: true, stock: true, needsCredentials: 'for-more' }
 */
export const createAzure = (options: AzureOptions = {}): OfferSource => {
  let http: Http | undefined
  const memory = createScoreMemory()
  return {
    specificationVersion: 'v1',
    id: sourceOf(options),
    provider: 'azure',
    providerKind: 'hyperscaler',
    capabilities: { spot: true, stock: true, needsCredentials: 'for-more' },
    listOffers: (query, context) =>
      checkOptions(AzureOptions, options).asyncAndThen((checked) => {
        http ??= httpFrom(checked.http, patience)
        return new ResultAsync(list({ query, context, options: checked, http, memory }))
      }),
  }
}
