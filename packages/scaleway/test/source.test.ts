import { describeWarning, type ListError, type Listing, type OfferQuery } from '@aima/gpu-core'
import { createHttp } from '@aima/gpu-http'
import { type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createScaleway, type ScalewayOptions } from '../src/index.ts'
import { nowMs, usdPerEur } from './fixtures.ts'
import { crowdedMarket, fullMarket, marketRoutes, serversPath, stockPath } from './market.ts'

/** What a listing came to, and what was sent for it. */
interface Visit {
  readonly listing: Listing | undefined
  readonly error: ListError | undefined
  readonly requests: readonly RecordedRequest[]
}

const visit = (
  routes: readonly Route[],
  { query = {}, options = {} }: { query?: OfferQuery; options?: Partial<ScalewayOptions> } = {},
): Promise<Visit> =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const source = createScaleway({ baseUrl, usdPerEur, http: { maximumAttempts: 1 }, ...options })
    const result = await source.listOffers(query, { nowMs })
    return {
      listing: result.unwrapOr(undefined),
      error: result.isErr() ? result.error : undefined,
      requests,
    }
  })

const addressOf = ({ method, path, query }: RecordedRequest): string => `${method} ${path}?${query}`

const addresses = ({ requests }: Visit): readonly string[] => requests.map(addressOf).sort()

const idsOf = ({ listing }: Visit): readonly string[] => listing?.offers.map(({ id }) => id) ?? []

const texts = ({ listing }: Visit): readonly string[] => listing?.warnings.map(describeWarning) ?? []

const zonesAsked = ({ requests }: Visit): ReadonlySet<string | undefined> =>
  new Set(requests.map(({ path }) => path.split('/')[4]))

const stocksIn = ({ listing }: Visit) => new Set(listing?.offers.map(({ capacity }) => capacity?.stock))

const one = { zones: ['fr-par-2'] }

describe('requests', () => {
  test('are of the types of each zone, and of its stock where it has GPUs', async () => {
    expect(addresses(await visit(marketRoutes()))).toEqual([
      'GET /instance/v1/zones/fr-par-1/products/servers/availability?page=1&per_page=100',
      'GET /instance/v1/zones/fr-par-1/products/servers?page=1&per_page=100',
      'GET /instance/v1/zones/fr-par-2/products/servers/availability?page=1&per_page=100',
      'GET /instance/v1/zones/fr-par-2/products/servers?page=1&per_page=100',
      'GET /instance/v1/zones/nl-ams-1/products/servers?page=1&per_page=100',
      'GET /instance/v1/zones/pl-waw-2/products/servers/availability?page=1&per_page=100',
      'GET /instance/v1/zones/pl-waw-2/products/servers?page=1&per_page=100',
    ])
  })

  test('carry an agent of their own and no credential', async () => {
    const { requests } = await visit(marketRoutes())
    for (const { headers } of requests) {
      expect(headers['user-agent']).toMatch(/\S/)
      expect(headers).not.toHaveProperty('authorization')
      expect(headers).not.toHaveProperty('x-auth-token')
    }
  })

  test('prints how many of them a full listing takes', async () => {
    const full = await visit(marketRoutes(fullMarket))
    const eu = await visit(marketRoutes(fullMarket), { query: { countries: ['FR'] } })
    const counts = [full, eu].map(({ requests }) => requests.length)
    console.info(
      `requests per full listing: ${counts[0]}, of which two pages each for four zones and for three lists of stock; ${counts[1]} for France alone`,
    )
    expect(counts).toEqual([14, 8])
    expect(idsOf(full)).toEqual(idsOf(await visit(marketRoutes())))
  })

  test('go to the zones of the options, each once', async () => {
    const options = { zones: ['pl-waw-2', 'fr-par-3', 'pl-waw-2'] }
    const visited = await visit(marketRoutes(), { options })
    expect(visited.requests.map(({ path }) => path).sort()).toEqual([
      '/instance/v1/zones/fr-par-3/products/servers',
      '/instance/v1/zones/pl-waw-2/products/servers',
      '/instance/v1/zones/pl-waw-2/products/servers/availability',
    ])
    expect(idsOf(visited)).toEqual(['scaleway/pl-waw-2/H100-1-80G', 'scaleway/pl-waw-2/L4-1-24G'])
  })

  test('survive a slash at the end of the address', async () => {
    const paths = await withReplayServer(marketRoutes(), async ({ baseUrl, requests }) => {
      await createScaleway({ usdPerEur, baseUrl: `${baseUrl}//`, ...one }).listOffers({}, { nowMs })
      return requests.map(({ path }) => path)
    })
    expect(paths[0]).toBe('/instance/v1/zones/fr-par-2/products/servers')
  })
})

describe('a query for countries', () => {
  test('asks no zone of another country', async () => {
    const visited = await visit(marketRoutes(), { query: { countries: ['PL'] } })
    expect(zonesAsked(visited)).toEqual(new Set(['pl-waw-2']))
    expect(visited.listing?.offers.every(({ place }) => place.country === 'PL')).toBe(true)
  })

  test.each([['EU'], ['EEA']] as const)('of the %s asks every zone', async (rule) => {
    const visited = await visit(marketRoutes(), { query: { countries: [rule] } })
    expect(zonesAsked(visited)).toEqual(new Set(['fr-par-1', 'fr-par-2', 'nl-ams-1', 'pl-waw-2']))
  })

  test.each([[[]], [['US']]] as const)('of %j asks nobody, and is no error', async (countries) => {
    const { listing, requests } = await visit(marketRoutes(), { query: { countries } })
    expect(requests).toEqual([])
    expect(listing).toEqual({ offers: [], warnings: [], observedAtMs: nowMs })
  })

  test('asks no zone whose country is unknown, which the rule would refuse', async () => {
    const options = { zones: ['it-mil-1', 'fr-par-2'] }
    const visited = await visit(marketRoutes(), { options, query: { countries: ['EU'] } })
    expect(zonesAsked(visited)).toEqual(new Set(['fr-par-2']))
  })
})

describe('a listing', () => {
  test('has each type with GPUs once in each zone, with its price and stock', async () => {
    const { listing } = await visit(marketRoutes())
    const lines = listing?.offers.map(
      ({ id, gpuCount, gpu, price, capacity }) =>
        `${id}: ${gpuCount} ${gpu.model}, ${price?.usdPerHour?.toFixed(4)} USD/h, ${capacity?.stock}`,
    )
    expect(lines).toEqual([
      'scaleway/fr-par-1/RENDER-S: 1 P100-PCIe-16GB, 1.3431 USD/h, low',
      'scaleway/fr-par-2/B300-SXM-8-288G: 8 B300, 66.0000 USD/h, none',
      'scaleway/fr-par-2/H100-1-80G: 1 H100-PCIe, 3.1532 USD/h, available',
      'scaleway/fr-par-2/H100-SXM-8-80G: 8 H100-SXM5, 27.8639 USD/h, none',
      'scaleway/fr-par-2/L4-1-24G: 1 L4, 0.8663 USD/h, available',
      'scaleway/fr-par-2/L4-2-24G: 2 L4, 1.7325 USD/h, available',
      'scaleway/fr-par-2/L40S-1-48G: 1 L40S, 1.6169 USD/h, low',
      'scaleway/pl-waw-2/H100-1-80G: 1 H100-PCIe, 3.1532 USD/h, low',
      'scaleway/pl-waw-2/L4-1-24G: 1 L4, 0.8663 USD/h, none',
    ])
    expect(listing?.warnings).toEqual([])
  })

  test('has an id of its own where the user gives one', async () => {
    const { listing } = await visit(marketRoutes(), { options: { id: 'team-a' } })
    expect(listing?.offers.every(({ id, source }) => id.startsWith('team-a/') && source === 'team-a')).toBe(
      true,
    )
  })

  test('can share an Http', async () => {
    const http = createHttp({ userAgent: 'someone else' })
    const { requests } = await visit(marketRoutes(), { options: { http } })
    expect(requests[0]?.headers['user-agent']).toBe('someone else')
  })
})

describe('pages', () => {
  test('are read until one is not full', async () => {
    const visited = await visit(marketRoutes(crowdedMarket(250)), { options: one })
    expect(visited.requests.map(({ query }) => query.get('page'))).toEqual(['1', '2', '3', '1', '2', '3'])
    expect(visited.listing?.offers).toHaveLength(250)
    expect(stocksIn(visited)).toEqual(new Set(['available']))
  })

  test('end with an empty one where the last was full', async () => {
    const visited = await visit(marketRoutes(crowdedMarket(100)), { options: one })
    expect(visited.requests.map(({ query }) => query.get('page'))).toEqual(['1', '2', '1', '2'])
    expect(visited.listing?.offers).toHaveLength(100)
  })

  test('end where the next one repeats the last, and nothing is listed twice', async () => {
    const servers = crowdedMarket(100).servers['fr-par-2']
    const same: Route = { path: serversPath(), reply: { json: { servers } } }
    const visited = await visit([same, ...marketRoutes()], { options: one })
    expect(visited.requests.filter(({ path }) => path.endsWith('/servers'))).toHaveLength(2)
    expect(idsOf(visited)).toHaveLength(100)
  })

  test('that overlap list a type once, as it came first', async () => {
    const servers = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`L4-${index}-24G`, { gpu: 1, hourly_price: 1 }]),
    )
    const second: Route = {
      path: serversPath(),
      when: ({ query }) => query.get('page') === '2',
      reply: { json: { servers: { 'L4-99-24G': { gpu: 1, hourly_price: 9 } } } },
    }
    const visited = await visit(
      [second, { path: serversPath(), reply: { json: { servers } } }, ...marketRoutes()],
      { options: one },
    )
    const prices = visited.listing?.offers.map(({ price }) => price?.converted?.amountPerHour)
    expect(prices).toEqual(Array(100).fill(1))
  })

  test('that fail cost what is on them and the ones behind, with one warning', async () => {
    const failing: Route = {
      path: serversPath(),
      when: ({ query }) => query.get('page') === '2',
      reply: { status: 502, json: {} },
    }
    const visited = await visit([failing, ...marketRoutes(crowdedMarket(250))], { options: one })
    expect(texts(visited)).toEqual(['fr-par-2, page 2 is missing: provider failed (HTTP 502)'])
    expect(visited.listing?.offers).toHaveLength(100)
  })
})

describe('stock', () => {
  const failing = (zone?: string): Route => ({ path: stockPath(zone), reply: { status: 500, json: {} } })

  test('that is missing leaves the offers of that zone with unknown stock, with one warning', async () => {
    const visited = await visit([failing('pl-waw-2'), ...marketRoutes()])
    expect(texts(visited)).toEqual(['stock of pl-waw-2 is missing: provider failed (HTTP 500)'])
    expect(idsOf(visited)).toEqual(idsOf(await visit(marketRoutes())))
    const unknown = visited.listing?.offers.filter(({ capacity }) => capacity === undefined)
    expect(new Set(unknown?.map(({ place }) => place.zone))).toEqual(new Set(['pl-waw-2']))
  })

  test('that is missing everywhere is no error', async () => {
    const visited = await visit([failing(), ...marketRoutes()])
    expect(stocksIn(visited)).toEqual(new Set([undefined]))
    expect(texts(visited)).toHaveLength(3)
  })

  test('of a type that the list does not name, or names strangely, is unknown', async () => {
    const servers = { 'L4-1-24G': { availability: 'plenty' }, 'L4-2-24G': 7 }
    const visited = await visit([{ path: stockPath(), reply: { json: { servers } } }, ...marketRoutes()])
    expect(stocksIn(visited)).toEqual(new Set([undefined]))
    expect(texts(visited)).toEqual([])
  })

  test('comes back in part where its second page fails', async () => {
    const half: Route = {
      path: stockPath(),
      when: ({ query }) => query.get('page') === '2',
      reply: { status: 500, json: {} },
    }
    const visited = await visit([half, ...marketRoutes(crowdedMarket(150))], { options: one })
    expect(texts(visited)).toEqual(['stock of fr-par-2, page 2 is missing: provider failed (HTTP 500)'])
    expect(stocksIn(visited)).toEqual(new Set(['available', undefined]))
  })
})

describe('a zone that fails', () => {
  const failing = (zone: string | undefined, status: number): Route => ({
    path: serversPath(zone),
    reply: { status, json: { type: 'error' } },
  })

  test('costs its offers and one warning', async () => {
    const visited = await visit([failing('fr-par-2', 503), ...marketRoutes()])
    expect(texts(visited)).toEqual(['fr-par-2 is missing: provider failed (HTTP 503)'])
    expect(idsOf(visited)).toEqual([
      'scaleway/fr-par-1/RENDER-S',
      'scaleway/pl-waw-2/H100-1-80G',
      'scaleway/pl-waw-2/L4-1-24G',
    ])
  })

  test('is not asked for its stock', async () => {
    const { requests } = await visit([failing('fr-par-2', 503), ...marketRoutes()], { options: one })
    expect(requests).toHaveLength(1)
  })

  test.each([
    [401, { kind: 'unauthorized', status: 401 }],
    [429, { kind: 'rate-limited', retryAfterMs: undefined }],
    [500, { kind: 'provider-failed', status: 500 }],
  ])('of status %i is the error of the listing where every zone fails', async (status, error) => {
    expect((await visit([failing(undefined, status)])).error).toEqual(error)
  })
})

describe('rows', () => {
  test('that cannot be read cost a warning each', async () => {
    const servers = { 'L4-1-24G': { gpu: 1 }, 'L4-2-24G': { gpu: 'two' } }
    const visited = await visit([{ path: serversPath(), reply: { json: { servers } } }, ...marketRoutes()], {
      options: one,
    })
    expect(idsOf(visited)).toEqual(['scaleway/fr-par-2/L4-1-24G'])
    expect(visited.listing?.warnings).toMatchObject([{ kind: 'bad-row', row: 'fr-par-2: L4-2-24G' }])
  })

  test('of which none can be read are a strange reply', async () => {
    const servers = { 'L4-1-24G': { gpu: 'one' }, 'DEV1-S': { gpu: 0 } }
    const { error } = await visit([{ path: serversPath(), reply: { json: { servers } } }])
    expect(error).toMatchObject({
      kind: 'unexpected-shape',
      issues: expect.arrayContaining([expect.stringMatching(/^fr-par-2: L4-1-24G: gpu: /)]),
    })
  })
})

test('a cancelled listing is cancelled as a whole, even where all types came before', async () => {
  const hanging: Route = { path: stockPath(), reply: { fault: { kind: 'hang' } } }
  const error = await withReplayServer([hanging, ...marketRoutes()], async (server) => {
    const controller = new AbortController()
    const source = createScaleway({ usdPerEur, baseUrl: server.baseUrl })
    const listing = source.listOffers({}, { nowMs, signal: controller.signal })
    await server.requestsArrived(7)
    controller.abort()
    return (await listing)._unsafeUnwrapErr()
  })
  expect(error).toEqual({ kind: 'cancelled' })
})

describe('options', () => {
  test.each([
    [{}, 'usdPerEur'],
    [{ usdPerEur: 0 }, 'usdPerEur'],
    [{ usdPerEur: -1.1 }, 'usdPerEur'],
    [{ usdPerEur: '1.1' }, 'usdPerEur'],
    [{ usdPerEur, zones: [] }, 'zones'],
    [{ usdPerEur, zones: ['fr-par-2/../..'] }, 'zones.0'],
    [{ usdPerEur, baseUrl: 'ftp://example.com' }, 'baseUrl'],
    [{ usdPerEur, id: '' }, 'id'],
    [{ usdPerEur, http: 1 }, 'http'],
    [{ usdPerEur, colour: 'blue' }, 'options'],
  ])('%j are the error of each listing', async (options, path) => {
    const source = createScaleway(JSON.parse(JSON.stringify(options)))
    const first = (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    const second = (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(first).toMatchObject({
      kind: 'invalid-options',
      issues: [expect.stringMatching(new RegExp(`^${path}: `))],
    })
    expect(second).toEqual(first)
  })
})

test('a source says what it can tell', () => {
  expect(createScaleway({ usdPerEur })).toMatchObject({
    specificationVersion: 'v1',
    id: 'scaleway',
    provider: 'scaleway',
    providerKind: 'gpu-cloud',
    capabilities: { spot: false, stock: true, needsCredentials: 'never' },
  })
})

test('without any option, which only a program without types can do, the listing says what is missing', async () => {
  const createUntyped: (...options: readonly never[]) => ReturnType<typeof createScaleway> =
    createScaleway as never
  const listed = await createUntyped().listOffers({}, { nowMs: 0 })
  expect(listed._unsafeUnwrapErr().kind).toBe('invalid-options')
})
