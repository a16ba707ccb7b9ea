import { eeaCountries, type ListError, type Listing, type OfferQuery } from '@aima/gpu-core'
import { createHttp } from '@aima/gpu-http'
import { type Route, withReplayServer } from '@aima/gpu-testing'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createVastai, type VastaiOptions } from '../src/index.ts'
import { fixtureRows, nowMs } from './fixtures.ts'
import { marketRoutes } from './market.ts'

/** What a listing came to, and what was sent for it. */
interface Visit {
  readonly listing: Listing | undefined
  readonly error: ListError | undefined
  readonly bodies: readonly unknown[]
  readonly headers: readonly Readonly<Record<string, string>>[]
}

const visit = (
  routes: readonly Route[],
  { query = {}, options = {} }: { readonly query?: OfferQuery; readonly options?: VastaiOptions } = {},
): Promise<Visit> =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const source = createVastai({ baseUrl, apiKey: 'test-key', pauseMs: 0, ...options })
    const result = await source.listOffers(query, { nowMs })
    return {
      listing: result.unwrapOr(undefined),
      error: result.isErr() ? result.error : undefined,
      bodies: requests.map(({ body }) => JSON.parse(body)),
      headers: requests.map(({ headers }) => headers),
    }
  })

const market = marketRoutes(fixtureRows)

const failing = (status: number, text: string): readonly Route[] => [{ path: /^/, reply: { status, text } }]

afterEach(() => vi.unstubAllEnvs())

describe('the request', () => {
  test('asks for verified offers on demand, the cheapest first', async () => {
    const { bodies } = await visit(market)
    expect(bodies).toEqual([
      {
        type: 'on-demand',
        limit: 3000,
        allocated_storage: 1,
        order: [['dph_total', 'asc']],
        rentable: { eq: true },
        rented: { eq: false },
        verified: { eq: true },
      },
    ])
  })

  test('carries the needs of the query, in the units of the API', async () => {
    const { bodies } = await visit(market, {
      query: {
        gpuCount: 2,
        usableGpuCount: 4,
        vramGiB: 80,
        totalVramGiB: 160,
        vendors: ['nvidia'],
        deniedModels: ['RTX 3090'],
        computeCapability: 8.7,
        interconnect: 'nvlink',
        cudaVersion: 12.4,
        driverVersion: '535.161.8.2',
        vcpus: 16,
        ramGiB: 64,
        architectures: ['x86_64'],
        diskGB: 250,
        countries: ['DE', 'EEA', 'CH'],
      },
      options: { hosts: 'datacenter', leastReliability: 0.95, leastStayHours: 24 },
    })
    expect(bodies[0]).toEqual({
      type: 'on-demand',
      limit: 3000,
      allocated_storage: 250,
      order: [['dph_total', 'asc']],
      rentable: { eq: true },
      rented: { eq: false },
      verified: { eq: true },
      datacenter: { eq: true },
      reliability: { gte: 0.95 },
      duration: { gte: 86_400 },
      num_gpus: { gte: 2 },
      gpu_ram: { gte: 75_366 },
      gpu_total_ram: { gte: 150_732 },
      gpu_arch: { in: ['nvidia'] },
      gpu_name: { notin: ['RTX 3090'] },
      compute_cap: { gte: 869 },
      bw_nvlink: { gt: 0 },
      cuda_max_good: { gte: 12.35 },
      driver_vers: { gte: 535_161_008 },
      cpu_cores_effective: { gte: 16 },
      cpu_ram: { gte: 65_536 },
      cpu_arch: { in: ['amd64'] },
      disk_space: { gte: 250 },
      geolocation: { in: [...eeaCountries, 'CH'].sort() },
    })
  })

  test('has no condition for what the search cannot express', async () => {
    const { bodies } = await visit(market, {
      query: {
        allowedModels: ['RTX 4090'],
        deniedModels: [],
        leastTflops: { precision: 'fp16', tflops: 100 },
        memoryBandwidthGBps: 900,
        formFactors: ['PCIe'],
        interconnect: 'nvlink',
      },
    })
    const { bodies: plain } = await visit(market)
    expect(bodies).toEqual(plain)
  })

  test('names no condition on verification for hosts of any kind', async () => {
    const { bodies, listing } = await visit(market, { options: { hosts: 'any' } })
    expect(bodies[0]).not.toHaveProperty('verified')
    expect(listing?.offers.filter(({ purchase }) => purchase === 'on-demand')).toHaveLength(
      fixtureRows.length,
    )
  })

  test('carries the key as a bearer token, from the option first', async () => {
    vi.stubEnv('VAST_API_KEY', 'key-of-the-environment')
    const own = await visit(market)
    const shared = await visit(market, { options: { apiKey: undefined } })
    expect(own.headers[0]).toMatchObject({ authorization: 'Bearer test-key' })
    expect(shared.headers[0]).toMatchObject({ authorization: 'Bearer key-of-the-environment' })
  })

  test.each(['countries', 'vendors', 'architectures', 'allowedModels', 'formFactors'])(
    'is not sent when none of the %s are allowed',
    async (need) => {
      const { bodies, listing } = await visit(market, { query: { [need]: [] } })
      expect(bodies).toEqual([])
      expect(listing).toEqual({ offers: [], warnings: [], observedAtMs: nowMs })
    },
  )
})

describe('prices', () => {
  test('hold the disk of the query, on demand and by bid', async () => {
    const { listing } = await visit(market, { query: { diskGB: 100 } })
    const prices = listing?.offers
      .filter(({ id }) => id.startsWith('vastai/7000201/'))
      .map(({ purchase, price }) => [purchase, price?.usdPerHour])
    expect(prices).toEqual([
      ['spot', 0.24 + (0.27 * 100) / 720],
      ['on-demand', 0.36 + (0.27 * 100) / 720],
    ])
  })

  test('hold the disk of the options where the query names none', async () => {
    const { bodies, listing } = await visit(market, { options: { diskGB: 40 } })
    expect(bodies[0]).toMatchObject({ allocated_storage: 40, disk_space: { gte: 40 } })
    expect(listing?.offers[0]?.launch).toMatchObject({ diskGB: 40 })
  })
})

describe('without a key', () => {
  test('offers are listed, with a warning that says what a key brings', async () => {
    vi.stubEnv('VAST_API_KEY', '')
    const { listing, headers } = await visit(market, { options: { apiKey: undefined } })
    expect(headers[0]).not.toHaveProperty('authorization')
    expect(listing?.offers.length).toBeGreaterThan(0)
    expect(listing?.warnings[0]).toMatchObject({
      kind: 'limited',
      reason: expect.stringContaining('VAST_API_KEY'),
    })
  })
})

describe('a failure', () => {
  test.each([
    [404, '{"error":"auth_error","msg":"Invalid user key"}', { kind: 'unauthorized', status: 404 }],
    [404, '{"detail":"Not Found"}', { kind: 'provider-failed', status: 404 }],
    [401, '{"msg":"Invalid user key"}', { kind: 'unauthorized', status: 401 }],
    [400, '{"error":"invalid_request"}', { kind: 'provider-failed', status: 400 }],
  ])('of status %i with %s is %o', async (status, text, error) => {
    const { error: found } = await visit(failing(status, text), { options: { http: { maximumAttempts: 1 } } })
    expect(found).toEqual(error)
  })

  test.each([
    ['API requests too frequent: endpoint threshold=3.0', 3000],
    ['{"detail":"API requests too frequent endpoint threshold=4.5"}', 4500],
    ['API requests too frequent', undefined],
  ])('of status 429 with %s names the wait %s', async (text, retryAfterMs) => {
    const { error } = await visit(failing(429, text), { options: { http: { maximumAttempts: 1 } } })
    expect(error).toEqual({ kind: 'rate-limited', retryAfterMs })
  })

  test('of every row is one of the reply', async () => {
    const { error } = await visit([{ path: /^/, reply: { json: { offers: [{ id: 5 }, null] } } }])
    expect(error).toMatchObject({ kind: 'unexpected-shape' })
  })

  test('of the options is the error of each listing', async () => {
    const source = createVastai(JSON.parse('{"leastReliability":95,"colour":"blue","http":1}'))
    const [first, second] = [
      await source.listOffers({}, { nowMs }),
      await source.listOffers({}, { nowMs }),
    ].map((result) => result._unsafeUnwrapErr())
    expect(first).toMatchObject({ kind: 'invalid-options' })
    expect(second).toEqual(first)
  })
})

describe('rows', () => {
  test('that occur twice in a reply cost a warning and no offer', async () => {
    const rows = [...fixtureRows, ...fixtureRows.slice(0, 1)]
    const { listing } = await visit([{ path: /^/, reply: { json: { offers: rows } } }])
    expect(listing?.warnings.filter(({ kind }) => kind === 'bad-row')).toEqual([
      { kind: 'bad-row', row: 'offer 7000101', issues: ['id: expected once in a reply'] },
    ])
  })
})

test('an Http can be shared, and the source has an id of its own', async () => {
  const http = createHttp({ userAgent: 'someone else' })
  const { headers, listing } = await visit(market, { options: { http, id: 'second-account' } })
  expect(headers[0]?.['user-agent']).toBe('someone else')
  expect(listing?.offers[0]).toMatchObject({ source: 'second-account' })
  expect(listing?.offers[0]?.id).toMatch(/^second-account\//)
})

test('a source says what it can tell', () => {
  expect(createVastai({ includeInterruptible: false }).capabilities).toEqual({
    spot: false,
    stock: true,
    needsCredentials: 'for-more',
  })
})
