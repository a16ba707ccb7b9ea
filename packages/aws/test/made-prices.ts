/** A product of a price list as text, made in the shape of the fixture. */
export const productOf = (type: string, usd: number, region = 'us-east-1'): string =>
  JSON.stringify({
    product: {
      sku: type,
      productFamily: 'Compute Instance',
      attributes: {
        instanceType: type,
        operatingSystem: 'Linux',
        preInstalledSw: 'NA',
        tenancy: 'Shared',
        capacitystatus: 'Used',
        marketoption: 'OnDemand',
        locationType: 'AWS Region',
        regionCode: region,
      },
    },
    terms: {
      OnDemand: {
        [`${type}.1`]: {
          priceDimensions: { [`${type}.1.1`]: { unit: 'Hrs', pricePerUnit: { USD: String(usd) } } },
        },
      },
    },
  })

/** One row of a price file. */
export interface MadeRow {
  /** Type of the instance. */
  readonly type: string
  /** Price (USD/h). */
  readonly usd: number | string
  /** Columns that are otherwise. */
  readonly changes?: Readonly<Record<string, string>> | undefined
}

const columns = [
  'SKU',
  'OfferTermCode',
  'RateCode',
  'TermType',
  'PriceDescription',
  'EffectiveDate',
  'StartingRange',
  'EndingRange',
  'Unit',
  'PricePerUnit',
  'Currency',
  'LeaseContractLength',
  'PurchaseOption',
  'OfferingClass',
  'Product Family',
  'serviceCode',
  'Location',
  'Location Type',
  'Instance Type',
  'Current Generation',
  'Instance Family',
  'vCPU',
  'Physical Processor',
  'Clock Speed',
  'Memory',
  'Storage',
  'Network Performance',
  'Processor Architecture',
  'Storage Media',
  'Volume Type',
  'Max Volume Size',
  'Tenancy',
  'EBS Optimized',
  'Operating System',
  'License Model',
  'usageType',
  'operation',
  'CapacityStatus',
  'Dedicated EBS Throughput',
  'ECU',
  'GPU',
  'GPU Memory',
  'Intel AVX Available',
  'Normalization Size Factor',
  'Pre Installed S/W',
  'Processor Features',
  'Product Type',
  'Region Code',
  'serviceName',
  'instanceSKU',
  'MarketOption',
]

/** The lines before the rows of a price file. */
export const fileHead: string = [
  '"FormatVersion","v1.0"',
  '"Disclaimer","This pricing list is for informational purposes only."',
  '"Publication Date","2026-11-20T18:22:01Z"',
  '"Version","20261120182201"',
  '"OfferCode","AmazonEC2"',
  columns.map((name) => `"${name}"`).join(','),
].join('\n')

/** Writes a row of a price file. */
export const fileRow = ({ type, usd, changes = {} }: MadeRow): string => {
  const cells: Readonly<Record<string, string>> = {
    SKU: '6C86BEPQVG73ZGGR',
    OfferTermCode: 'JRTCKXETXF',
    RateCode: '6C86BEPQVG73ZGGR.JRTCKXETXF.6YS6EN2CT7',
    TermType: 'OnDemand',
    PriceDescription: `$${usd} per On Demand Linux ${type} Instance Hour`,
    EffectiveDate: '2026-11-01',
    StartingRange: '0',
    EndingRange: 'Inf',
    Unit: 'Hrs',
    PricePerUnit: String(usd),
    Currency: 'USD',
    'Product Family': 'Compute Instance',
    serviceCode: 'AmazonEC2',
    Location: 'US East (N. Virginia)',
    'Location Type': 'AWS Region',
    'Instance Type': type,
    'Current Generation': 'Yes',
    'Instance Family': 'GPU instance',
    vCPU: '8',
    'Physical Processor': 'AMD EPYC 7R13 Processor',
    Memory: '32 GiB',
    Storage: '1 x 450 NVMe SSD',
    'Network Performance': 'Up to 10 Gigabit',
    'Processor Architecture': '64-bit',
    Tenancy: 'Shared',
    'Operating System': 'Linux',
    'License Model': 'No License required',
    usageType: `BoxUsage:${type}`,
    operation: 'RunInstances',
    CapacityStatus: 'Used',
    'Dedicated EBS Throughput': 'Up to 3500 Mbps',
    ECU: 'NA',
    'Normalization Size Factor': '16',
    'Pre Installed S/W': 'NA',
    'Processor Features': 'AMD Turbo; AVX; AVX2',
    'Region Code': 'us-east-1',
    serviceName: 'Amazon Elastic Compute Cloud',
    MarketOption: 'OnDemand',
    ...changes,
  }
  return columns.map((name) => `"${cells[name] ?? ''}"`).join(',')
}

/** Writes a price file. */
export const bulkFile = (rows: readonly MadeRow[]): string =>
  `${[fileHead, ...rows.map(fileRow)].join('\n')}\n`
