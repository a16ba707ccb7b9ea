import type { Partition } from './regions.ts'

/** Domain of each partition. Source: the endpoints of AWS's service models (botocore, 2026-11). */
const domains: Readonly<Record<Partition, string>> = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
}

/** Host of a service in a region. */
export const regionalHost = (service: string, region: string, partition: Partition): string =>
  `${service}.${region}.${domains[partition]}`

/** Where prices are asked for: the answer is the same for the whole partition. GovCloud's keys are not accepted there. */
export const pricingRegions: Readonly<Record<Partition, string | undefined>> = {
  aws: 'us-east-1',
  'aws-us-gov': undefined,
  'aws-cn': 'cn-northwest-1',
}

/** Public file of the prices of a region. Source: AWS Billing user guide, "Price List Bulk API" (2026). */
export const bulkFileOf = (
  region: string,
  partition: Partition,
): { readonly host: string; readonly path: string } => {
  const [host, folder] =
    partition === 'aws-cn'
      ? ['pricing.cn-north-1.amazonaws.com.cn', 'cn']
      : ['pricing.us-east-1.amazonaws.com', 'aws']
  return { host, path: `/offers/v1.0/${folder}/AmazonEC2/current/${region}/index.csv` }
}

/** Public file of the Spot Instance Advisor. */
export const advisorFile = {
  host: 'spot-bid-advisor.s3.amazonaws.com',
  path: '/spot-advisor-data.json',
} as const

/**
 * Address of a path on a host.
 *
 * @param baseUrl - A stand-in for all hosts, such as a proxy; the host comes first in its path. Undefined: none.
 * @param at - Host and path.
 * @example
 * addressOf(undefined, { host: 'ec2.eu-west-1.amazonaws.com', path: '/' }) // => 'https://ec2.eu-west-1.amazonaws.com/'
 * addressOf('http://127.0.0.1:8080', { host: 'a.example', path: '/b' }) // => 'http://127.0.0.1:8080/a.example/b'
 */
export const addressOf = (
  baseUrl: string | undefined,
  { host, path }: { readonly host: string; readonly path: string },
): string =>
  baseUrl === undefined ? `https://${host}${path}` : `${baseUrl.replace(/\/+$/, '')}/${host}${path}`
