import type { RecordedRequest, Reply, Route } from '@aima/gpu-testing'
import { advisor, fixture, products, quotas } from './fixtures.ts'

/** Beginning of the ids of zones, by region. */
const zonePrefixes: Readonly<Record<string, string>> = {
  'eu-central-1': 'euc1',
  'us-east-1': 'use1',
  'us-gov-west-1': 'usgw1',
}

/** Texts of the fixtures are of eu-central-1; they serve for every region. */
const inRegion = (text: string, region: string): string =>
  text.replaceAll('eu-central-1', region).replaceAll('euc1-', `${zonePrefixes[region] ?? region}-`)

/** Region that a host names. */
const regionOf = ({ path }: RecordedRequest): string => /\.([a-z]+-[a-z-]+-\d+)\./.exec(path)?.[1] ?? ''

const xml = (text: string): Reply => ({ text, headers: { 'content-type': 'text/xml;charset=UTF-8' } })

/** Whether a request is for an operation of EC2. */
export const isAction =
  (action: string) =>
  ({ body }: RecordedRequest): boolean =>
    body.startsWith(`Action=${action}&`)

const ec2Path = /^\/ec2\.[a-z0-9-]+\.amazonaws\.com\/$/

/** Answers an operation of EC2 with a text, whatever the region. */
export const ec2Route = (action: string, text: string): Route => ({
  method: 'POST',
  path: ec2Path,
  when: isAction(action),
  reply: (request) => xml(inRegion(text, regionOf(request))),
})

const fieldOf = (body: string, field: string): string => {
  const {
    Filters = [],
  }: { readonly Filters?: readonly { readonly Field: string; readonly Value: string }[] } = JSON.parse(body)
  return Filters.find(({ Field }) => Field === field)?.Value ?? ''
}

/** Answers for prices as the service filters: by type, in the region that is asked for. */
const pricesRoute = (rows: readonly unknown[]): Route => ({
  method: 'POST',
  path: /^\/api\.pricing\.us-east-1\.amazonaws\.com\/$/,
  reply: ({ body }) => {
    const types = fieldOf(body, 'instanceType').split(',')
    const region = fieldOf(body, 'regionCode')
    const texts = rows.map((row) => inRegion(JSON.stringify(row), region))
    const asked = texts.filter((text) => types.some((type) => text.includes(`"instanceType":"${type}"`)))
    return { json: { FormatVersion: 'aws_v1', PriceList: asked, NextToken: '' } }
  },
})

/** Answers for quotas. */
export const quotasRoute = (byCode: Readonly<Record<string, unknown>> = quotas): Route => ({
  method: 'POST',
  path: /^\/servicequotas\./,
  reply: ({ body }) => {
    const { QuotaCode }: { readonly QuotaCode: string } = JSON.parse(body)
    return { json: byCode[QuotaCode] ?? {} }
  },
})

/** Serves the Spot Advisor. */
export const advisorRoute: Route = {
  method: 'GET',
  path: '/spot-bid-advisor.s3.amazonaws.com/spot-advisor-data.json',
  reply: { json: advisor },
}

/** Serves the price files of all regions. */
export const bulkRoute = (text: string = fixture('prices.csv')): Route => ({
  method: 'GET',
  path: /^\/pricing\.us-east-1\.amazonaws\.com\/offers\/v1\.0\/aws\/AmazonEC2\/current\/[a-z0-9-]+\/index\.csv$/,
  reply: ({ path }) => {
    const [, region = ''] = /current\/([a-z0-9-]+)\//.exec(path) ?? []
    return { text: inRegion(text, region), headers: { 'content-type': 'text/csv' } }
  },
})

/** Everything that an account asks for. */
export const accountRoutes = (rows: readonly unknown[] = products): readonly Route[] => [
  ec2Route('DescribeInstanceTypes', fixture('instance-types.xml')),
  ec2Route('DescribeInstanceTypeOfferings', fixture('offerings.xml')),
  ec2Route('DescribeSpotPriceHistory', fixture('spot-prices.xml')),
  ec2Route('DescribeAvailabilityZones', fixture('zones.xml')),
  // It tells of all regions, whichever is asked.
  { path: ec2Path, when: isAction('DescribeRegions'), reply: xml(fixture('regions.xml')) },
  ec2Route('GetSpotPlacementScores', fixture('placement-scores.xml')),
  pricesRoute(rows),
  quotasRoute(),
  advisorRoute,
]

/** Everything that is public. */
export const publicRoutes: readonly Route[] = [bulkRoute(), advisorRoute]

const codes: Readonly<Record<number, string>> = {
  400: 'InvalidParameterValue',
  401: 'AuthFailure',
  403: 'UnauthorizedOperation',
  404: 'InvalidAction',
  429: 'RequestLimitExceeded',
  500: 'InternalError',
  503: 'Unavailable',
}

/** An error as EC2 words it. */
export const ec2Error = (status: number, code: string = codes[status] ?? 'InternalError'): Reply => ({
  status,
  text: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>1b0c</RequestID></Response>`,
  headers: { 'content-type': 'text/xml;charset=UTF-8' },
})
