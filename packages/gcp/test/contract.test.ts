import { adapterContract, type Route, replaceAt } from '@aima/gpu-testing'
import { it } from 'vitest'
import { createGcp } from '../src/index.ts'
import { replies } from './fixtures.ts'
import { endlessRoutes, marketRoutes, pagedRoutes, paths } from './market.ts'

/** As Google words an error. */
const wordedError = (status: number, reason: string) => ({
  json: {
    error: {
      code: status,
      message: `HTTP ${status}`,
      status: 'FAILED',
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }],
    },
  },
})

const badMachine = replaceAt(
  replies.machineTypes,
  ['items', 'zones/us-east1-d', 'machineTypes', 0, 'guestCpus'],
  'four',
)

const nothing: readonly Route[] = [{ path: /^/, reply: { json: {} } }]

adapterContract(it, {
  create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createGcp({
      billingBaseUrl: baseUrl,
      computeBaseUrl: baseUrl,
      apiKey: secret,
      accessToken: secret === undefined ? undefined : async () => secret,
      projectId: 'p',
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
    empty: nothing,
    badRow: marketRoutes({ machineTypes: badMachine }),
    paged: { routes: pagedRoutes(), offers: 60, endless: endlessRoutes() },
    dispensable: ({ path }) =>
      [paths.acceleratorTypes, paths.regions, paths.project].some((one) => one === path) ||
      paths.advice.test(path),
    errorReply: (status) => wordedError(status, 'OTHER'),
  },
  ownFaults: [
    {
      name: 'a wrong API key, which Google answers with 400',
      expected: 'unauthorized',
      routes: [{ path: /^/, reply: { status: 400, ...wordedError(400, 'API_KEY_INVALID') } }],
    },
    {
      name: 'too many requests, which Compute Engine answers with 403',
      expected: 'rate-limited',
      routes: [
        {
          path: /^/,
          reply: { status: 403, json: { error: { code: 403, errors: [{ reason: 'rateLimitExceeded' }] } } },
        },
      ],
    },
    {
      name: 'a token that is wrong although the key is right',
      expected: 'unauthorized',
      routes: [
        { path: paths.skus, reply: { json: replies.skus } },
        { path: /^/, reply: { status: 401, ...wordedError(401, 'ACCESS_TOKEN_EXPIRED') } },
      ],
    },
  ],
})
