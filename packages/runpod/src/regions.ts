/** Data centres by country, as RunPod names them. Its ids are no country codes: `US-DE-1` is Delaware, `EUR-IS-1` Iceland. */
const dataCentersOfCountry: Readonly<Record<string, string>> = {
  AU: 'OC-AU-1',
  CA: 'CA-MTL-1 CA-MTL-2 CA-MTL-3 CA-MTL-4',
  CZ: 'EU-CZ-1',
  DK: 'EU-DK-1',
  FR: 'EU-FR-1',
  IN: 'AP-IN-1 AP-IN-2',
  IS: 'EUR-IS-1 EUR-IS-2 EUR-IS-3 EUR-IS-4 EUR-IS-5',
  JP: 'AP-JP-1',
  NL: 'EU-NL-1',
  NO: 'EUR-NO-1 EUR-NO-2',
  RO: 'EU-RO-1',
  SE: 'EU-SE-1 EU-SE-2',
  SG: 'SEA-SG-1',
  US:
    'US-CA-1 US-CA-2 US-DE-1 US-GA-1 US-GA-2 US-IL-1 US-KS-1 US-KS-2 US-KS-3 US-MD-1 US-MO-1 US-MO-2 US-NC-1 US-NC-2 ' +
    'US-NE-1 US-OR-1 US-OR-2 US-PA-1 US-TX-1 US-TX-2 US-TX-3 US-TX-4 US-TX-5 US-TX-6 US-WA-1',
}

const countries: ReadonlyMap<string, string> = new Map(
  Object.entries(dataCentersOfCountry).flatMap(([country, ids]) =>
    ids.split(' ').map((id): [string, string] => [id, country]),
  ),
)

/**
 * Country in which a data centre of RunPod stands.
 *
 * @param dataCenterId - RunPod's id of it.
 * @returns ISO 3166-1 alpha-2 code; undefined: not in the table, and never guessed from the id.
 * Source: the ids of RunPod's REST v1 interface with the countries of SkyPilot's region table (48 ids, read 2026-11-23).
 * @example
 * countryOf('US-DE-1') // => 'US'
 * countryOf('EU-XX-9') // => undefined
 */
export const countryOf = (dataCenterId: string): string | undefined => countries.get(dataCenterId)
