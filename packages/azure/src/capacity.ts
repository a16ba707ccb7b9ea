import type { Assumption, Capacity, Stock } from '@aima/gpu-core'
import { type Quota, type RegionQuotas, regionalQuota, spotQuota } from './quotas.ts'
import type { Score } from './scores.ts'
import type { GpuSize } from './sizes.ts'
import type { RegionSkus, Sku } from './skus.ts'

/** What is known of one size in one region. */
export interface SizeCircumstances {
  /** The size. */
  readonly size: GpuSize
  /** The region. */
  readonly region: string
  /** What the subscription may deploy there; undefined: unknown. */
  readonly skus: RegionSkus | undefined
  /** Its quotas there; undefined: unknown. */
  readonly quotas: RegionQuotas | undefined
  /** How likely Spot is to be had; undefined: unknown. */
  readonly score: Score | undefined
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Whether a machine can be had, and why not. */
export interface ReadCapacity {
  /** Undefined: nothing is known. */
  readonly capacity: Capacity | undefined
  /** Why there is no stock. */
  readonly notes: readonly Assumption[]
}

/**
 * What the subscription says of the size.
 *
 * @param circumstances - Of the size.
 */
export const skuOf = ({ size, skus }: SizeCircumstances): Sku | undefined => skus?.byName.get(size.name)

const restriction = (circumstances: SizeCircumstances): string | undefined => {
  const { size, region, skus } = circumstances
  const sku = skuOf(circumstances)
  if (sku?.restriction !== undefined)
    return `this subscription may not deploy ${size.name} in ${region}: ${sku.restriction}`
  return sku === undefined && skus?.isComplete
    ? `${size.name} is not among the sizes of this subscription in ${region}`
    : undefined
}

const retirementOf = (circumstances: SizeCircumstances): number | undefined => {
  const days = [circumstances.size.retiresAtMs, skuOf(circumstances)?.retiresAtMs]
  const known = days.filter((day) => day !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

const retirement = (circumstances: SizeCircumstances): string | undefined => {
  const atMs = retirementOf(circumstances)
  return atMs !== undefined && atMs <= circumstances.nowMs
    ? `Azure has retired ${circumstances.size.name}`
    : undefined
}

const tooSmall = (
  { region, size }: SizeCircumstances,
  name: string,
  { limit, left }: Quota,
  vcpus: number,
): string =>
  `quota ${name}: ${left} of ${limit} vCPU are left in ${region}, and ${size.name} needs ${vcpus}; ask Azure for more`

/** The first of some quotas that is 0, or too small for the machine. */
const quota = (circumstances: SizeCircumstances, names: readonly string[]): string | undefined => {
  const vcpus = skuOf(circumstances)?.vcpus ?? circumstances.size.vcpus
  return names
    .map((name) => {
      const found = circumstances.quotas?.get(name.toLowerCase())
      return found !== undefined && found.left < vcpus
        ? tooSmall(circumstances, name, found, vcpus)
        : undefined
    })
    .find((reason) => reason !== undefined)
}

const onDemandReason = (circumstances: SizeCircumstances): string | undefined => {
  const family = skuOf(circumstances)?.family ?? circumstances.size.family
  const names = family === undefined ? [regionalQuota] : [family, regionalQuota]
  return retirement(circumstances) ?? restriction(circumstances) ?? quota(circumstances, names)
}

const spotOnly = (circumstances: SizeCircumstances): string | undefined => {
  const { size, region, score } = circumstances
  if (skuOf(circumstances)?.isSpotCapable === false) return `${size.name} is not sold as Spot in ${region}`
  if (score?.score === 'RestrictedSkuNotAvailable') return `${size.name} is restricted as Spot in ${region}`
  return score?.isQuotaAvailable === false
    ? `quota ${spotQuota} of ${region} is too small for ${size.name}; ask Azure for more`
    : undefined
}

const spotReason = (circumstances: SizeCircumstances): string | undefined =>
  retirement(circumstances) ??
  restriction(circumstances) ??
  quota(circumstances, [spotQuota]) ??
  spotOnly(circumstances)

/** A score is no promise: `Medium` and `Low` both may find nothing. Source: Microsoft's page "Spot Placement Score" (2025-10). */
const stockByScore: ReadonlyMap<string, Stock> = new Map([
  ['High', 'available'],
  ['Medium', 'low'],
  ['Low', 'low'],
])

const toCapacity = (
  circumstances: SizeCircumstances,
  reason: string | undefined,
  stock: Stock | undefined,
): ReadCapacity => {
  const untilMs = retirementOf(circumstances)
  const openWindows =
    reason !== undefined || untilMs === undefined ? undefined : [{ fromMs: 0, untilMs: Math.max(1, untilMs) }]
  const found = reason === undefined ? stock : 'none'
  const capacity =
    found === undefined && openWindows === undefined ? undefined : { stock: found, openWindows }
  const notes = reason === undefined ? [] : [{ name: 'stock', value: 'none', unit: '', basis: reason }]
  return { capacity, notes }
}

/**
 * Whether a machine on demand can be had: not where it is restricted, retired or beyond a quota. Else nothing is known of stock.
 *
 * A size that is to be retired is open until then, so that a job that would outlast it is refused.
 *
 * @param circumstances - What is known.
 */
export const onDemandCapacityOf = (circumstances: SizeCircumstances): ReadCapacity =>
  toCapacity(circumstances, onDemandReason(circumstances), undefined)

/**
 * Whether a Spot machine can be had, by the same facts, the quota of Spot and its placement score.
 *
 * @param circumstances - What is known.
 */
export const spotCapacityOf = (circumstances: SizeCircumstances): ReadCapacity =>
  toCapacity(circumstances, spotReason(circumstances), stockByScore.get(circumstances.score?.score ?? ''))
