import { type ListError, unknownRegions, type Warning } from '@aima/gpu-core'
import { ok, type Result } from 'neverthrow'
import { type AccountCall, accountCalls, type Loss } from './account-client.ts'
import type { AccountFacts } from './account-facts.ts'
import type { Evictions, ReadEvictions } from './evictions.ts'
import type { RegionReading } from './region.ts'
import { countryOf } from './regions.ts'

/** What came of eviction rates; undefined: not asked. */
export type EvictionReading = Result<ReadEvictions, ListError> | undefined

/** Why there is nothing to list: somebody cancelled, no region could be read, or no row in any. */
export const errorOf = (
  readings: readonly RegionReading[],
  evictions: EvictionReading,
): ListError | undefined => {
  const parts = [...readings.flatMap(({ prices, skus, quotas }) => [prices, skus, quotas]), evictions]
  const errors = parts.flatMap((part) => (part?.isErr() ? [part.error] : []))
  const cancelled = errors.find(({ kind }) => kind === 'cancelled')
  if (cancelled !== undefined) return cancelled
  const [first, ...others] = readings.flatMap(({ prices }) => (prices.isErr() ? [prices.error] : []))
  return first !== undefined && others.length + 1 === readings.length ? first : unreadable(readings)
}

const mostIssues = 5

const unreadable = (readings: readonly RegionReading[]): ListError | undefined => {
  const prices = readings.flatMap((reading) => (reading.prices.isOk() ? [reading.prices.value] : []))
  const bad = prices.flatMap((region) => region.bad)
  if (bad.length === 0 || prices.some(({ readRows }) => readRows > 0)) return undefined
  const issues = bad.flatMap(({ row, issues: found }) => found.map((issue) => `${row}: ${issue}`))
  return { kind: 'unexpected-shape', issues: issues.slice(0, mostIssues) }
}

const missingPage = (
  part: string,
  missing: { readonly page: number; readonly error: ListError } | undefined,
): readonly Warning[] =>
  missing === undefined
    ? []
    : [{ kind: 'part-missing', part: `${part}, page ${missing.page}`, error: missing.error }]

const priceWarnings = ({ region, prices }: RegionReading): readonly Warning[] =>
  prices.match(
    ({ missing, bad }) => [...missingPage(region, missing), ...bad],
    (error): readonly Warning[] => [{ kind: 'part-missing', part: region, error }],
  )

/** Names that are in no table cost the user an offer that Azure may have. */
const unknownSizes = (readings: readonly RegionReading[]): readonly Warning[] => {
  const names = readings.flatMap(({ prices }) => (prices.isOk() ? prices.value.unknownSizes : []))
  const each = [...new Set(names)].sort()
  if (each.length === 0) return []
  const reason = `the GPUs of ${each.join(', ')} are not known, so these sizes are left out; a newer version may know them`
  return [{ kind: 'limited', reason }]
}

/** What the price lists leave open. */
export const readingWarnings = (readings: readonly RegionReading[]): readonly Warning[] => [
  ...readings.flatMap(priceWarnings),
  ...readings.flatMap(({ skus }) => (skus?.isOk() ? skus.value.bad : [])),
  ...unknownSizes(readings),
  ...unknownRegions(readings.map(({ region }) => ({ region, country: countryOf(region) }))),
]

/** A list of an account, or the reason why there is none. */
type Part = Result<
  { readonly missing: { readonly page: number; readonly error: ListError } | undefined },
  ListError
>

const lossesIn = (call: AccountCall, of: string, part: Part | undefined): readonly Loss[] => {
  if (part === undefined) return []
  if (part.isErr()) return [{ call, of, error: part.error }]
  const { missing } = part.value
  return missing === undefined ? [] : [{ call, of: `${of}, page ${missing.page}`, error: missing.error }]
}

/** What the account did not say. */
export const lossesOf = (readings: readonly RegionReading[], evictions: EvictionReading): readonly Loss[] => [
  ...readings.flatMap(({ region, skus }) => lossesIn(accountCalls.skus, region, skus)),
  ...readings.flatMap(({ region, quotas }) => lossesIn(accountCalls.usages, region, quotas)),
  ...lossesIn(accountCalls.evictions, 'all regions', evictions),
]

const noEvictions: Evictions = new Map()

/** What the account said, by region. */
export const factsOf = (
  readings: readonly RegionReading[],
  evictions: EvictionReading,
): Omit<AccountFacts, 'scores'> => ({
  skus: new Map(readings.flatMap(({ region, skus }) => (skus?.isOk() ? [[region, skus.value]] : []))),
  quotas: new Map(
    readings.flatMap(({ region, quotas }) => (quotas?.isOk() ? [[region, quotas.value.quotas]] : [])),
  ),
  evictions: (evictions ?? ok({ evictions: noEvictions }))
    .map((read) => read.evictions)
    .unwrapOr(noEvictions),
})

/** How many offers a region will have. */
export const offersIn = ({ prices }: RegionReading): number | undefined =>
  prices
    .map(({ priced }) =>
      priced.reduce(
        (sum, { onDemandUsdPerHour, spotUsdPerHour }) =>
          sum + Number(onDemandUsdPerHour !== undefined) + Number(spotUsdPerHour !== undefined),
        0,
      ),
    )
    .unwrapOr(undefined)
