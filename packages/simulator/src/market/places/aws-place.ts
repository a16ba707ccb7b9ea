import type { Place } from '@aima/gpu-core'

/**
 * Prefixes of AWS's zone ids, the regions that they stand for, and the countries of these.
 *
 * Source: AWS, "Regions and Availability Zones" and "Availability Zone IDs", 2026.
 */
const regions: readonly (readonly [prefix: string, region: string, country: string])[] = [
  ['afs1', 'af-south-1', 'ZA'],
  ['ape1', 'ap-east-1', 'HK'],
  ['apne1', 'ap-northeast-1', 'JP'],
  ['apne2', 'ap-northeast-2', 'KR'],
  ['apne3', 'ap-northeast-3', 'JP'],
  ['aps1', 'ap-south-1', 'IN'],
  ['aps2', 'ap-south-2', 'IN'],
  ['apse1', 'ap-southeast-1', 'SG'],
  ['apse2', 'ap-southeast-2', 'AU'],
  ['apse3', 'ap-southeast-3', 'ID'],
  ['apse4', 'ap-southeast-4', 'AU'],
  ['cac1', 'ca-central-1', 'CA'],
  ['euc1', 'eu-central-1', 'DE'],
  ['euc2', 'eu-central-2', 'CH'],
  ['eun1', 'eu-north-1', 'SE'],
  ['eus1', 'eu-south-1', 'IT'],
  ['eus2', 'eu-south-2', 'ES'],
  ['euw1', 'eu-west-1', 'IE'],
  ['euw2', 'eu-west-2', 'GB'],
  ['euw3', 'eu-west-3', 'FR'],
  ['ilc1', 'il-central-1', 'IL'],
  ['mec1', 'me-central-1', 'AE'],
  ['mes1', 'me-south-1', 'BH'],
  ['sae1', 'sa-east-1', 'BR'],
  ['use1', 'us-east-1', 'US'],
  ['use2', 'us-east-2', 'US'],
  ['usw1', 'us-west-1', 'US'],
  ['usw2', 'us-west-2', 'US'],
]

const regionOfPrefix: ReadonlyMap<string, string> = new Map(
  regions.map(([prefix, region]) => [prefix, region]),
)

const countryOfRegion: ReadonlyMap<string, string> = new Map(
  regions.map(([, region, country]) => [region, country]),
)

/**
 * Finds the region of an AWS zone id.
 *
 * @param zoneId - Such as `apne1-az4`.
 * @returns The region; undefined: its prefix is not in the table.
 * @example
 * awsRegionOf('apne1-az4') // => 'ap-northeast-1'
 */
export const awsRegionOf = (zoneId: string): string | undefined =>
  regionOfPrefix.get(zoneId.replace(/-az\d+$/, ''))

/**
 * Tells where an AWS region, or a zone of it, is.
 *
 * @param region - Such as `us-west-2`.
 * @param zone - Such as `us-west-2a` or `usw2-az1`; absent: anywhere in the region.
 * @returns The place; its country is absent when the region is not in the table.
 * @example
 * awsPlace('eu-central-1').country // => 'DE'
 */
export const awsPlace = (region: string, zone?: string): Place => {
  const country = countryOfRegion.get(region)
  return { region, ...(zone === undefined ? {} : { zone }), ...(country === undefined ? {} : { country }) }
}
