import type { SizeCircumstances } from './capacity.ts'
import { type Evictions, keyOf } from './evictions.ts'
import type { PricedSize } from './priced-sizes.ts'
import type { RegionQuotas } from './quotas.ts'
import type { Scores } from './scores.ts'
import type { RegionSkus } from './skus.ts'

/** What an account knows. */
export interface AccountFacts {
  /** What the subscription may deploy, by region. */
  readonly skus: ReadonlyMap<string, RegionSkus>
  /** Its quotas, by region. */
  readonly quotas: ReadonlyMap<string, RegionQuotas>
  /** Rates of eviction. */
  readonly evictions: Evictions
  /** Placement scores. */
  readonly scores: Scores
}

/**
 * What an account knows of one size in one region.
 *
 * @param priced - The size and the region.
 * @param facts - All that it knows.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 */
export const circumstancesOf = (
  { region, size }: PricedSize,
  facts: Omit<AccountFacts, 'evictions'>,
  nowMs: number,
): SizeCircumstances => ({
  size,
  region,
  skus: facts.skus.get(region),
  quotas: facts.quotas.get(region),
  score: facts.scores.get(keyOf(region, size.name)),
  nowMs,
})
