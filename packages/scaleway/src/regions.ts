/** Source: Scaleway's page on product availability (2025-10): the regions Paris, Amsterdam and Warsaw. */
const countries: ReadonlyMap<string, string> = new Map([
  ['fr-par', 'FR'],
  ['nl-ams', 'NL'],
  ['pl-waw', 'PL'],
])

/**
 * Region of a zone.
 *
 * @param zone - Scaleway's name of it.
 * @example
 * regionOf('fr-par-2') // => 'fr-par'
 */
export const regionOf = (zone: string): string => zone.replace(/-\d+$/, '')

/**
 * Country in which a zone stands.
 *
 * @param zone - Scaleway's name of it.
 * @returns ISO 3166-1 alpha-2 code; undefined: not in the table.
 * @example
 * countryOf('pl-waw-2') // => 'PL'
 * countryOf('xx-yyy-1') // => undefined
 */
export const countryOf = (zone: string): string | undefined => countries.get(regionOf(zone))
