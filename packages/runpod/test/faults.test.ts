import { describeWarning } from '@aima/gpu-core'
import type { HttpOptions } from '@aima/gpu-http'
import { type Fault, type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createRunpod } from '../src/index.ts'
import { nowMs } from './fixtures.ts'
import { askedOf, gpusReply, gpuTypesData, graphqlRoutes, restRoutes } from './market.ts'

const mebibyte = 2 ** 20

const faults: Readonly<Record<Fault['kind'], Fault>> = {
  hang: { kind: 'hang' },
  'hang-in-body': { kind: 'hang-in-body' },
  slow: { kind: 'slow', bytesPerSecond: 50 },
  reset: { kind: 'reset' },
  'reset-in-body': { kind: 'reset-in-body' },
  'wrong-length': { kind: 'wrong-length' },
  garbage: { kind: 'garbage' },
  truncated: { kind: 'truncated' },
  flood: { kind: 'flood', bytes: 4 * mebibyte },
  bomb: { kind: 'bomb', bytes: 4 * mebibyte },
  flapping: { kind: 'flapping', times: 9 },
}

/** Short only where time runs out in any case, and long enough for the sound replies on a busy machine. */
const timeoutsOf = ({ kind }: Fault): HttpOptions =>
  kind === 'hang' || kind === 'hang-in-body' || kind === 'slow'
    ? { attemptTimeoutMs: 1_500, maximumAttempts: 1 }
    : {}

/** How one reply of four is spoilt, and what the others bring. */
const listWith = (
  fault: Fault,
  { routes, spoilt }: { routes: readonly Route[]; spoilt: Route },
  apiKey: string,
) =>
  withReplayServer([spoilt, ...routes], async ({ baseUrl }) => {
    const source = createRunpod({
      baseUrl: `${baseUrl}/v2`,
      graphqlUrl: `${baseUrl}/graphql`,
      apiKey,
      counts: [1, 8],
      http: { ...timeoutsOf(fault), maximumBodyBytes: mebibyte, firstRetryDelayMs: 1 },
    })
    const result = await source.listOffers({}, { nowMs })
    return { fault, listing: result._unsafeUnwrap() }
  })

const isSecure8 = ({ query }: RecordedRequest): boolean =>
  query.get('cloud') === 'SECURE' && query.get('count') === '8'

const isSecure8InGraphql = (request: RecordedRequest): boolean => {
  const { root, cloud, counts } = askedOf(request)
  return root === 'gpuTypes' && cloud === 'SECURE' && counts[0] === 8
}

const rest = (fault: Fault) => ({
  routes: restRoutes,
  spoilt: { path: '/v2/catalog/gpus', when: isSecure8, reply: { json: gpusReply('SECURE', 8), fault } },
})

const graphql = (fault: Fault) => ({
  routes: graphqlRoutes,
  spoilt: {
    path: '/graphql',
    when: isSecure8InGraphql,
    reply: { json: { data: gpuTypesData('SECURE', 8) }, fault },
  },
})

describe.each([
  { name: 'REST', market: rest, apiKey: 'rpa_not_a_real_key' },
  { name: 'GraphQL', market: graphql, apiKey: '' },
])('over $name', ({ market, apiKey }) => {
  test.each(Object.values(faults))('$kind of one reply costs that part and nothing else', async (fault) => {
    const { listing } = await listWith(fault, market(fault), apiKey)
    const missing = listing.warnings.filter(({ kind }) => kind === 'part-missing').map(describeWarning)
    expect(missing).toEqual([expect.stringMatching(/^secure cloud, 8 GPUs is missing: /)])
    const parts = new Set(listing.offers.map(({ id, gpuCount }) => `${id.split('/')[1]} ${gpuCount}`))
    expect(parts).toEqual(new Set(['secure 1', 'community 1', 'community 8']))
  })

  test('a reply that fails once and then comes costs nothing', async () => {
    const fault: Fault = { kind: 'flapping', times: 1 }
    const { listing } = await listWith(fault, market(fault), apiKey)
    expect(listing.warnings.filter(({ kind }) => kind === 'part-missing')).toEqual([])
  })
})
