import type { ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { type Account, accountRequest } from './account-client.ts'
import { WireList, WireUsage } from './account-wire.ts'
import { type Pages, readList } from './client.ts'
import { apiVersions } from './facts.ts'

/** What is left of a quota. */
export interface Quota {
  /** How much may be in use (vCPU). */
  readonly limit: number
  /** How much more may be (vCPU). */
  readonly left: number
}

/** Quotas of a region, by name in small letters. */
export type RegionQuotas = ReadonlyMap<string, Quota>

/** Quota of all Spot machines together. Source: names of `usages` in @azure/arm-compute 24. */
export const spotQuota = 'lowPriorityCores'

/** Quota of all machines on demand together. */
export const regionalQuota = 'cores'

/**
 * Reads the rows of a list of quotas. A row that cannot be read, and a limit below 0, which is none, leaves that quota unknown.
 *
 * @param rows - Any values.
 * @example
 * quotasOf([{ currentValue: 8, limit: 24, name: { value: 'Cores' } }]).get('cores') // => { limit: 24, left: 16 }
 */
export const quotasOf = (rows: readonly unknown[]): RegionQuotas =>
  new Map(
    rows.flatMap((row): readonly (readonly [string, Quota])[] => {
      const { data: usage } = WireUsage.safeParse(row)
      if (usage === undefined || usage.limit < 0) return []
      const left = Math.max(0, usage.limit - usage.currentValue)
      return [[usage.name.value.toLowerCase(), { limit: usage.limit, left }]]
    }),
  )

/** Quotas and the page that failed. */
export interface ReadQuotas {
  /** The quotas. */
  readonly quotas: RegionQuotas
  /** The page that failed, and why. */
  readonly missing: Pages<unknown>['missing']
}

/**
 * Asks for a subscription's quotas in a region.
 *
 * @param account - Whom.
 * @param subscription - Its id.
 * @param region - In small letters.
 */
export const readQuotas = async (
  account: Account,
  subscription: string,
  region: string,
): Promise<Result<ReadQuotas, ListError>> => {
  const path = `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${region}/usages`
  const list = await readList(account, {
    first: accountRequest(account, path, { query: { 'api-version': apiVersions.usages } }),
    schema: WireList,
    next: ({ nextLink }) => nextLink || undefined,
  })
  return list.map(({ pages, missing }) => ({
    quotas: quotasOf(pages.flatMap(({ value }) => value)),
    missing,
  }))
}
