import {
  checkOptions,
  type ListError,
  type Listing,
  type ListingContext,
  type ListingProgress,
  type OfferQuery,
  type OfferSource,
  tellProgress,
  unknownModels,
  type Warning,
} from '@aima/gpu-core'
import { createLimiter, type Http, httpFrom } from '@aima/gpu-http'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import type { TokenIssuer } from './application-default.ts'
import type { Connection } from './client.ts'
import { type Credentials, libraryRemedy, readCredentials, tokenIssuers } from './credentials.ts'
import { officialBillingUrl, officialComputeUrl } from './facts.ts'
import { type ComputeConnection, type Inventory, inventoryOfTables, readInventory } from './inventory.ts'
import { GcpOptions } from './options.ts'
import { keptPrices, type PriceReader, type Prices } from './prices.ts'
import { offersByRegion } from './region-offers.ts'
import { regionChoice } from './regions.ts'

/** One listing: what for, how, and by which connections. */
interface Task {
  readonly query: OfferQuery
  readonly context: ListingContext
  readonly options: GcpOptions
  readonly http: Http
  readonly issue: TokenIssuer | undefined
  readonly readPrices: PriceReader
}

const sourceId = ({ id = 'gcp' }: GcpOptions): string => id

const progressOf =
  ({ context, options }: Task) =>
  (progress: Omit<ListingProgress, 'source'>): void =>
    tellProgress(context, { source: sourceId(options), ...progress })

const withoutSlash = (url: string): string => url.replace(/\/+$/, '')

const connectionsOf = ({ http, options, context }: Task, { billing, compute }: Credentials) => {
  const shared = { http, context, limiter: createLimiter(options.requestsInFlight ?? 4) }
  const ofBilling: Connection = {
    ...shared,
    baseUrl: withoutSlash(options.billingBaseUrl ?? officialBillingUrl),
    headers: billing,
  }
  const ofCompute: ComputeConnection | undefined =
    compute === undefined
      ? undefined
      : {
          ...shared,
          baseUrl: withoutSlash(options.computeBaseUrl ?? officialComputeUrl),
          headers: compute.headers,
          projectId: compute.projectId,
        }
  return { ofBilling, ofCompute }
}

const limited = (missing: string, remedy: string): Warning => ({
  kind: 'limited',
  reason: `without ${missing} there are no machine types by zone, quotas and Spot advice; ${remedy}`,
})

const missingReason: Readonly<Record<NonNullable<Credentials['missing']>, Warning>> = {
  token: limited(
    'an account',
    'set GOOGLE_APPLICATION_CREDENTIALS and GOOGLE_CLOUD_PROJECT, or the options accessToken and projectId',
  ),
  project: limited('a project', 'set GOOGLE_CLOUD_PROJECT, or the option projectId'),
  library: limited('an account', libraryRemedy),
}

const inventoryOf = (
  compute: ComputeConnection | undefined,
  { missing }: Credentials,
): Promise<Result<Inventory, ListError>> =>
  compute === undefined
    ? Promise.resolve(ok(inventoryOfTables(missingReason[missing ?? 'token'])))
    : readInventory(compute)

/** Tells of a part as it answers. */
const told = async <T>(
  tell: ReturnType<typeof progressOf>,
  part: string,
  reading: Promise<Result<T, ListError>>,
): Promise<Result<T, ListError>> => {
  const read = await reading
  tell({ part, error: read.isErr() ? read.error : undefined })
  return read
}

/** Cancelled as a whole; without prices there is nothing to list; a token that is wrong is wrong for all of it. */
const errorOf = (prices: Result<Prices, ListError>, inventory: Result<Inventory, ListError>): ListError => {
  const errors = [prices, inventory].flatMap((read) => (read.isErr() ? [read.error] : []))
  return errors.find(({ kind }) => kind === 'cancelled') ?? errors[0] ?? { kind: 'cancelled' }
}

const list = async (task: Task): Promise<Result<Listing, ListError>> => {
  const { query, context, options, issue } = task
  if (context.signal?.aborted) return err({ kind: 'cancelled' })
  const isListed = regionChoice(query, options.regions ?? 'all')
  const { signal, nowMs } = context
  const credentials = await readCredentials(options, { environment: process.env, issue, signal })
  if (credentials.isErr()) return err(credentials.error)
  if (isListed === undefined) return ok({ offers: [], warnings: [], observedAtMs: nowMs })
  const { ofBilling, ofCompute } = connectionsOf(task, credentials.value)
  const tell = progressOf(task)
  const [prices, inventory] = await Promise.all([
    told(tell, 'prices', task.readPrices(ofBilling)),
    told(tell, 'machine types', inventoryOf(ofCompute, credentials.value)),
  ])
  if (prices.isErr() || inventory.isErr()) return err(errorOf(prices, inventory))
  const { machines, isOfTables, quotas } = inventory.value
  const listed = await offersByRegion(
    machines.filter(({ region }) => isListed(region)),
    {
      source: sourceId(options),
      book: prices.value.book,
      quotas,
      isOfTables,
      dataPrices: options,
      observedAtMs: prices.value.readAtMs,
      query,
      compute: isOfTables ? undefined : ofCompute,
      adviceRequests: options.adviceRequests ?? 20,
      tell,
    },
  )
  return listed.map(({ offers, warnings }) => ({
    offers,
    warnings: [...prices.value.warnings, ...inventory.value.warnings, ...warnings, ...unknownModels(offers)],
    observedAtMs: nowMs,
  }))
}

/** An attempt at a page of 5 000 SKUs takes some seconds. */
const patience = { attemptTimeoutMs: 60_000, callTimeoutMs: 180_000 }

/**
 * Lists the GPU machines of Google Cloud, on demand and as Spot, priced whole: processors, memory, GPUs and the local disks that come
 * with them.
 *
 * Google answers nobody without credentials. An API key brings the prices, for machines of a table; an access token and a project
 * bring the machine types of each zone, quota and the Spot advice as well. `launch` has the `machineType`, `guestAccelerators` and
 * `scheduling.provisioningModel` of `instances.insert`, and the `zone` of its path.
 *
 * @param options - Everything has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `unauthorized` without credentials or with wrong ones, `invalid-options`, `rate-limited`,
 *   `provider-failed`, `unreachable`, `timed-out`, `cancelled`, `too-large` or `unexpected-shape`, and only where the prices cannot be
 *   read; every other part that fails is a warning, and one that the credentials forbid names the permission.
 * Source: Cloud Billing API v1, Compute Engine API v1 and beta, 2026-11.
 * @example
 * const source = createGcp({ projectId: 'my-project', accessToken: 'application-default', regions: ['europe-west4'] })
 * source.capabilities // => { spot: true, stock: true, needsCredentials: 'always' }
 */
export const createGcp = (options: GcpOptions = {}): OfferSource => {
  const issuerFor = tokenIssuers()
  let http: Http | undefined
  let readPrices: PriceReader | undefined
  return {
    specificationVersion: 'v1',
    id: options?.id ?? 'gcp',
    provider: 'gcp',
    providerKind: 'hyperscaler',
    capabilities: { spot: true, stock: true, needsCredentials: 'always' },
    listOffers: (query, context) =>
      checkOptions(GcpOptions, options).asyncAndThen((checked) => {
        http ??= httpFrom(checked.http, patience)
        readPrices ??= keptPrices(checked.cacheHours ?? 0)
        const issue = issuerFor(checked, process.env)
        return new ResultAsync(list({ query, context, options: checked, http, issue, readPrices }))
      }),
  }
}
