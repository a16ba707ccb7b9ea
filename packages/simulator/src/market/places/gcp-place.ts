import type { Place } from '@aima/gpu-core'

/** Countries of Google Cloud's regions with GPUs. Source: Google Cloud, "Cloud locations", 2026. */
const countryOfRegion: ReadonlyMap<string, string> = new Map([
  ['asia-east1', 'TW'],
  ['asia-east2', 'HK'],
  ['asia-northeast1', 'JP'],
  ['asia-northeast2', 'JP'],
  ['asia-northeast3', 'KR'],
  ['asia-south1', 'IN'],
  ['asia-south2', 'IN'],
  ['asia-southeast1', 'SG'],
  ['asia-southeast2', 'ID'],
  ['australia-southeast1', 'AU'],
  ['australia-southeast2', 'AU'],
  ['europe-central2', 'PL'],
  ['europe-north1', 'FI'],
  ['europe-southwest1', 'ES'],
  ['europe-west1', 'BE'],
  ['europe-west2', 'GB'],
  ['europe-west3', 'DE'],
  ['europe-west4', 'NL'],
  ['europe-west6', 'CH'],
  ['europe-west8', 'IT'],
  ['europe-west9', 'FR'],
  ['me-west1', 'IL'],
  ['northamerica-northeast1', 'CA'],
  ['northamerica-northeast2', 'CA'],
  ['southamerica-east1', 'BR'],
  ['southamerica-west1', 'CL'],
  ['us-central1', 'US'],
  ['us-east1', 'US'],
  ['us-east4', 'US'],
  ['us-east5', 'US'],
  ['us-south1', 'US'],
  ['us-west1', 'US'],
  ['us-west2', 'US'],
  ['us-west3', 'US'],
  ['us-west4', 'US'],
])

/**
 * Tells where a zone of Google Cloud is.
 *
 * @param zone - Such as `europe-west4-a`.
 * @returns The place; its country is absent when the region is not in the table.
 * @example
 * gcpPlace('europe-west4-a') // => { region: 'europe-west4', zone: 'europe-west4-a', country: 'NL' }
 */
export const gcpPlace = (zone: string): Place => {
  const region = zone.replace(/-[a-z]$/, '')
  const country = countryOfRegion.get(region)
  return { region, zone, ...(country === undefined ? {} : { country }) }
}
