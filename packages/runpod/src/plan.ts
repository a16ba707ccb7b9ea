import type { OfferQuery } from '@aima/gpu-core'
import type { Asked } from './catalogue-row.ts'
import { defaultCounts, greatestCount } from './facts.ts'
import type { RunpodCloud } from './options.ts'

/** Clouds and counts that a source lists. */
export interface Scope {
  /** The clouds. */
  readonly clouds: readonly RunpodCloud[]
  /** GPUs in a pod (whole numbers, 1 or more). */
  readonly counts: readonly number[]
}

/**
 * GPU counts that are listed where the options name none: the usual ones and the one that is needed, because a pod of three GPUs
 * costs less than one of four.
 *
 * @param query - What the listing is for.
 * @example
 * countsFor({ gpuCount: 3 }) // => [1, 2, 4, 8, 3]
 */
export const countsFor = ({ gpuCount = 1 }: OfferQuery): readonly number[] =>
  defaultCounts.includes(gpuCount) || gpuCount > greatestCount ? defaultCounts : [...defaultCounts, gpuCount]

/**
 * What a listing asks for: each cloud at each count that is enough for the query.
 *
 * A filter by country would save no request, and a pod of the community cloud cannot be ordered in a country, so core judges
 * countries; where none is allowed, nothing is asked.
 *
 * @param scope - What the source lists.
 * @param query - What the listing is for.
 * @example
 * planOf({ clouds: ['SECURE'], counts: [1, 2, 4] }, { gpuCount: 3 }) // => [{ cloud: 'SECURE', gpuCount: 4 }]
 */
export const planOf = (
  { clouds, counts }: Scope,
  { gpuCount: least = 0, countries }: OfferQuery,
): readonly Asked[] => {
  if (countries?.length === 0) return []
  const enough = [...new Set(counts)].filter((count) => count >= least)
  return [...new Set(clouds)].flatMap((cloud) => enough.map((gpuCount) => ({ cloud, gpuCount })))
}

/**
 * Name of a part of a listing, for warnings.
 *
 * @param asked - What it is about.
 * @example
 * partName({ cloud: 'SECURE', gpuCount: 8 }) // => 'secure cloud, 8 GPUs'
 */
export const partName = ({ cloud, gpuCount }: Asked): string =>
  `${cloud.toLowerCase()} cloud, ${gpuCount} ${gpuCount === 1 ? 'GPU' : 'GPUs'}`
