/** A part of AWS with accounts, hosts and prices of its own. Nothing of one works in another. */
export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn'

/** A region that is in the table. */
interface KnownRegion {
  /** ISO 3166-1 alpha-2 code of its country. */
  readonly country: string
  /** Whether an account must switch it on before its API answers. */
  readonly isOptIn: boolean
}

const rows = (isOptIn: boolean, text: string): readonly (readonly [string, KnownRegion])[] =>
  text.split(/\s+/).map((entry) => {
    const [region = '', country = ''] = entry.split(':')
    return [region, { country, isOptIn }]
  })

/** Source: AWS, "Regions and Zones" of the EC2 user guide (2026); those of 2026-08 that offer GPUs are among them. */
const known: ReadonlyMap<string, KnownRegion> = new Map([
  ...rows(
    false,
    `us-east-1:US us-east-2:US us-west-2:US us-west-1:US ca-central-1:CA sa-east-1:BR
     eu-central-1:DE eu-west-1:IE eu-north-1:SE eu-west-3:FR eu-west-2:GB
     ap-northeast-1:JP ap-northeast-2:KR ap-northeast-3:JP ap-south-1:IN ap-southeast-1:SG ap-southeast-2:AU
     us-gov-east-1:US us-gov-west-1:US cn-north-1:CN cn-northwest-1:CN`,
  ),
  ...rows(
    true,
    `af-south-1:ZA ap-east-1:HK ap-east-2:TW ap-south-2:IN ap-southeast-3:ID ap-southeast-4:AU ap-southeast-5:MY
     ap-southeast-6:NZ ap-southeast-7:TH ca-west-1:CA eu-central-2:CH eu-south-1:IT eu-south-2:ES il-central-1:IL
     me-central-1:AE me-south-1:BH mx-central-1:MX`,
  ),
])

/** Regions that are listed when the query names no countries: the largest of America and of Europe. */
const usualRegions: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-central-1',
  'eu-west-1',
  'eu-north-1',
]

/**
 * Partition of a region.
 *
 * @param region - AWS's name of it.
 * @returns Undefined: of a partition that this adapter does not know, such as the isolated ones.
 * @example
 * partitionOf('us-gov-west-1') // => 'aws-us-gov'
 * partitionOf('us-iso-east-1') // => undefined
 */
export const partitionOf = (region: string): Partition | undefined => {
  if (region.startsWith('us-gov-')) return 'aws-us-gov'
  if (region.startsWith('cn-')) return 'aws-cn'
  return /^(?:us-iso|eu-iso|eusc-)/.test(region) ? undefined : 'aws'
}

/**
 * Country in which a region stands.
 *
 * @param region - AWS's name of it.
 * @returns ISO 3166-1 alpha-2 code; undefined: not in the table.
 * @example
 * countryOf('eu-central-1') // => 'DE'
 */
export const countryOf = (region: string): string | undefined => known.get(region)?.country

/**
 * Regions of a partition that are in the table.
 *
 * @param partition - The partition.
 * @example
 * regionsOf('aws-cn') // => ['cn-north-1', 'cn-northwest-1']
 */
export const regionsOf = (partition: Partition): readonly string[] =>
  [...known.keys()].filter((region) => partitionOf(region) === partition)

/**
 * Regions that suit a query, for who names none: all in the allowed countries that need no switching on, or else those that do.
 *
 * @param partition - The partition.
 * @param countries - Allowed countries (ISO 3166-1 alpha-2); undefined: all.
 * @example
 * suitableRegions('aws', new Set(['DE', 'IT'])) // => ['eu-central-1']
 * suitableRegions('aws', new Set(['IT'])) // => ['eu-south-1']
 */
export const suitableRegions = (
  partition: Partition,
  countries: ReadonlySet<string> | undefined,
): readonly string[] => {
  if (countries === undefined) return partition === 'aws' ? usualRegions : regionsOf(partition)
  const allowed = regionsOf(partition).filter((region) => countries.has(countryOf(region) ?? ''))
  const ready = allowed.filter((region) => known.get(region)?.isOptIn === false)
  return ready.length > 0 ? ready : allowed
}
