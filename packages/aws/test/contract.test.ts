import { type AdapterContract, adapterContract, type Reply, type Route } from '@aima/gpu-testing'
import { describe, it } from 'vitest'
import { createAws } from '../src/index.ts'
import { accountRoutes, bulkRoute, ec2Error, ec2Route, isAction, publicRoutes } from './aws-routes.ts'
import { fixture } from './fixtures.ts'

const regions = ['eu-central-1', 'us-east-1']

const create =
  (hasAccount: boolean): AdapterContract['create'] =>
  ({ baseUrl, secret, timeoutMs, maximumBytes, attempts, retryDelayMs }) =>
    createAws({
      baseUrl,
      regions,
      // What the suite plants is in both keys at once, and in the token.
      credentials:
        secret === undefined || !hasAccount
          ? 'none'
          : { accessKeyId: `AKID${secret}`, secretAccessKey: secret, sessionToken: `token${secret}` },
      cacheHours: 0,
      bulkTimeoutMs: timeoutMs,
      maximumBulkBytes: maximumBytes,
      http: {
        attemptTimeoutMs: timeoutMs,
        callTimeoutMs: timeoutMs,
        maximumBodyBytes: maximumBytes,
        maximumAttempts: attempts,
        firstRetryDelayMs: retryDelayMs,
      },
    })

const entry = { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] }

const emptyOf = (action: string, list: string): Route =>
  ec2Route(action, `<${action}Response><requestId>1</requestId><${list}/></${action}Response>`)

/** Types of the fixture, the g6.xlarge with a number of GPUs that is none, in one region. */
const badType: Route = {
  path: /^\/ec2\.eu-central-1\./,
  when: isAction('DescribeInstanceTypes'),
  reply: {
    text: fixture('instance-types.xml').replace(
      '<name>L4</name><manufacturer>NVIDIA</manufacturer><count>1</count>',
      '<name>L4</name><manufacturer>NVIDIA</manufacturer><count>one</count>',
    ),
  },
}

const pagesOf = (last: (token: string | undefined) => string): Route => ({
  path: /^\/ec2\./,
  when: isAction('DescribeInstanceTypes'),
  reply: ({ body }) => {
    const token = new URLSearchParams(body).get('NextToken') ?? undefined
    return { text: last(token) }
  },
})

/** Two pages, of which the second has the last five types. */
const halves = (token: string | undefined): string => {
  const text = fixture('instance-types.xml')
  const items = text.match(/\n {4}<item>.*<\/item>(?=\n)/g) ?? []
  const kept = token === undefined ? items.slice(0, 7) : items.slice(7)
  const next = token === undefined ? '<nextToken>page2</nextToken>' : '<nextToken/>'
  return `<DescribeInstanceTypesResponse><instanceTypeSet>${kept.join('')}</instanceTypeSet>${next}</DescribeInstanceTypesResponse>`
}

const endless = (token: string | undefined): string =>
  `<DescribeInstanceTypesResponse><instanceTypeSet/><nextToken>${Number(token ?? 0) + 1}</nextToken></DescribeInstanceTypesResponse>`

const offersOfFixtures = 32

const isPublicOrJson = ({ path }: { readonly path: string }): boolean => !path.startsWith('/ec2.')

describe('with an account', () => {
  adapterContract(it, {
    create: create(true),
    entry,
    limits: { format: 'text' },
    replies: {
      happy: accountRoutes(),
      empty: [emptyOf('DescribeInstanceTypes', 'instanceTypeSet'), ...accountRoutes()],
      badRow: [badType, ...accountRoutes()],
      paged: {
        routes: [pagesOf(halves), ...accountRoutes()],
        offers: offersOfFixtures,
        endless: [pagesOf(endless), ...accountRoutes()],
      },
      withoutCredentials: publicRoutes,
      dispensable: isPublicOrJson,
      errorReply: (status): Reply => ec2Error(status),
    },
    ownFaults: [
      {
        name: 'a key that is unknown, which EC2 answers with 401 and AuthFailure',
        expected: 'unauthorized',
        routes: [{ path: /^/, reply: ec2Error(401, 'AuthFailure') }],
      },
      {
        name: 'a key that is unknown, which services of JSON answer with 400',
        expected: 'unauthorized',
        routes: [{ path: /^/, reply: ec2Error(400, 'UnrecognizedClientException') }],
      },
      {
        name: 'throttling by 503',
        expected: 'rate-limited',
        routes: [{ path: /^/, reply: ec2Error(503, 'RequestLimitExceeded') }],
      },
    ],
  })
})

describe('without an account', () => {
  adapterContract(it, {
    create: create(false),
    entry,
    limits: { format: 'text' },
    replies: {
      happy: publicRoutes,
      empty: [bulkRoute(fixture('prices.csv').split('\n').slice(0, 7).join('\n')), ...publicRoutes],
      badRow: [
        {
          path: /\/eu-central-1\/index\.csv$/,
          reply: { text: fixture('prices.csv').replace('"5.7522000000","USD"', '"free","USD"') },
        },
        ...publicRoutes,
      ],
      dispensable: ({ path }) => path.includes('spot-bid-advisor'),
      errorReply: (status): Reply => ec2Error(status),
    },
  })
})
