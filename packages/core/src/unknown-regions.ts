import type { Place } from './host.ts'
import type { Warning } from './source.ts'

/** Most regions that are named. */
const mostNames = 10

/**
 * Warns once of all regions whose country is in no table.
 *
 * @param places - Places of one listing, such as those of its offers.
 * @returns One warning that names such regions once each, in order and ten at most; none when every country is known.
 * @example
 * unknownRegions([{ region: 'fr-par', country: 'FR' }]) // => []
 * unknownRegions([{ region: 'it-mil' }]).length // => 1
 */
export const unknownRegions = (places: readonly Pick<Place, 'region' | 'country'>[]): readonly Warning[] => {
  const unknown = places.filter(({ country }) => country === undefined)
  const regions = [...new Set(unknown.map(({ region }) => region))].sort()
  if (regions.length === 0) return []
  const rest = regions.length > mostNames ? [`${regions.length - mostNames} more`] : []
  const names = [...regions.slice(0, mostNames), ...rest].join(', ')
  const reason = `the country of ${names} is not known, so rules on countries refuse it; a newer version may know it`
  return [{ kind: 'limited', reason }]
}
