import { adapterContract, type Route, replaceAt } from '@aima/gpu-testing'
import { describe, it } from 'vitest'
import { createRunpod } from '../src/index.ts'
import { askedOf, gpusReply, gpuTypesData, graphqlRoutes, restRoutes } from './market.ts'

/** A listing is five requests here, and some checks make hundreds of listings. */
const patiently = (name: string, run: () => Promise<void>): void => it(name, run, 60_000)

const entry = { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] }

/** How RunPod words an error of REST. Source: REST v2 description (2026-08-18), `ErrorResponse`. */
const problem = (status: number) => ({
  headers: { 'content-type': 'application/problem+json' },
  json: { title: 'Error', status, detail: 'request could not be processed' },
})

const noGpus: Route = { path: '/v2/catalog/gpus', reply: { json: { gpus: [] } } }
const noDataCenters: Route = { path: '/v2/catalog/datacenters', reply: { json: { dataCenters: [] } } }

const badGpu: Route = {
  path: '/v2/catalog/gpus',
  when: ({ query }) => query.get('cloud') === 'COMMUNITY' && query.get('count') === '8',
  reply: { json: replaceAt(gpusReply('COMMUNITY', 8), ['gpus', 4, 'price', 'community'], 'free') },
}

describe('with a key, over REST', () => {
  adapterContract(patiently, {
    create: ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
      createRunpod({
        baseUrl: `${baseUrl}/v2`,
        graphqlUrl: `${baseUrl}/graphql`,
        apiKey: secret ?? '',
        counts: [1, 8],
        http: {
          attemptTimeoutMs: timeoutMs,
          callTimeoutMs: timeoutMs,
          maximumBodyBytes: maximumBytes,
          maximumAttempts: attempts,
          firstRetryDelayMs: retryDelayMs,
        },
      }),
    entry,
    replies: {
      happy: restRoutes,
      empty: [noGpus, noDataCenters],
      badRow: [badGpu, ...restRoutes],
      withoutCredentials: graphqlRoutes,
      dispensable: ({ path }) => path === '/v2/catalog/datacenters',
      errorReply: problem,
    },
    ownFaults: [
      {
        name: 'a block by the edge, which is no matter of the key',
        expected: 'provider-failed',
        routes: [{ path: /^/, reply: { status: 403, text: 'error code: 1010' } }],
      },
    ],
  })
})

const isBad: Route['when'] = (request) => {
  const { root, cloud, counts } = askedOf(request)
  return root === 'gpuTypes' && cloud === 'COMMUNITY' && counts[0] === 8
}

const errorWithData: Route = {
  path: '/graphql',
  reply: {
    json: { errors: [{ message: 'Something went wrong.', extensions: { code: 'RUNPOD' } }], data: null },
  },
}

describe('without a key, over GraphQL', () => {
  adapterContract(patiently, {
    create: ({ baseUrl, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
      createRunpod({
        baseUrl: `${baseUrl}/v2`,
        graphqlUrl: `${baseUrl}/graphql`,
        apiKey: '',
        counts: [1, 8],
        http: {
          attemptTimeoutMs: timeoutMs,
          callTimeoutMs: timeoutMs,
          maximumBodyBytes: maximumBytes,
          maximumAttempts: attempts,
          firstRetryDelayMs: retryDelayMs,
        },
      }),
    entry,
    replies: {
      happy: graphqlRoutes,
      empty: [{ path: '/graphql', reply: { json: { data: { gpuTypes: [], dataCenters: [] } } } }],
      badRow: [
        {
          path: '/graphql',
          when: isBad,
          reply: {
            json: replaceAt({ data: gpuTypesData('COMMUNITY', 8) }, ['data', 'gpuTypes', 4, 'id'], 7),
          },
        },
        ...graphqlRoutes,
      ],
      dispensable: (request) => askedOf(request).root === 'dataCenters',
    },
    ownFaults: [
      { name: 'an error with status 200', expected: 'unexpected-shape', routes: [errorWithData] },
      {
        name: 'an error of credentials with status 200',
        expected: 'unauthorized',
        routes: [
          {
            path: '/graphql',
            reply: { json: { errors: [{ message: 'log in', extensions: { code: 'UNAUTHENTICATED' } }] } },
          },
        ],
      },
    ],
  })
})
