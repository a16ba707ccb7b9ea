import { adapterContract, type Route, replaceAt } from '@aima/gpu-testing'
import { it } from 'vitest'
import { createScaleway } from '../src/index.ts'
import { serversByZone, usdPerEur } from './fixtures.ts'
import { crowdedMarket, marketRoutes, serversPath } from './market.ts'

const perZone = 150

/** Each page is full of types that have not come before. */
const endless: Route = {
  path: serversPath(),
  reply: ({ query }) => {
    const names = Array.from({ length: 100 }, (_, index) => `X${query.get('page')}-${index}`)
    return { json: { servers: Object.fromEntries(names.map((name) => [name, { gpu: 1, hourly_price: 1 }])) } }
  },
}

const badRow: Route = {
  path: serversPath('fr-par-2'),
  reply: {
    json: replaceAt({ servers: serversByZone['fr-par-2'] }, ['servers', 'L4-1-24G', 'hourly_price'], 'free'),
  },
}

adapterContract(it, {
  create: ({ baseUrl, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createScaleway({
      baseUrl,
      usdPerEur,
      zones: ['fr-par-2', 'pl-waw-2'],
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
    empty: [{ path: /^/, reply: { json: { servers: {} } } }],
    badRow: [badRow, ...marketRoutes()],
    paged: {
      routes: marketRoutes(crowdedMarket(perZone)),
      offers: 2 * perZone,
      endless: [endless, ...marketRoutes()],
    },
    dispensable: ({ path }) => path.endsWith('/availability'),
    errorReply: (status) => ({ json: { type: 'error', message: `HTTP ${status}` } }),
  },
})
