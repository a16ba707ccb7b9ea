import { adapterContract, type Route, replaceAt } from '@aima/gpu-testing'
import { it } from 'vitest'
import { createAzure } from '../src/index.ts'
import { priceRow, pricesByRegion, rowsIn, subscriptionId } from './fixtures.ts'
import { graphPath, isOfAccount, marketRoutes, pricesPath, regionOf, scoresPath } from './market.ts'

/** A listing is eight requests here, and some checks make hundreds of listings. */
const patiently = (name: string, run: () => Promise<void>): void => it(name, run, 60_000)

const regions = ['eastus', 'westeurope']
const pageSize = 5
const offersOfAllPages = 18

const badIndex = rowsIn(pricesByRegion, 'eastus').findIndex((row) =>
  JSON.stringify(row).includes('Standard_NV36ads_A10_v5'),
)

const badRow: Route = {
  path: pricesPath,
  when: (request) => regionOf(request) === 'eastus',
  reply: {
    json: replaceAt({ Items: rowsIn(pricesByRegion, 'eastus') }, ['Items', badIndex, 'retailPrice'], 'free'),
  },
}

/** Each page names a next one that has not come before. */
const endless: Route = {
  path: pricesPath,
  reply: ({ query, headers: { host } }) => {
    const next = new URLSearchParams(query)
    next.set('$skip', String(Number(query.get('$skip') ?? 0) + 1))
    return { json: { Items: [priceRow()], NextPageLink: `http://${host}${pricesPath}?${next}` } }
  },
}

const emptyRoutes: readonly Route[] = [
  { path: pricesPath, reply: { json: { Items: [], NextPageLink: null, Count: 0 } } },
  { path: graphPath, reply: { json: { data: [], resultTruncated: 'false' } } },
  { path: scoresPath, reply: { json: { placementScores: [] } } },
  { path: /^/, reply: { json: { value: [] } } },
]

adapterContract(patiently, {
  create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createAzure({
      regions,
      pricesBaseUrl: baseUrl,
      managementBaseUrl: baseUrl,
      subscriptionId: secret === undefined ? '' : subscriptionId,
      ...(secret === undefined ? {} : { accessToken: async () => secret }),
      http: {
        attemptTimeoutMs: timeoutMs,
        callTimeoutMs: timeoutMs,
        maximumBodyBytes: maximumBytes,
        maximumAttempts: attempts,
        firstRetryDelayMs: retryDelayMs,
      },
    }),
  entry: { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] },
  replies: {
    happy: marketRoutes(),
    empty: emptyRoutes,
    badRow: [badRow, ...marketRoutes()],
    paged: {
      routes: marketRoutes({ pageSize }),
      offers: offersOfAllPages,
      endless: [endless, ...marketRoutes()],
    },
    dispensable: isOfAccount,
    errorReply: (status) => ({ json: { error: { code: 'SomeCode', message: `HTTP ${status}` } } }),
  },
  ownFaults: [
    {
      name: 'a refused filter',
      expected: 'provider-failed',
      routes: [
        {
          path: /^/,
          reply: {
            status: 400,
            json: { Error: { Code: 'BadRequest', Message: 'Invalid OData parameters supplied' } },
          },
        },
      ],
    },
  ],
})
