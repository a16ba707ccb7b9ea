import { z } from 'zod'
import type { CallFailure, Connection, Pages } from './client.ts'
import { pricingRegions } from './hosts.ts'
import { callJson } from './json-call.ts'
import { type ListPrice, type PriceScope, readProduct } from './price-product.ts'
import { type BadRow, badRow } from './rows.ts'
import { pageToken } from './wire.ts'

/** A page of `GetProducts`: every product is JSON as text. */
interface WireProducts {
  readonly PriceList?: readonly string[] | undefined
  readonly NextToken?: string | undefined
}

const WireProducts: z.ZodType<WireProducts> = z.object({
  PriceList: z.array(z.string()).optional(),
  NextToken: pageToken,
})

/** Prices of a region. */
export interface ListPrices {
  /** Price per hour by type. */
  readonly perHourByType: ReadonlyMap<string, number>
  /** Products that could not be read. */
  readonly bad: readonly BadRow[]
  /** Why some are missing, or all. */
  readonly failure?: CallFailure | undefined
}

/** Longest value of a filter (characters). Source: the Pricing service model (botocore, 2026-11). */
const longestValue = 1024

const isMetal = (type: string): boolean => type.includes('.metal')

/** Names in lists that are short enough for a filter. */
const chunked = (types: readonly string[]): readonly string[] => {
  const chunks: string[] = []
  for (const type of types) {
    const last = chunks.at(-1)
    if (last === undefined || last.length + type.length + 1 > longestValue) chunks.push(type)
    else chunks[chunks.length - 1] = `${last},${type}`
  }
  return chunks
}

type Filter = readonly [field: string, value: string, type?: 'TERM_MATCH' | 'ANY_OF']

/** The filters that leave one product of each type. Source: aws/karpenter-provider-aws 1d927085. */
const filtersOf = (types: string, { region }: PriceScope, kind: readonly Filter[]): readonly object[] => {
  const filters: readonly Filter[] = [
    ['regionCode', region],
    ['operatingSystem', 'Linux'],
    ['preInstalledSw', 'NA'],
    ['capacitystatus', 'Used'],
    ['marketoption', 'OnDemand'],
    ...kind,
    ['instanceType', types, 'ANY_OF'],
  ]
  return filters.map(([field, value, type = 'TERM_MATCH']) => ({ Type: type, Field: field, Value: value }))
}

const plainMachine: readonly Filter[] = [
  ['productFamily', 'Compute Instance'],
  ['tenancy', 'Shared'],
]

/** Some bare metal is listed only as dedicated. */
const bareMetal: readonly Filter[] = [
  ['productFamily', 'Compute Instance (bare metal)'],
  ['tenancy', 'Shared,Dedicated', 'ANY_OF'],
]

const getProducts = (
  connection: Connection,
  pricingRegion: string,
  filters: readonly object[],
): Promise<Pages<WireProducts>> =>
  callJson(connection, {
    service: 'pricing',
    hostPrefix: 'api.pricing',
    region: pricingRegion,
    target: 'AWSPriceListService.GetProducts',
    permission: 'pricing:GetProducts',
    body: { ServiceCode: 'AmazonEC2', Filters: filters, FormatVersion: 'aws_v1', MaxResults: 100 },
    schema: WireProducts,
    next: ({ NextToken }) => NextToken,
  })

/** The plainest of each type, then the first. */
const plainest = (prices: readonly ListPrice[]): ReadonlyMap<string, number> => {
  const byType = new Map<string, ListPrice>()
  for (const price of prices) {
    const known = byType.get(price.type)
    if (known === undefined || price.rank > known.rank) byType.set(price.type, price)
  }
  return new Map([...byType].map(([type, { perHour }]) => [type, perHour]))
}

/** Makes prices of the elements of a price list. */
const toListPrices = (elements: readonly string[], scope: PriceScope): ListPrices => {
  const prices: ListPrice[] = []
  const bad: BadRow[] = []
  for (const element of elements) {
    readProduct(element, scope).match(
      (price) => price !== undefined && prices.push(price),
      ({ type, issues }) => bad.push(badRow(`prices of ${scope.region}`, type, issues)),
    )
  }
  return { perHourByType: plainest(prices), bad }
}

/** Asks for the prices of types in a region. The host that answers is the same for all regions. */
export const readListPrices = async (
  connection: Connection,
  scope: PriceScope,
  types: readonly string[],
): Promise<ListPrices> => {
  const pricingRegion = pricingRegions[connection.partition]
  if (pricingRegion === undefined) return { perHourByType: new Map(), bad: [] }
  const queries = [
    ...chunked(types.filter((type) => !isMetal(type))).map((chunk) => filtersOf(chunk, scope, plainMachine)),
    ...chunked(types.filter(isMetal)).map((chunk) => filtersOf(chunk, scope, bareMetal)),
  ]
  const answers = await Promise.all(
    queries.map((filters) =>
      connection.pricesInFlight(
        () => getProducts(connection, pricingRegion, filters),
        connection.context.signal,
      ),
    ),
  )
  const elements = answers.flatMap(({ pages }) => pages.flatMap(({ PriceList = [] }) => PriceList))
  const [failure] = answers.flatMap((answer) => answer.failure ?? [])
  return { ...toListPrices(elements, scope), failure }
}
