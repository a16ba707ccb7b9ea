import {
  checkOptions,
  countriesOf,
  type ListError,
  type Listing,
  type ListingContext,
  type OfferQuery,
  type OfferSource,
  type Warning,
} from '@aima/gpu-core'
import { type Http, httpFrom } from '@aima/gpu-http'
import { err, ok, type Result, ResultAsync } from 'neverthrow'
import { toOffers } from './convert.ts'
import { defaultZones, officialBaseUrl } from './facts.ts'
import { ScalewayOptions } from './options.ts'
import { countryOf } from './regions.ts'
import { readZone, type Zone } from './zone.ts'

/** One listing: what for, how, and by which connections. */
interface Task {
  readonly query: OfferQuery
  readonly context: ListingContext
  readonly options: ScalewayOptions
  readonly http: Http
}

/** What became of a zone. */
interface ZoneResult {
  readonly zone: string
  readonly result: Result<Zone, ListError>
}

/** Zones in other countries than the allowed ones are not asked. */
const zonesFor = (
  { countries }: OfferQuery,
  { zones = defaultZones }: ScalewayOptions,
): readonly string[] => {
  const each = [...new Set(zones)]
  if (countries === undefined) return each
  const allowed = countriesOf(countries)
  return each.filter((zone) => allowed.has(countryOf(zone) ?? ''))
}

const missingZones = (results: readonly ZoneResult[]): readonly Warning[] =>
  results.flatMap(({ zone: part, result }) =>
    result.isErr() ? [{ kind: 'part-missing', part, error: result.error }] : [],
  )

/** Nothing came, or somebody cancelled. */
const errorOf = (results: readonly ZoneResult[]): ListError | undefined => {
  const errors = results.flatMap(({ result }) => (result.isErr() ? [result.error] : []))
  const cancelled = errors.find(({ kind }) => kind === 'cancelled')
  return cancelled ?? (errors.length === results.length ? errors[0] : undefined)
}

const mostIssues = 5

/** Where no row can be read, there is nothing to list. */
const unreadable = (zones: readonly Zone[]): ListError | undefined => {
  const bad = zones.flatMap((zone) => zone.bad)
  if (bad.length === 0 || zones.some(({ types }) => types.length > 0)) return undefined
  const issues = bad.flatMap(({ row, issues: found }) => found.map((issue) => `${row}: ${issue}`))
  return { kind: 'unexpected-shape', issues: issues.slice(0, mostIssues) }
}

const toListing = (results: readonly ZoneResult[], task: Task): Result<Listing, ListError> => {
  const zones = results.flatMap(({ result }) => (result.isOk() ? [result.value] : []))
  const error = unreadable(zones)
  if (error !== undefined) return err(error)
  const { options, context } = task
  const { offers, warnings } = toOffers(
    zones.flatMap(({ types }) => types),
    { source: options.id ?? 'scaleway', usdPerEur: options.usdPerEur, nowMs: context.nowMs },
  )
  const lost = zones.flatMap(({ missing, bad }) => [...missing, ...bad])
  return ok({
    offers,
    warnings: [...missingZones(results), ...lost, ...warnings],
    observedAtMs: context.nowMs,
  })
}

const list = async (task: Task): Promise<Result<Listing, ListError>> => {
  const { query, context, options, http } = task
  if (context.signal?.aborted) return err({ kind: 'cancelled' })
  const zones = zonesFor(query, options)
  if (zones.length === 0) return ok({ offers: [], warnings: [], observedAtMs: context.nowMs })
  const connection = { http, baseUrl: options.baseUrl ?? officialBaseUrl, context }
  const results = await Promise.all(
    zones.map(async (zone) => ({ zone, result: await readZone(connection, zone) })),
  )
  const error = errorOf(results)
  return error === undefined ? toListing(results, task) : err(error)
}

/**
 * Lists the GPU instances of Scaleway, zone by zone, on demand. It needs no account.
 *
 * Prices are list prices of the whole instance, converted from EUR at the given rate; volumes and public addresses are billed apart.
 * One that is out of stock stays an offer without stock. `launch` has the zone, which belongs into the path of
 * `POST /instance/v1/zones/{zone}/servers`, and `commercial_type` of its body.
 *
 * @param options - The rate of conversion is required; everything else has a default. Wrong ones are the error of each listing.
 * @returns The source. Its listing fails with `rate-limited`, `provider-failed`, `unauthorized`, `unreachable`, `timed-out`,
 *   `cancelled`, `too-large`, `unexpected-shape` or `invalid-options`, and only when no zone could be read; otherwise each zone,
 *   page or list of stock that fails is a warning.
 * Source: `products/servers` and `products/servers/availability` of Scaleway's Instance API, read 2026-08-22, 2026-09-17 and
 * 2026-10-01.
 * @example
 * const source = createScaleway({ usdPerEur: 1.08 })
 * source.capabilities // => { spot: false, stock: true, needsCredentials: 'never' }
 */
export const createScaleway = (options: ScalewayOptions): OfferSource => {
  let http: Http | undefined
  return {
    specificationVersion: 'v1',
    id: options?.id ?? 'scaleway',
    provider: 'scaleway',
    providerKind: 'gpu-cloud',
    capabilities: { spot: false, stock: true, needsCredentials: 'never' },
    listOffers: (query, context) =>
      checkOptions(ScalewayOptions, options).asyncAndThen((checked) => {
        http ??= httpFrom(checked.http)
        return new ResultAsync(list({ query, context, options: checked, http }))
      }),
  }
}
