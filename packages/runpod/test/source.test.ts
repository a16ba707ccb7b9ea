import { describeWarning, type ListedOffer, type Listing, type OfferQuery } from '@aima/gpu-core'
import { type RecordedRequest, type Route, replaceAt, withReplayServer } from '@aima/gpu-testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createRunpod, type RunpodOptions } from '../src/index.ts'
import { nowMs } from './fixtures.ts'
import { askedOf, gpuTypesData, graphqlRoutes, restRoutes } from './market.ts'

const key = 'rpa_not_a_real_key'

/** What one listing over real sockets ended with, and what it asked. */
const listFrom = async (routes: readonly Route[], options: RunpodOptions = {}, query: OfferQuery = {}) =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const addresses = { baseUrl: `${baseUrl}/v2`, graphqlUrl: `${baseUrl}/graphql` }
    const source = createRunpod({ ...addresses, http: { maximumAttempts: 1 }, counts: [1, 8], ...options })
    return { result: await source.listOffers(query, { nowMs }), requests }
  })

const listingFrom = async (routes: readonly Route[], options?: RunpodOptions, query?: OfferQuery) => {
  const { result, requests } = await listFrom(routes, options, query)
  return { listing: result._unsafeUnwrap(), requests }
}

const withKey = (options: RunpodOptions = {}, query?: OfferQuery) =>
  listingFrom(restRoutes, { apiKey: key, ...options }, query)

const withoutKey = (options: RunpodOptions = {}, query?: OfferQuery) =>
  listingFrom(graphqlRoutes, { apiKey: '', ...options }, query)

const addressOf = ({ method, path, query }: RecordedRequest): string => {
  const text = new URLSearchParams([...query].sort()).toString()
  return `${method} ${path}${text === '' ? '' : `?${text}`}`
}

const texts = ({ warnings }: Listing): readonly string[] => warnings.map(describeWarning)

beforeEach(() => vi.stubEnv('RUNPOD_API_KEY', undefined))
afterEach(() => vi.unstubAllEnvs())

describe('with a key', () => {
  test('asks for each cloud at each count, with product beside include, and for the data centres', async () => {
    const { requests } = await withKey()
    expect(requests.map(addressOf).sort()).toEqual([
      'GET /v2/catalog/datacenters',
      'GET /v2/catalog/gpus?cloud=COMMUNITY&count=1&include=AVAILABILITY&product=POD',
      'GET /v2/catalog/gpus?cloud=COMMUNITY&count=8&include=AVAILABILITY&product=POD',
      'GET /v2/catalog/gpus?cloud=SECURE&count=1&include=AVAILABILITY&product=POD',
      'GET /v2/catalog/gpus?cloud=SECURE&count=8&include=AVAILABILITY&product=POD',
    ])
  })

  test('sends the key as a bearer token, and an agent of its own', async () => {
    const { requests } = await withKey()
    for (const { headers } of requests) {
      expect(headers).toMatchObject({ authorization: `Bearer ${key}` })
      expect(headers['user-agent']).toMatch(/\S/)
    }
  })

  test('takes the key from the environment at the moment of the listing', async () => {
    const { sent, source } = await withReplayServer(restRoutes, async ({ baseUrl, requests }) => {
      const late = createRunpod({ baseUrl: `${baseUrl}/v2`, clouds: ['SECURE'], counts: [1] })
      vi.stubEnv('RUNPOD_API_KEY', ` ${key}\n`)
      await late.listOffers({}, { nowMs })
      return { sent: requests.map(({ headers }) => headers), source: late }
    })
    const expected = { authorization: `Bearer ${key}` }
    expect(sent).toMatchObject([expected, expected])
    expect(JSON.stringify(source)).not.toContain(key)
  })

  test('prints how many requests a full listing takes', async () => {
    const full = await withKey({ counts: undefined })
    const spot = await listingFrom([...restRoutes, ...graphqlRoutes], {
      apiKey: key,
      counts: undefined,
      includeSpot: true,
    })
    const keyless = await withoutKey({ counts: undefined })
    const counts = [full, spot, keyless].map(({ requests }) => requests.length)
    console.info(
      `requests per full listing: ${counts[0]} with a key, ${counts[1]} with spot, ${counts[2]} without a key`,
    )
    expect(counts).toEqual([9, 17, 9])
  })

  test('asks only for counts that are enough', async () => {
    for (const gpuCount of [2, 8]) {
      const { listing, requests } = await withKey({}, { gpuCount })
      expect(requests).toHaveLength(3)
      expect(new Set(listing.offers.map((offer) => offer.gpuCount))).toEqual(new Set([8]))
    }
  })

  test('asks for the count of the query beside the usual ones, unless counts are named', async () => {
    const countsOf = async (gpuCount: number) => {
      const { requests } = await withKey({ counts: undefined, clouds: ['SECURE'] }, { gpuCount })
      return requests.flatMap(({ query }) => query.get('count') ?? []).sort()
    }
    expect(await countsOf(3)).toEqual(['3', '4', '8'])
    expect(await countsOf(9)).toEqual(['9'])
    expect(await countsOf(65)).toEqual([])
  })

  test('asks for stock on hosts with the CUDA version that is needed, and orders that version', async () => {
    const { listing, requests } = await withKey({ clouds: ['SECURE'] }, { cudaVersion: 12 })
    const asked = requests.map(({ query }) => query.get('minCudaVersion'))
    expect(asked.sort()).toEqual(['12.0', '12.0', null])
    const rtx4090 = listing.offers.find(({ id }) => id === 'runpod/secure/EU-RO-1/NVIDIA GeForce RTX 4090/1')
    expect(rtx4090?.launch).toMatchObject({ gpu: { minCudaVersion: '12.0' } })
  })

  test('asks nothing for more GPUs than it lists, and says so', async () => {
    const { listing, requests } = await withKey({}, { gpuCount: 9 })
    expect(requests).toEqual([])
    expect(texts(listing)).toEqual(['pods of up to 8 GPUs are listed; the option counts may name more'])
  })

  test('asks nothing where no country is allowed', async () => {
    const { listing, requests } = await withKey({}, { countries: [] })
    expect(requests).toEqual([])
    expect(listing).toEqual({ offers: [], warnings: [], observedAtMs: nowMs })
  })

  test('lists each type once for each place, cloud and count, with its price', async () => {
    const { listing } = await withKey()
    const lines = listing.offers.map(
      ({ id, price, capacity, trust }) => `${id}: ${price?.usdPerHour} ${capacity?.stock} ${trust}`,
    )
    expect(lines).toMatchSnapshot()
  })

  test('warns of what it does not know, and of nothing else', async () => {
    const { listing } = await withKey()
    expect(texts(listing)).toEqual([
      'the country of EU-NEW-1 is not known, so rules on countries refuse it; a newer version may know it',
    ])
  })

  test('lists GPUs without the data centres, whose certificates are then unknown', async () => {
    const failing: Route = { path: '/v2/catalog/datacenters', reply: { status: 500, json: {} } }
    const { listing } = await listingFrom([failing, ...restRoutes], { apiKey: key })
    const { listing: whole } = await withKey()
    expect(texts(listing)).toContain('data centres is missing: provider failed (HTTP 500)')
    expect(listing.offers.map(({ id }) => id)).toEqual(whole.offers.map(({ id }) => id))
    expect(listing.offers.some(({ certifications }) => certifications !== undefined)).toBe(false)
  })

  test('lists what came when requests for GPUs fail, with a warning for each', async () => {
    const failing: Route = {
      path: '/v2/catalog/gpus',
      when: ({ query }) => query.get('count') === '8',
      reply: { status: 502, text: '<html>' },
    }
    const { listing } = await listingFrom([failing, ...restRoutes], { apiKey: key })
    expect(texts(listing).slice(0, 2)).toEqual([
      'secure cloud, 8 GPUs is missing: provider failed (HTTP 502)',
      'community cloud, 8 GPUs is missing: provider failed (HTTP 502)',
    ])
    expect(new Set(listing.offers.map(({ gpuCount }) => gpuCount))).toEqual(new Set([1]))
  })

  test('sends no more requests once its key is refused', async () => {
    const refused: Route = { path: /^/, reply: { status: 401, json: { title: 'Unauthorized', status: 401 } } }
    const { result, requests } = await listFrom([refused], {
      apiKey: key,
      counts: [1, 2, 4, 8],
      concurrency: 1,
    })
    expect(result._unsafeUnwrapErr()).toEqual({ kind: 'unauthorized', status: 401 })
    expect(requests).toHaveLength(1)
  })

  test('takes a 403 in JSON for a matter of the key, and one in plain text for a block by the edge', async () => {
    const refusal = async (reply: Route['reply']) => {
      const { result } = await listFrom([{ path: /^/, reply }], { apiKey: key })
      return result._unsafeUnwrapErr()
    }
    const json = { title: 'Forbidden', status: 403, detail: 'access denied' }
    expect(await refusal({ status: 403, json })).toEqual({ kind: 'unauthorized', status: 403 })
    expect(await refusal({ status: 403, text: 'error code: 1010' })).toEqual({
      kind: 'provider-failed',
      status: 403,
    })
  })

  test('waits for the longest window of the quota that is used up', async () => {
    const headers = { 'retry-after': '12', ratelimit: '"minute";r=0;t=12, "hour";r=0;t=1812' }
    const { result } = await listFrom([{ path: /^/, reply: { status: 429, headers, json: {} } }], {
      apiKey: key,
    })
    expect(result._unsafeUnwrapErr()).toEqual({ kind: 'rate-limited', retryAfterMs: 1_812_000 })
  })

  test('is cancelled as a whole, even where all GPUs came before', async () => {
    const hanging: Route = { path: '/v2/catalog/datacenters', reply: { fault: { kind: 'hang' } } }
    const error = await withReplayServer([hanging, ...restRoutes], async (server) => {
      const controller = new AbortController()
      const source = createRunpod({
        apiKey: key,
        baseUrl: `${server.baseUrl}/v2`,
        counts: [1],
        concurrency: 1,
      })
      const listing = source.listOffers({}, { nowMs, signal: controller.signal })
      await server.requestsArrived(3)
      controller.abort()
      return (await listing)._unsafeUnwrapErr()
    })
    expect(error).toEqual({ kind: 'cancelled' })
  })

  test('shows no key, even where a reply repeats it', async () => {
    const echo: Route = {
      path: '/v2/catalog/gpus',
      reply: {
        json: {
          gpus: [
            { id: key, secure: true, community: true },
            { id: `${key} 2`, secure: 1 },
          ],
        },
      },
    }
    const { listing } = await listingFrom([echo, ...restRoutes], { apiKey: key })
    expect(texts(listing).join()).not.toContain(key)
    expect(texts(listing)).not.toEqual([])
  })
})

describe('without a key', () => {
  test('asks GraphQL for each cloud at each count, always naming the cloud, and for the data centres', async () => {
    const { requests } = await withoutKey()
    expect(requests.map((request) => `${request.method} ${request.path}`)).toEqual(
      Array(5).fill('POST /graphql'),
    )
    expect(requests.map((request) => askedOf(request).query).sort()).toMatchSnapshot()
  })

  test('sends no key', async () => {
    const { requests } = await withoutKey()
    expect(requests.some(({ headers }) => 'authorization' in headers)).toBe(false)
  })

  test('says where its prices come from and what would bring more', async () => {
    const { listing } = await withoutKey()
    expect(texts(listing)[0]).toMatch(/GraphQL.*early 2027.*RUNPOD_API_KEY/)
  })

  test('lists the same as with a key, and what the host has besides', async () => {
    const [{ listing: keyed }, { listing: keyless }] = [await withKey(), await withoutKey()]
    const withoutHost = (offer: ListedOffer) => ({ ...offer, host: { ...offer.host, vcpus: 0, ramGiB: 0 } })
    expect(keyless.offers.map(withoutHost)).toEqual(keyed.offers.map(withoutHost))
    const h100 = keyless.offers.find(({ gpuCount, capacity }) => gpuCount === 8 && capacity?.stock !== 'none')
    expect(h100?.host).toMatchObject({ vcpus: 64 })
  })

  test('knows no country where the data centres are missing', async () => {
    const failing: Route = {
      path: '/graphql',
      when: (request) => askedOf(request).root === 'dataCenters',
      reply: { json: { errors: [{ message: 'not allowed' }], data: null } },
    }
    const { listing } = await listingFrom([failing, ...graphqlRoutes], { apiKey: '' })
    expect(listing.offers.length).toBeGreaterThan(0)
    expect(listing.offers.some(({ place }) => place.country !== undefined)).toBe(false)
    expect(texts(listing)).toContain('data centres is missing: unexpected answer: errors: not allowed')
  })

  test('asks for no data centres where only the community cloud is listed', async () => {
    const { requests } = await withoutKey({ clouds: ['COMMUNITY'] })
    expect(requests.map((request) => askedOf(request).root)).toEqual(['gpuTypes', 'gpuTypes'])
  })
})

describe('spot', () => {
  const cheap: Route = {
    path: '/graphql',
    when: (request) => askedOf(request).root === 'gpuTypes' && askedOf(request).cloud === 'SECURE',
    reply: (request) => {
      const [count = 1] = askedOf(request).counts
      const data = replaceAt(
        gpuTypesData('SECURE', count),
        ['gpuTypes', 4, 'lowestPrice', 'minimumBidPrice'],
        count,
      )
      return { json: { data } }
    },
  }

  const routes = [cheap, ...restRoutes, ...graphqlRoutes]

  const spotIn = ({ offers }: Listing) =>
    offers.filter(({ purchase }) => purchase === 'spot').map(({ id }) => id)

  const expected = [
    'runpod/secure/anywhere/NVIDIA H100 80GB HBM3/1/spot',
    'runpod/secure/anywhere/NVIDIA H100 80GB HBM3/8/spot',
  ]

  test('is not listed unless it is asked for', async () => {
    const { listing } = await listingFrom(routes, { apiKey: '' })
    expect(spotIn(listing)).toEqual([])
    expect(createRunpod().capabilities.spot).toBe(false)
  })

  test('is listed where a bid is below the price on demand, with a key or without', async () => {
    for (const apiKey of ['', key]) {
      const { listing, requests } = await listingFrom(routes, { apiKey, includeSpot: true })
      expect(spotIn(listing)).toEqual(expected)
      const toGraphql = requests.filter(({ path }) => path === '/graphql')
      expect(toGraphql.some(({ headers }) => 'authorization' in headers)).toBe(false)
    }
    expect(createRunpod({ includeSpot: true }).capabilities.spot).toBe(true)
  })

  test('is missed with a warning where GraphQL no longer answers', async () => {
    const gone: Route = { path: '/graphql', reply: { status: 410, json: {} } }
    const { listing } = await listingFrom([gone, ...restRoutes], { apiKey: key, includeSpot: true })
    expect(listing.offers.length).toBeGreaterThan(0)
    expect(texts(listing)).toContain(
      'spot bids of secure cloud, 1 GPU is missing: provider failed (HTTP 410)',
    )
  })
})

describe('options', () => {
  test.each([
    [{ counts: [0] }, 'counts.0'],
    [{ counts: [] }, 'counts'],
    [{ clouds: [] }, 'clouds'],
    [{ baseUrl: 'ftp://example.com' }, 'baseUrl'],
    [{ concurrency: 0 }, 'concurrency'],
  ])('%j are the error of a listing', async (options, path) => {
    const error = (await createRunpod(options).listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(error).toMatchObject({ kind: 'invalid-options', issues: [expect.stringContaining(`${path}:`)] })
  })

  test('an id begins the ids of offers', async () => {
    const { listing } = await withKey({ id: 'team-a' })
    expect(listing.offers.every(({ id, source }) => id.startsWith('team-a/') && source === 'team-a')).toBe(
      true,
    )
  })

  test('a cloud or count that is named twice is asked for once', async () => {
    const { requests } = await withKey({ clouds: ['SECURE', 'SECURE'], counts: [8, 8] })
    expect(requests).toHaveLength(2)
  })
})
