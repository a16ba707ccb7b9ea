/** Country of each region of one provider, by the provider's name of the region. */
type CountryOfRegion = ReadonlyMap<string, string>

/** Turns lists of regions by country into countries by region. */
const byRegion = (regionsOfCountry: Readonly<Record<string, string>>): CountryOfRegion =>
  new Map(
    Object.entries(regionsOfCountry).flatMap(([country, regions]) =>
      regions.split(' ').map((region): [string, string] => [region, country]),
    ),
  )

/** Source: AWS, "Regions and Availability Zones", 2026. */
const aws = byRegion({
  AE: 'me-central-1',
  AU: 'ap-southeast-2 ap-southeast-4',
  BH: 'me-south-1',
  BR: 'sa-east-1',
  CA: 'ca-central-1 ca-west-1',
  CH: 'eu-central-2',
  DE: 'eu-central-1',
  ES: 'eu-south-2',
  FR: 'eu-west-3',
  GB: 'eu-west-2',
  HK: 'ap-east-1',
  ID: 'ap-southeast-3',
  IE: 'eu-west-1',
  IL: 'il-central-1',
  IN: 'ap-south-1 ap-south-2',
  IT: 'eu-south-1',
  JP: 'ap-northeast-1 ap-northeast-3',
  KR: 'ap-northeast-2',
  MX: 'mx-central-1',
  MY: 'ap-southeast-5',
  SE: 'eu-north-1',
  SG: 'ap-southeast-1',
  TH: 'ap-southeast-7',
  TW: 'ap-east-2',
  US: 'us-east-1 us-east-2 us-west-1 us-west-2 us-gov-east-1 us-gov-west-1',
  ZA: 'af-south-1',
})

/** Source: Google Cloud, "Cloud locations", 2026. */
const gcp = byRegion({
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
  US: 'us-central1 us-central2 us-east1 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3 us-west4',
  ZA: 'africa-south1',
})

/** Source: Microsoft, "Azure geographies", 2026. */
const azure = byRegion({
  AE: 'uaecentral uaenorth',
  AU: 'australiacentral australiacentral2 australiaeast australiasoutheast',
  BR: 'brazilsouth brazilsoutheast',
  CA: 'canadacentral canadaeast',
  CH: 'switzerlandnorth switzerlandwest',
  CL: 'chilecentral',
  DE: 'germanynorth germanywestcentral',
  ES: 'spaincentral',
  FR: 'francecentral francesouth',
  GB: 'uksouth ukwest',
  HK: 'eastasia',
  ID: 'indonesiacentral',
  IE: 'northeurope',
  IL: 'israelcentral',
  IN: 'centralindia jioindiacentral jioindiawest southindia westindia',
  IT: 'italynorth',
  JP: 'japaneast japanwest',
  KR: 'koreacentral koreasouth',
  MX: 'mexicocentral',
  MY: 'malaysiawest',
  NL: 'westeurope',
  NO: 'norwayeast norwaywest',
  NZ: 'newzealandnorth',
  PL: 'polandcentral',
  QA: 'qatarcentral',
  SE: 'swedencentral swedensouth',
  SG: 'southeastasia',
  US: 'centralus eastus eastus2 northcentralus southcentralus westcentralus westus westus2 westus3',
  ZA: 'southafricanorth southafricawest',
})

/**
 * Data centres of RunPod. Source: RunPod's REST interface and SkyPilot's region table, 2026. US-DE-1 is in
 * Delaware.
 */
const runpod = byRegion({
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
    'US-CA-1 US-CA-2 US-DE-1 US-GA-1 US-GA-2 US-IL-1 US-KS-1 US-KS-2 US-KS-3 US-MD-1 US-MO-1 US-MO-2 ' +
    'US-NC-1 US-NC-2 US-NE-1 US-OR-1 US-OR-2 US-PA-1 US-TX-1 US-TX-2 US-TX-3 US-TX-4 US-TX-5 US-TX-6 US-WA-1',
})

/** Source: Oracle, "Regions and Availability Domains". */
const oci = byRegion({
  AE: 'me-abudhabi-1 me-dubai-1',
  AU: 'ap-melbourne-1 ap-sydney-1',
  BR: 'sa-saopaulo-1 sa-vinhedo-1',
  CA: 'ca-montreal-1 ca-toronto-1',
  CH: 'eu-zurich-1',
  CL: 'sa-santiago-1',
  DE: 'eu-frankfurt-1',
  ES: 'eu-madrid-1',
  FR: 'eu-marseille-1 eu-paris-1',
  GB: 'uk-cardiff-1 uk-london-1',
  IL: 'il-jerusalem-1',
  IN: 'ap-hyderabad-1 ap-mumbai-1',
  IT: 'eu-milan-1',
  JP: 'ap-osaka-1 ap-tokyo-1',
  KR: 'ap-chuncheon-1 ap-seoul-1',
  MX: 'mx-queretaro-1',
  NL: 'eu-amsterdam-1',
  SA: 'me-jeddah-1',
  SE: 'eu-stockholm-1',
  SG: 'ap-singapore-1',
  US: 'us-ashburn-1 us-phoenix-1 us-sanjose-1',
  ZA: 'af-johannesburg-1',
})

/**
 * Regions of clouds that occur in SkyPilot's catalog. One whose country is not certain is left out (some of
 * Lambda's).
 */
const others: Readonly<Record<string, CountryOfRegion>> = {
  cudo: byRegion({
    CA: 'ca-montreal-1',
    GB: 'gb-london-1',
    NO: 'no-luster-1',
    SE: 'se-smedjebacken-1 se-stockholm-1',
    US: 'us-newyork-1 us-santaclara-1',
  }),
  fluidstack: byRegion({ CA: 'generic_1_canada', NO: 'norway_2_eu norway_4_eu' }),
  ibm: byRegion({
    AU: 'au-syd',
    BR: 'br-sao',
    CA: 'ca-tor',
    DE: 'eu-de',
    ES: 'eu-es',
    GB: 'eu-gb',
    JP: 'jp-osa jp-tok',
    US: 'us-east us-south',
  }),
  lambda: byRegion({
    AU: 'australia-southeast-1',
    DE: 'europe-central-1',
    IN: 'asia-south-1',
    JP: 'asia-northeast-1 asia-northeast-2',
    US: 'us-east-1 us-midwest-1 us-south-1 us-west-1 us-west-2 us-west-3',
  }),
  nebius: byRegion({ FI: 'eu-north1', FR: 'eu-west1', GB: 'uk-south1', IL: 'me-west1', US: 'us-central1' }),
  ovhcloud: byRegion({ CA: 'BHS', DE: 'FRA', FR: 'GRA RBX SBG', GB: 'LON', PL: 'WAW' }),
  paperspace: new Map([['East Coast (NY2)', 'US']]),
  scaleway: byRegion({ FR: 'fr-par', NL: 'nl-ams', PL: 'pl-waw' }),
  scp: byRegion({ KR: 'KOREA-WEST-1-SCP-B001 KOREA_WEST-1-SWN-FIN-B001' }),
}

const countries: ReadonlyMap<string, CountryOfRegion> = new Map(
  Object.entries({ aws, gcp, azure, oci, ...others }),
)

const isCountry = (text: string | undefined): text is string => text !== undefined && /^[A-Z]{2}$/.test(text)

/**
 * SkyPilot puts Norway beside the Swedish data centre EU-SE-1, so the data centre decides where there is one.
 */
const runpodCountry = (region: string, zone: string | undefined): string | undefined => {
  if (zone !== undefined) return runpod.get(zone)
  return isCountry(region) ? region : undefined
}

/**
 * Vast.ai writes `Bavaria, DE, EU`, `Montana, US` or `, US`: the second part is the country, a third the
 * continent.
 */
const vastCountry = (region: string): string | undefined => {
  const country = region.split(',')[1]?.trim()
  return isCountry(country) ? country : undefined
}

/**
 * Country in which a region lies.
 *
 * @param cloud - Name of the cloud as SkyPilot writes it: `aws`, `gcp`, `azure`, `runpod`, `vast` and so on.
 * @param region - The cloud's name of the region.
 * @param zone - The cloud's name of the zone or data centre.
 * @returns ISO 3166-1 alpha-2 code; undefined: not certain, which no residency rule accepts.
 * @example
 * countryOf('aws', 'eu-central-1') // => 'DE'
 * countryOf('runpod', 'NO', 'EU-SE-1') // => 'SE'
 * countryOf('vast', 'Bavaria, DE, EU') // => 'DE'
 * countryOf('aws', 'moon-base-1') // => undefined
 */
export const countryOf = (cloud: string, region: string, zone?: string): string | undefined => {
  if (cloud === 'runpod') return runpodCountry(region, zone)
  if (cloud === 'vast') return vastCountry(region)
  return countries.get(cloud)?.get(region)
}

/**
 * Data centres of RunPod in one country.
 *
 * @param country - ISO 3166-1 alpha-2 code.
 * @example
 * runpodDataCentresIn('SE') // => ['EU-SE-1', 'EU-SE-2']
 */
export const runpodDataCentresIn = (country: string): readonly string[] =>
  [...runpod].filter(([, itsCountry]) => itsCountry === country).map(([dataCentre]) => dataCentre)
