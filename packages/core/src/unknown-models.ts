import type { ListedOffer } from './offer.ts'
import type { Warning } from './source.ts'

/**
 * Warns once of each GPU name that is in no table.
 *
 * @param offers - Offers of one listing.
 * @returns The warnings, by name, each with the number of its offers.
 * @example
 * unknownModels([]) // => []
 */
export const unknownModels = (offers: readonly ListedOffer[]): readonly Warning[] => {
  const counts = new Map<string, number>()
  for (const { gpu } of offers)
    if (gpu.model === undefined) counts.set(gpu.name, (counts.get(gpu.name) ?? 0) + 1)
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, count]) => ({ kind: 'unknown-model', name, offers: count }))
}
