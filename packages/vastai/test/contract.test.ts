import { adapterContract, replaceAt } from '@aima/gpu-testing'
import { it } from 'vitest'
import { createVastai } from '../src/index.ts'
import { fixtureRows } from './fixtures.ts'
import { crowdedMarket, marketRoutes } from './market.ts'

const route = (json: unknown) => ({ method: 'POST', path: '/api/v0/bundles/', reply: { json } })

const happy = { offers: fixtureRows }

const crowd = crowdedMarket(150)

/** Every reply is full and goes on where the one before it ended. */
const endless = {
  method: 'POST',
  path: '/api/v0/bundles/',
  reply: ({ body }: { readonly body: string }) => {
    const { min_bid: bid, dph_total: price } = JSON.parse(body)
    const from = Math.ceil(((bid ?? price)?.gte ?? 0) * 100)
    const offers = crowd.slice(0, 64).map((row, index) => ({
      ...row,
      id: 1 + from * 1_000 + index,
      dph_base: (from + index) / 100,
      dph_total: (from + index) / 100,
      min_bid: (from + index) / 100,
    }))
    return { json: { offers } }
  },
}

adapterContract(it, {
  create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createVastai({
      baseUrl,
      apiKey: secret ?? '',
      hosts: 'any',
      pauseMs: 0,
      maximumRequests: 20,
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
    happy: [route(happy)],
    empty: [route({ offers: [] })],
    badRow: [route(replaceAt(happy, ['offers', 0, 'num_gpus'], 'one'))],
    paged: { routes: marketRoutes(crowd, { cap: 64 }), offers: 2 * crowd.length, endless: [endless] },
    errorReply: (status) => ({ json: { success: false, error: 'error', msg: `HTTP ${status}` } }),
  },
  ownFaults: [
    {
      name: 'a wrong key, which Vast.ai answers with 404',
      expected: 'unauthorized',
      routes: [
        {
          path: '/api/v0/bundles/',
          reply: { status: 404, json: { error: 'auth_error', msg: 'Invalid user key' } },
        },
      ],
    },
    {
      name: 'a refusal in plain text',
      expected: 'rate-limited',
      routes: [
        {
          path: '/api/v0/bundles/',
          reply: { status: 429, text: 'API requests too frequent: endpoint threshold=3.0' },
        },
      ],
    },
    {
      name: 'NaN, which is no JSON',
      expected: 'unexpected-shape',
      routes: [{ path: '/api/v0/bundles/', reply: { text: '{"offers":[{"id":1,"dlperf":NaN}]}' } }],
    },
  ],
})
