import type { ListError, OfferQuery } from '@aima/gpu-core'
import type { ResultAsync } from 'neverthrow'
import { type Account, accountRequest } from './account-client.ts'
import { WireScore, WireScores } from './account-wire.ts'
import { ask } from './client.ts'
import { keyOf } from './evictions.ts'
import { apiVersions } from './facts.ts'
import { gpuCountOf, vramGiBOf } from './gpu.ts'
import type { PricedSize } from './priced-sizes.ts'
import { findSize, type GpuSize } from './sizes.ts'

/** How likely a Spot machine is to be had. */
export type Score = Pick<WireScore, 'score' | 'isQuotaAvailable'>

/** Scores by `region/size`. */
export type Scores = ReadonlyMap<string, Score>

/** What one request asks. */
export interface ScoreRequest {
  /** Regions, 8 at most. */
  readonly regions: readonly string[]
  /** Names of sizes, 5 at most. */
  readonly sizes: readonly string[]
}

/** Limits of one request. Source: Microsoft's page "Spot Placement Score" (2025-10). */
const most = { regions: 8, sizes: 5 } as const

const groupsOf = (list: readonly string[], size: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )

/** Sizes that the gates would refuse for their GPUs need no score. */
const fits = (size: GpuSize, { gpuCount = 1, vramGiB = 0 }: OfferQuery): boolean =>
  gpuCountOf(size) >= gpuCount && vramGiBOf(size) >= vramGiB

/**
 * Plans which scores to ask: of each size that is sold as Spot and fits the query, the cheapest first, in all regions that have it.
 *
 * @param priced - All prices.
 * @param query - Whose number and memory of GPUs count.
 * @example
 * planScores([], {}) // => []
 */
export const planScores = (priced: readonly PricedSize[], query: OfferQuery): readonly ScoreRequest[] => {
  const spot = priced.filter(({ size, spotUsdPerHour }) => spotUsdPerHour !== undefined && fits(size, query))
  const cheapest = new Map<string, number>()
  for (const { size, spotUsdPerHour = 0 } of spot)
    cheapest.set(size.name, Math.min(spotUsdPerHour, cheapest.get(size.name) ?? Number.POSITIVE_INFINITY))
  const names = [...cheapest]
    .sort(([one, oneUsd], [other, otherUsd]) => oneUsd - otherUsd || (one < other ? -1 : 1))
    .map(([name]) => name)
  return groupsOf(names, most.sizes).flatMap((sizes) => {
    const regions = spot.filter(({ size }) => sizes.includes(size.name)).map(({ region }) => region)
    return groupsOf([...new Set(regions)].sort(), most.regions).map((some) => ({ regions: some, sizes }))
  })
}

/**
 * Reads rows of scores. One that cannot be read, or of a single zone, leaves that score unknown.
 *
 * @param rows - Any values.
 * @example
 * scoresOf([{ sku: 'Standard_NC4as_T4_v3', region: 'eastus', score: 'High' }]).get('eastus/Standard_NC4as_T4_v3')?.score // => 'High'
 */
export const scoresOf = (rows: readonly unknown[]): Scores =>
  new Map(
    rows.flatMap((row): readonly (readonly [string, Score])[] => {
      const { data } = WireScore.safeParse(row)
      const size = findSize(data?.sku ?? '')
      return data === undefined || size === undefined
        ? []
        : [[keyOf(data.region.toLowerCase(), size.name), data]]
    }),
  )

/**
 * Asks for scores. The region in the path only routes the request.
 *
 * @param account - Whom.
 * @param subscription - Its id.
 * @param request - Which.
 */
export const readScores = (
  account: Account,
  subscription: string,
  { regions, sizes }: ScoreRequest,
): ResultAsync<Scores, ListError> => {
  const path = `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${regions[0]}/placementScores/spot/generate`
  const json = {
    desiredLocations: regions,
    desiredSizes: sizes.map((sku) => ({ sku })),
    desiredCount: 1,
    availabilityZones: false,
  }
  const query = { 'api-version': apiVersions.placementScores }
  return ask(account, accountRequest(account, path, { method: 'POST', query, json }), WireScores).map(
    ({ placementScores }) => scoresOf(placementScores),
  )
}
