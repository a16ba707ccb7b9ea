import { countriesOf, type OfferQuery } from '@aima/gpu-core'

/** Source: Google Cloud, "Cloud locations", 2026; us-east7 and us-west8 (Alabama, Phoenix) by the texts of their SKUs, 2025-06. */
const regionsOfCountry: Readonly<Record<string, string>> = {
  AU: 'australia-southeast1 australia-southeast2',
  BE: 'europe-west1',
  BR: 'southamerica-east1',
  CA: 'northamerica-northeast1 northamerica-northeast2',
  CH: 'europe-west6',
  CL: 'southamerica-west1',
  DE: 'europe-west3 europe-west10',
  ES: 'europe-southwest1',
  FI: 'europe-north1',
  FR: 'europe-west9',
  GB: 'europe-west2',
  HK: 'asia-east2',
  ID: 'asia-southeast2',
  IL: 'me-west1',
  IN: 'asia-south1 asia-south2',
  IT: 'europe-west8 europe-west12',
  JP: 'asia-northeast1 asia-northeast2',
  KR: 'asia-northeast3',
  MX: 'northamerica-south1',
  NL: 'europe-west4',
  PL: 'europe-central2',
  QA: 'me-central1',
  SA: 'me-central2',
  SE: 'europe-north2',
  SG: 'asia-southeast1',
  TW: 'asia-east1',
  US: 'us-central1 us-central2 us-east1 us-east4 us-east5 us-east7 us-south1 us-west1 us-west2 us-west3 us-west4 us-west8',
  ZA: 'africa-south1',
}

const countries: ReadonlyMap<string, string> = new Map(
  Object.entries(regionsOfCountry).flatMap(([country, regions]) =>
    regions.split(' ').map((region): [string, string] => [region, country]),
  ),
)

/**
 * Country of a region.
 *
 * @param region - Google's name of it.
 * @returns ISO 3166-1 alpha-2 code; undefined: not known, which no residency rule accepts.
 * @example
 * countryOf('europe-west4') // => 'NL'
 * countryOf('moon-base1') // => undefined
 */
export const countryOf = (region: string): string | undefined => countries.get(region)

/**
 * Region of a zone: the zone without what follows the last dash.
 *
 * @param zone - Google's name of it.
 * @example
 * regionOf('us-central1-a') // => 'us-central1'
 * regionOf('us-central1-ai1a') // => 'us-central1'
 */
export const regionOf = (zone: string): string => zone.slice(0, zone.lastIndexOf('-'))

/**
 * Prepares the choice of regions.
 *
 * @param query - Its countries leave out regions elsewhere, and those whose country is not known.
 * @param regions - What the user wants.
 * @returns A function that tells whether a region is listed; undefined: none can be.
 * @example
 * const isListed = regionChoice({ countries: ['EU'] }, 'all')
 * isListed?.('europe-west4') // => true
 * isListed?.('us-central1') // => false
 * regionChoice({ countries: ['IS'] }, 'all') // => undefined
 */
export const regionChoice = (
  { countries: rules }: OfferQuery,
  regions: readonly string[] | 'all',
): ((region: string) => boolean) | undefined => {
  const wanted = regions === 'all' ? undefined : new Set(regions)
  const allowed = rules === undefined ? undefined : countriesOf(rules)
  const isListed = (region: string): boolean =>
    (wanted?.has(region) ?? true) && (allowed?.has(countryOf(region) ?? '') ?? true)
  return [...(wanted ?? countries.keys())].some(isListed) ? isListed : undefined
}
