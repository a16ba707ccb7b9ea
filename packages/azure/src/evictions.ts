import type { ListError } from '@aima/gpu-core'
import type { HttpRequest } from '@aima/gpu-http'
import type { Result } from 'neverthrow'
import { type Account, accountRequest } from './account-client.ts'
import { WireEviction, WireGraphPage } from './account-wire.ts'
import { type Pages, readList } from './client.ts'
import { apiVersions } from './facts.ts'
import { findSize } from './sizes.ts'

/** Rates of eviction as Azure writes them, by `region/size`. */
export type Evictions = ReadonlyMap<string, string>

/** Rows of a page at most. Source: QueryRequestOptions of @azure/arm-resourcegraph 4.2. */
const pageSize = 1000

/**
 * Key of a size in a region.
 *
 * @param region - In small letters.
 * @param size - Azure's name of the size.
 */
export const keyOf = (region: string, size: string): string => `${region}/${size}`

/** An order that does not change is what makes pages whole. */
const queryFor = (regions: readonly string[]): string =>
  [
    'SpotResources',
    "where type =~ 'microsoft.compute/skuspotevictionrate/location'",
    "where sku.name startswith 'standard_n'",
    `where location in~ (${regions.map((region) => `'${region}'`).join(',')})`,
    'project skuName=tostring(sku.name), location, evictionRate=tostring(properties.evictionRate)',
    'order by skuName asc, location asc',
  ].join(' | ')

/**
 * Reads rows of eviction rates. One that cannot be read leaves that rate unknown.
 *
 * @param rows - Any values.
 * @example
 * evictionsOf([{ skuName: 'standard_nc4as_t4_v3', location: 'EastUS', evictionRate: '0-5' }]).get('eastus/Standard_NC4as_T4_v3') // => '0-5'
 */
export const evictionsOf = (rows: readonly unknown[]): Evictions =>
  new Map(
    rows.flatMap((row): readonly (readonly [string, string])[] => {
      const { data } = WireEviction.safeParse(row)
      const size = findSize(data?.skuName ?? '')
      if (data === undefined || size === undefined) return []
      return [[keyOf(data.location.toLowerCase(), size.name), data.evictionRate.trim()]]
    }),
  )

/** Rates and the page that failed. */
export interface ReadEvictions {
  /** The rates. */
  readonly evictions: Evictions
  /** The page that failed, and why. */
  readonly missing: Pages<unknown>['missing']
}

/**
 * Asks Resource Graph how often Spot machines are taken away. It needs no subscription of its own, only one that the account may read.
 *
 * @param account - Whom.
 * @param regions - In small letters.
 */
export const readEvictions = async (
  account: Account,
  regions: readonly string[],
): Promise<Result<ReadEvictions, ListError>> => {
  const query = queryFor(regions)
  const pageFrom = (place: { readonly $skipToken?: string; readonly $skip?: number }): HttpRequest =>
    accountRequest(account, '/providers/Microsoft.ResourceGraph/resources', {
      method: 'POST',
      query: { 'api-version': apiVersions.resourceGraph },
      json: { query, options: { resultFormat: 'objectArray', $top: pageSize, ...place } },
    })
  let seen = 0
  const list = await readList(account, {
    first: pageFrom({}),
    schema: WireGraphPage,
    next: ({ data, resultTruncated, $skipToken }) => {
      seen += data.length
      if ($skipToken) return pageFrom({ $skipToken })
      return resultTruncated === 'true' && data.length > 0 ? pageFrom({ $skip: seen }) : undefined
    },
  })
  return list.map(({ pages, missing }) => ({
    evictions: evictionsOf(pages.flatMap(({ data }) => data)),
    missing,
  }))
}
