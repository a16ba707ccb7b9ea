import type { Terms, Work } from './work.ts'

/** The slower of two lines (Mbps); an absent one is no limit. */
const slower = (one: number | undefined, other: number | undefined): number | undefined => {
  if (one === undefined) return other
  return other === undefined || one < other ? one : other
}

/**
 * Time to move data over a line (h).
 *
 * Formula: docs/cost-model.md, "Time".
 *
 * @param gb - Volume (GB = 1e9 bytes, ≥ 0).
 * @param mbps - Line (1e6 bit/s); absent: no limit, and no time.
 * @example
 * transferHours(45, 200) // => 0.5
 * @example
 * transferHours(0, 0) // => 0
 */
export const transferHours = (gb: number, mbps: number | undefined): number =>
  gb === 0 || mbps === undefined ? 0 : (gb * 8000) / mbps / 3600

/** Time for the input to reach the offer (h); nothing moves on a local data path, or when it is there already. */
export const uploadHoursOf = (work: Work, terms: Terms): number =>
  terms.dataPath === 'local' || terms.inputCached
    ? 0
    : transferHours(work.inputGB, slower(work.uplinkMbps, terms.ingressMbps))

/** Time for the output to come back (h); nothing moves on a local data path. */
export const downloadHoursOf = (work: Work, terms: Terms): number =>
  terms.dataPath === 'local' ? 0 : transferHours(work.outputGB, slower(work.downlinkMbps, terms.egressMbps))

/** Time to pull the container image (h). */
export const imageHoursOf = (work: Work, terms: Terms): number =>
  terms.imageCached ? 0 : transferHours(work.imageGB, terms.registryMbps)

/**
 * Expected time until capacity is there (h): what is known, else the mean of a geometric number of failed attempts.
 *
 * Formula: docs/cost-model.md, "Time".
 *
 * @param terms - `allocHours` counts before `availability`; without both there is no wait.
 * @returns Hours; infinite when the chance is 0.
 * @example
 * waitHoursOf({ availability: 0.4, retryHours: 1 / 6 }) // => 0.25
 */
export const waitHoursOf = (terms: Pick<Terms, 'allocHours' | 'availability' | 'retryHours'>): number => {
  if (terms.allocHours !== undefined) return terms.allocHours
  if (terms.availability === undefined) return 0
  if (terms.availability <= 0) return Number.POSITIVE_INFINITY
  return ((1 - terms.availability) / terms.availability) * terms.retryHours
}

/**
 * Chance to have capacity by a time (0 to 1).
 *
 * Formula: docs/cost-model.md, "Time".
 *
 * @param hours - Time since the first attempt (h, ≥ 0).
 * @param terms - Chance of one attempt, and time between two (h).
 * @example
 * capacityChanceBy(0.5, { availability: 0.5, retryHours: 0.25 }) // => 0.875
 */
export const capacityChanceBy = (
  hours: number,
  terms: { readonly availability: number; readonly retryHours: number },
): number => 1 - (1 - terms.availability) ** (1 + Math.floor(hours / terms.retryHours))
