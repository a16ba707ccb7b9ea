/** Continents, which some lists of Vast.ai's offers put behind the country. Four of them are also countries. */
const continents: ReadonlySet<string> = new Set(['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA'])

/** What address databases put where the country is not known; none of them is one. */
const noCountries: ReadonlySet<string> = new Set(['AP', 'EU', 'XX', 'ZZ'])

const isCode = (text: string | undefined): text is string => text !== undefined && /^[A-Z]{2}$/.test(text)

/** `Bavaria, DE, EU` has the continent behind the country, `Saudi Arabia, SA` has not. */
const countryPart = (parts: readonly string[]): string | undefined => {
  const last = parts.at(-1)
  const before = parts.length > 2 ? parts.at(-2) : undefined
  return last !== undefined && continents.has(last) && isCode(before) ? before : last
}

/**
 * Country that a host's `geolocation` names.
 *
 * It is what the host states or what its address suggests; nobody has checked it.
 *
 * @param geolocation - Such as `Montana, US` or `, US`; null: the host has none.
 * @returns ISO 3166-1 alpha-2 code; undefined: none, which no residency rule accepts.
 * Source: 118 texts in 100,471 rows of 2026-05-26 to 2026-08-22, all of the form `Region, CC`; the third part is in SkyPilot's
 * catalogue of Vast.ai (read 2026-11-23).
 * @example
 * countryOf('The Netherlands, NL') // => 'NL'
 * countryOf(', US') // => 'US'
 * countryOf('Bavaria, DE, EU') // => 'DE'
 * countryOf('Saudi Arabia, SA') // => 'SA'
 * countryOf('Europe, EU') // => undefined
 */
export const countryOf = (geolocation: string | null | undefined): string | undefined => {
  if (geolocation === null || geolocation === undefined) return undefined
  const country = countryPart(geolocation.split(',').map((part) => part.trim()))
  return isCode(country) && !noCountries.has(country) ? country : undefined
}

/**
 * Region of a host, as an offer names it.
 *
 * @param geolocation - As the host states it.
 * @returns The text without an empty first part; `unknown` where there is none.
 * @example
 * regionOf('Montana, US') // => 'Montana, US'
 * regionOf(', US') // => 'US'
 * regionOf(null) // => 'unknown'
 */
export const regionOf = (geolocation: string | null | undefined): string => {
  const text = (geolocation ?? '').replace(/^[\s,]+|[\s,]+$/g, '')
  return text === '' ? 'unknown' : text
}
