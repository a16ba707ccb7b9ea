import { countriesOf, type OfferQuery } from '@aima/gpu-core'
import type { EgressArea } from './facts.ts'

/** A region. */
interface Region {
  /** Country in which it stands (ISO 3166-1 alpha-2). */
  readonly country: string
  /** What its traffic costs. */
  readonly area: EgressArea
}

const areas: Readonly<Record<EgressArea, Readonly<Record<string, readonly string[]>>>> = {
  'north-america-europe': {
    AT: ['austriaeast'],
    BE: ['belgiumcentral'],
    CA: ['canadacentral', 'canadaeast'],
    CH: ['switzerlandnorth', 'switzerlandwest'],
    DE: ['germanynorth', 'germanywestcentral'],
    DK: ['denmarkeast'],
    ES: ['spaincentral'],
    FR: ['francecentral', 'francesouth'],
    GB: ['uksouth', 'ukwest'],
    IE: ['northeurope'],
    IT: ['italynorth'],
    MX: ['mexicocentral'],
    NL: ['westeurope'],
    NO: ['norwayeast', 'norwaywest'],
    PL: ['polandcentral'],
    SE: ['swedencentral'],
    US: [
      'centralus',
      'eastus',
      'eastus2',
      'northcentralus',
      'southcentralus',
      'westcentralus',
      'westus',
      'westus2',
      'westus3',
    ],
  },
  'asia-africa-oceania': {
    AE: ['uaecentral', 'uaenorth'],
    AU: ['australiacentral', 'australiacentral2', 'australiaeast', 'australiasoutheast'],
    HK: ['eastasia'],
    ID: ['indonesiacentral'],
    IL: ['israelcentral'],
    IN: ['centralindia', 'jioindiacentral', 'jioindiawest', 'southindia'],
    JP: ['japaneast', 'japanwest'],
    KR: ['koreacentral', 'koreasouth'],
    MY: ['malaysiawest'],
    NZ: ['newzealandnorth'],
    QA: ['qatarcentral'],
    SG: ['southeastasia'],
    ZA: ['southafricanorth', 'southafricawest'],
  },
  'south-america': { BR: ['brazilsouth'], CL: ['chilecentral'] },
}

const regionsIn = (area: EgressArea): readonly (readonly [string, Region])[] =>
  Object.entries(areas[area]).flatMap(([country, names]) =>
    names.map((name): readonly [string, Region] => [name, { country, area }]),
  )

/** Source: Microsoft's page "Azure regions" (2026); N-series have prices in 52 of them (price list of 2026-06-18). */
const table: ReadonlyMap<string, Region> = new Map([
  ...regionsIn('north-america-europe'),
  ...regionsIn('asia-africa-oceania'),
  ...regionsIn('south-america'),
])

/** All regions that are known, sorted. */
export const knownRegions: readonly string[] = [...table.keys()].sort()

/**
 * Regions that are listed where neither the user nor the query says which: those of Europe and the United States with the most GPUs.
 *
 * Source: number of N-series sizes with a price, 2026-06-18.
 */
export const defaultRegions: readonly string[] = [
  'centralus',
  'eastus',
  'eastus2',
  'francecentral',
  'germanywestcentral',
  'northcentralus',
  'northeurope',
  'southcentralus',
  'swedencentral',
  'uksouth',
  'westeurope',
  'westus2',
  'westus3',
]

/**
 * Country in which a region stands.
 *
 * @param region - Azure's name of it, such as `westeurope`.
 * @returns ISO 3166-1 alpha-2 code; undefined: not in the table.
 * @example
 * countryOf('westeurope') // => 'NL'
 */
export const countryOf = (region: string): string | undefined => table.get(region)?.country

/**
 * What a region's traffic out costs.
 *
 * @param region - Azure's name of it.
 * @returns Undefined: not in the table.
 * @example
 * egressAreaOf('japaneast') // => 'asia-africa-oceania'
 */
export const egressAreaOf = (region: string): EgressArea | undefined => table.get(region)?.area

const isKnownSet = (regions: readonly string[] | 'all' | undefined): regions is undefined | 'all' =>
  regions === undefined || regions === 'all'

/**
 * Regions to ask: the named ones, else all that are known in the query's countries, else a default set.
 *
 * A region in another country than the allowed ones, or in an unknown one, is not asked: the residency gate would refuse it.
 *
 * @param query - Whose countries count.
 * @param regions - As the user names them, or `all`.
 * @example
 * regionsFor({ countries: ['DE', 'CH'] }) // => ['germanynorth', 'germanywestcentral', 'switzerlandnorth', 'switzerlandwest']
 * regionsFor({ countries: ['DE'] }, ['germanywestcentral', 'eastus']) // => ['germanywestcentral']
 */
export const regionsFor = (
  { countries }: OfferQuery,
  regions?: readonly string[] | 'all' | undefined,
): readonly string[] => {
  const named = isKnownSet(regions) ? knownRegions : [...new Set(regions)]
  if (countries === undefined) return regions === undefined ? defaultRegions : named
  const allowed = countriesOf(countries)
  return named.filter((region) => allowed.has(countryOf(region) ?? ''))
}
