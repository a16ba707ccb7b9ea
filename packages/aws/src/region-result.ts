import {
  type ListError,
  type ListedOffer,
  type Listing,
  unknownModels,
  unknownRegions,
  type Warning,
} from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { CallFailure } from './client.ts'
import type { Market } from './market.ts'
import { type MissingInRegion, missingWarnings } from './report.ts'

/** What became of a region. */
export interface RegionResult {
  /** The region. */
  readonly region: string
  /** What is known of it, or why nothing is. */
  readonly market: Result<Market, CallFailure>
  /** Its offers. */
  readonly offers: readonly ListedOffer[]
}

const missingIn = ({ region, market }: RegionResult): readonly MissingInRegion[] =>
  market.match<readonly MissingInRegion[]>(
    ({ missing }) => missing.map((one) => ({ ...one, region })),
    (failure) => [{ region, failure }],
  )

const mostIssues = 5

/** Nothing came, or nothing that can be read. */
const errorOf = (results: readonly RegionResult[]): ListError | undefined => {
  const failures = results.flatMap(({ market }) => (market.isErr() ? [market.error.error] : []))
  if (failures.length === results.length) return failures[0]
  const markets = results.flatMap(({ market }) => (market.isOk() ? [market.value] : []))
  const bad = markets.flatMap((market) => market.bad)
  if (bad.length === 0 || markets.some(({ types }) => types.length > 0)) return undefined
  const issues = bad.flatMap(({ row, issues: found }) => found.map((issue) => `${row}: ${issue}`))
  return { kind: 'unexpected-shape', issues: issues.slice(0, mostIssues) }
}

const byId = (one: ListedOffer, other: ListedOffer): number => (one.id < other.id ? -1 : 1)

/**
 * Makes a listing of regions.
 *
 * @param results - What became of each.
 * @param warnings - What is to be said besides.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @returns The first error when no region could be read, `unexpected-shape` when nothing in any could.
 */
export const toListing = (
  results: readonly RegionResult[],
  warnings: readonly Warning[],
  nowMs: number,
): Result<Listing, ListError> => {
  const error = errorOf(results)
  if (results.length > 0 && error !== undefined) return err(error)
  const offers = results.flatMap((result) => result.offers).sort(byId)
  const bad = results.flatMap(({ market }) => (market.isOk() ? market.value.bad : []))
  return ok({
    offers,
    warnings: [
      ...warnings,
      ...missingWarnings(results.flatMap(missingIn)),
      ...bad,
      ...unknownModels(offers),
      ...unknownRegions(offers.map(({ place }) => place)),
    ],
    observedAtMs: nowMs,
  })
}
