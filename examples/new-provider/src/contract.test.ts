import { test } from 'node:test'
import { adapterContract, replaceAt } from '@aima/gpu-testing'
import { createAcme } from './acme.ts'
import priceList from './price-list.json' with { type: 'json' }

const route = (json: unknown) => ({ path: '/v1/machines', reply: { json } })

// Each check starts a server on this machine that plays these replies, and what can go wrong with them.
adapterContract((name, run) => test(name, run), {
  create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createAcme({
      baseUrl,
      apiKey: secret,
      http: {
        attemptTimeoutMs: timeoutMs,
        callTimeoutMs: timeoutMs,
        maximumBodyBytes: maximumBytes,
        maximumAttempts: attempts,
        firstRetryDelayMs: retryDelayMs,
      },
    }),
  entry: { url: new URL('./acme.ts', import.meta.url) },
  replies: {
    happy: [route(priceList)],
    empty: [route({ machines: [] })],
    badRow: [route(replaceAt(priceList, ['machines', 0, 'usdPerHour'], 'free'))],
  },
})
