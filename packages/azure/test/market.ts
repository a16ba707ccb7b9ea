import type { RecordedRequest, Route } from '@aima/gpu-testing'
import {
  evictionRows,
  type ListsByRegion,
  pricesByRegion,
  scoreRows,
  skusByRegion,
  usagesByRegion,
} from './fixtures.ts'

/** Rows that the services have. */
export interface Market {
  readonly prices: ListsByRegion
  readonly skus: ListsByRegion
  readonly usages: ListsByRegion
  readonly evictions: readonly unknown[]
  readonly scores: readonly unknown[]
  /** Rows of a page of prices. */
  readonly pageSize: number
}

const fixtureMarket: Market = {
  prices: pricesByRegion,
  skus: skusByRegion,
  usages: usagesByRegion,
  evictions: evictionRows,
  scores: scoreRows,
  pageSize: 1000,
}

export const pricesPath = '/api/retail/prices'
export const skusPath = /\/providers\/Microsoft\.Compute\/skus$/
export const usagesPath = /\/locations\/[a-z0-9]+\/usages$/
export const graphPath = '/providers/Microsoft.ResourceGraph/resources'
export const scoresPath = /\/placementScores\/spot\/generate$/

/** The region that a request is about. */
export const regionOf = ({ query, path }: RecordedRequest): string => {
  const [, inFilter] = /(?:armRegionName|location) eq '([^']*)'/.exec(query.get('$filter') ?? '') ?? []
  const [, inPath] = /\/locations\/([^/]+)\//.exec(path) ?? []
  return inFilter ?? inPath ?? ''
}

/** Whether a request asks the account. */
export const isOfAccount = ({ path }: RecordedRequest): boolean => path !== pricesPath

const pageOf = (request: RecordedRequest, { prices, pageSize }: Market): unknown => {
  const rows = prices[regionOf(request)] ?? []
  const from = Number(request.query.get('$skip') ?? 0)
  const next = new URLSearchParams(request.query)
  next.set('$skip', String(from + pageSize))
  const { host } = request.headers
  const items = rows.slice(from, from + pageSize)
  return {
    BillingCurrency: 'USD',
    Items: items,
    NextPageLink: from + pageSize < rows.length ? `http://${host}${pricesPath}?${next}` : null,
    Count: items.length,
  }
}

/** Routes of the price list and of an account. */
export const marketRoutes = (changes: Partial<Market> = {}): readonly Route[] => {
  const market: Market = { ...fixtureMarket, ...changes }
  return [
    { method: 'GET', path: pricesPath, reply: (request) => ({ json: pageOf(request, market) }) },
    {
      method: 'GET',
      path: skusPath,
      reply: (request) => ({ json: { value: market.skus[regionOf(request)] ?? [] } }),
    },
    {
      method: 'GET',
      path: usagesPath,
      reply: (request) => ({ json: { value: market.usages[regionOf(request)] ?? [] } }),
    },
    {
      method: 'POST',
      path: graphPath,
      reply: {
        json: {
          totalRecords: market.evictions.length,
          count: market.evictions.length,
          resultTruncated: 'false',
          facets: [],
          data: market.evictions,
        },
      },
    },
    { method: 'POST', path: scoresPath, reply: { json: { placementScores: market.scores } } },
  ]
}
