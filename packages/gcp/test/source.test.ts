import { describeWarning } from '@aima/gpu-core'
import { createHttp } from '@aima/gpu-http'
import { withReplayServer } from '@aima/gpu-testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGcp } from '../src/index.ts'
import { nowMs, skuOf } from './fixtures.ts'
import { marketRoutes, pagedRoutes, paths } from './market.ts'
import { fullAccess, type Visited, visit } from './visit.ts'

beforeEach(() => {
  for (const name of ['GOOGLE_API_KEY', 'GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_CLOUD_PROJECT'])
    vi.stubEnv(name, undefined)
})

afterEach(() => void vi.unstubAllEnvs())

const texts = ({ listing }: Visited) => (listing?.warnings ?? []).map(describeWarning)

describe('requests', () => {
  test('of a full listing are the prices, four lists and the advice', async () => {
    const { requests } = await visit(marketRoutes())
    const lines = requests.map(({ method, path }) => `${method} ${path}`).sort()
    const advice = lines.filter((line) => line.endsWith('/advice/capacity'))
    expect(lines.filter((line) => !advice.includes(line))).toEqual([
      'GET /compute/v1/projects/p',
      'GET /compute/v1/projects/p/aggregated/acceleratorTypes',
      'GET /compute/v1/projects/p/aggregated/machineTypes',
      'GET /compute/v1/projects/p/regions',
      'GET /v1/services/6F81-5844-456A/skus',
    ])
    expect(new Set(advice)).toEqual(
      new Set(
        ['europe-west4', 'us-central1', 'us-east1'].map(
          (region) => `POST /compute/beta/projects/p/regions/${region}/advice/capacity`,
        ),
      ),
    )
  })

  test('carry what is asked and who asks', async () => {
    const options = { ...fullAccess, quotaProjectId: 'payer' }
    const { requests } = await visit(marketRoutes(), { options })
    const asked = (path: string) => requests.find((request) => request.path === path) ?? expect.fail(path)
    expect(Object.fromEntries(asked(paths.skus).query)).toMatchObject({
      currencyCode: 'USD',
      pageSize: '5000',
    })
    expect(asked(paths.skus).headers).toMatchObject({ 'x-goog-api-key': 'test-key' })
    expect(asked(paths.skus).headers).not.toHaveProperty('authorization')
    expect(Object.fromEntries(asked(paths.machineTypes).query)).toEqual({
      maxResults: '500',
      returnPartialSuccess: 'true',
      filter: '(name eq "[ag][0-9].*") OR (name eq "n1-standard-.*")',
      fields: expect.stringContaining('machineTypes(name,guestCpus,memoryMb'),
    })
    expect(asked(paths.machineTypes).headers).toMatchObject({
      authorization: 'Bearer test-token',
      'x-goog-user-project': 'payer',
    })
    expect(asked(paths.machineTypes).headers).not.toHaveProperty('x-goog-api-key')
  })

  test('follow pages by their token', async () => {
    const { requests, listing } = await visit(pagedRoutes(), {
      options: { ...fullAccess, adviceRequests: 0 },
    })
    const tokens = requests.flatMap(({ path, query }) =>
      path === paths.machineTypes ? [query.get('pageToken')] : [],
    )
    expect(tokens).toEqual([null, 'two', 'three'])
    expect(listing?.offers).toHaveLength(60)
  })

  test('are no more at once than is allowed', async () => {
    let open = 0
    let most = 0
    const http = createHttp()
    const json: typeof http.json = (...call) => {
      open += 1
      most = Math.max(most, open)
      const close = (): void => {
        open -= 1
      }
      return http
        .json(...call)
        .andTee(close)
        .orTee(close)
    }
    await visit(marketRoutes(), { options: { ...fullAccess, requestsInFlight: 2, http: { ...http, json } } })
    expect(most).toBe(2)
  })

  test.each([['IS'], ['NZ']])('are none for %s, where Google has no region', async (country) => {
    const { requests, listing } = await visit(marketRoutes(), { query: { countries: [country] } })
    expect(requests).toEqual([])
    expect(listing).toEqual({ offers: [], warnings: [], observedAtMs: nowMs })
  })
})

describe('a listing', () => {
  test('has each machine on demand and as Spot, priced whole', async () => {
    const { listing } = await visit(marketRoutes())
    const lines = (listing?.offers ?? [])
      .filter(({ place }) => place.zone !== 'us-central1-a')
      .map(({ id, gpuCount, gpu, price, capacity }) => {
        const usd = price?.usdPerHour?.toFixed(4) ?? 'no price'
        return `${id}: ${gpuCount} ${gpu.model}, ${usd}, ${capacity?.stock}`
      })
    expect(lines).toEqual([
      'gcp/europe-west4-a/g2-standard-24/on-demand: 2 L4, 2.1445, none',
      'gcp/europe-west4-a/g2-standard-24/spot: 2 L4, 1.1266, available',
      'gcp/europe-west4-a/g2-standard-4/on-demand: 1 L4, 0.7498, undefined',
      'gcp/europe-west4-a/g2-standard-4/spot: 1 L4, 0.3937, available',
      'gcp/europe-west4-b/g4-standard-48/on-demand: 1 RTX PRO 6000 Blackwell Server, 4.5312, undefined',
      'gcp/europe-west4-b/g4-standard-48/spot: 1 RTX PRO 6000 Blackwell Server, 1.8160, available',
      'gcp/europe-west4-b/g4-standard-6/on-demand: 1 RTX PRO 6000 Blackwell Server, 0.5653, undefined',
      'gcp/europe-west4-b/g4-standard-6/spot: 1 RTX PRO 6000 Blackwell Server, 0.2265, available',
      'gcp/us-east1-d/g2-standard-4/on-demand: 1 L4, 0.7068, none',
      'gcp/us-east1-d/g2-standard-4/spot: 1 L4, 0.3973, none',
      'gcp/us-east1-d/n1-standard-64+4xnvidia-tesla-t4/on-demand: 4 T4, 4.4400, undefined',
      'gcp/us-east1-d/n1-standard-64+4xnvidia-tesla-t4/spot: 4 T4, 1.0800, undefined',
    ])
    expect(listing?.warnings).toEqual([])
  })

  test('says of machines that are not sold plainly that there are none', async () => {
    const { listing } = await visit(marketRoutes())
    const a3 = listing?.offers.filter(({ id }) => id.includes('a3-highgpu-1g')) ?? []
    expect(a3.map(({ purchase, capacity }) => [purchase, capacity?.stock])).toEqual([
      ['on-demand', 'none'],
      ['spot', 'available'],
    ])
    expect(a3[0]?.assumptions).toContainEqual(
      expect.objectContaining({
        basis: expect.stringMatching(/^Google does not sell a3-highgpu-1g on demand/),
      }),
    )
    expect(a3[1]?.price).not.toHaveProperty('onDemandUsdPerHour', expect.anything())
  })

  test('keeps to the regions that are wanted, and to the countries of the query', async () => {
    const east = await visit(marketRoutes(), { options: { ...fullAccess, regions: ['us-east1'] } })
    expect(new Set(east.listing?.offers.map(({ place }) => place.region))).toEqual(new Set(['us-east1']))
    const european = await visit(marketRoutes(), { query: { countries: ['EU'] } })
    expect(new Set(european.listing?.offers.map(({ place }) => place.country))).toEqual(new Set(['NL']))
  })

  test('tells of prices, machine types and each region', async () => {
    const { progress, listing } = await visit(marketRoutes())
    expect(progress.map(({ part }) => part).sort()).toEqual([
      'europe-west4',
      'machine types',
      'prices',
      'us-central1',
      'us-east1',
    ])
    const counted = progress.reduce((sum, { rows = 0 }) => sum + rows, 0)
    expect(counted).toBe(listing?.offers.length)
    expect(progress.every(({ source, error }) => source === 'gcp' && error === undefined)).toBe(true)
  })

  test('does not mind a listener that fails', async () => {
    const listed = await withReplayServer(marketRoutes(), async ({ baseUrl }) => {
      const source = createGcp({ ...fullAccess, billingBaseUrl: baseUrl, computeBaseUrl: baseUrl })
      return await source.listOffers({}, { nowMs, onProgress: () => expect.fail('a listener that fails') })
    })
    expect(listed.isOk()).toBe(true)
  })

  test('warns of a region that is in no table, and of a type whose price lacks a part', async () => {
    const items = {
      'zones/moon-base1-a': {
        machineTypes: [{ name: 'g2-standard-4', guestCpus: 4, memoryMb: 16_384 }],
      },
    }
    const visited = await visit(marketRoutes({ machineTypes: { items } }))
    expect(texts(visited)).toEqual([
      'no price on demand, because the price list lacks a part: g2-standard-4 (gpu nvidia-l4, core G2, ram G2) in moon-base1; a newer version may find it',
      'the country of moon-base1 is not known, so rules on countries refuse it; a newer version may know it',
    ])
    expect(visited.listing?.offers).toMatchObject([{ purchase: 'on-demand', price: undefined }])
  })

  test('warns of a GPU that is in no table', async () => {
    const accelerators = [{ guestAcceleratorType: 'nvidia-x9000', guestAcceleratorCount: 8 }]
    const row = { name: 'a9-highgpu-8g', guestCpus: 8, memoryMb: 8192, accelerators }
    const visited = await visit(
      marketRoutes({ machineTypes: { items: { 'zones/us-east1-b': { machineTypes: [row] } } } }),
    )
    expect(visited.listing?.warnings).toContainEqual({
      kind: 'unknown-model',
      name: 'nvidia-x9000',
      offers: 1,
    })
  })
})

describe('without a token', () => {
  const options = { apiKey: 'test-key' }

  test('prices are put to the machines of the tables, which the warnings say', async () => {
    const visited = await visit(marketRoutes(), { options })
    expect(visited.requests.map(({ path }) => path)).toEqual([paths.skus])
    expect(texts(visited).slice(0, 2)).toEqual([
      expect.stringMatching(/^without an account there are no .*; set GOOGLE_APPLICATION_CREDENTIALS and/),
      expect.stringMatching(/^machines and their regions are those of a table of 2026-08/),
    ])
    const offer = visited.listing?.offers.find(({ id }) => id === 'gcp/us-central1/a2-highgpu-1g/on-demand')
    expect(offer).toMatchObject({
      place: { region: 'us-central1', zone: undefined, country: 'US' },
      price: { usdPerHour: expect.closeTo(3.673385, 9) },
      launch: { zone: null, region: 'us-central1', machineType: 'a2-highgpu-1g' },
    })
    expect(offer?.assumptions).toContainEqual(
      expect.objectContaining({ name: 'place', value: 'us-central1' }),
    )
  })

  test('a price of a region where the GPU does not stand makes no offer', async () => {
    const skus = [skuOf('H200 141GB GPU running in Doha', { regions: ['me-central1'] })]
    const { listing } = await visit(marketRoutes({ skus: { skus } }), { options })
    expect(listing?.offers.filter(({ place }) => place.region === 'me-central1')).toEqual([])
  })
})

test('a token without a project says what a project brings', async () => {
  const visited = await visit(marketRoutes(), { options: { accessToken: async () => 'test-token' } })
  expect(visited.requests.map(({ path }) => path)).toEqual([paths.skus])
  expect(visited.requests[0]?.headers).toMatchObject({ authorization: 'Bearer test-token' })
  expect(texts(visited)[0]).toMatch(/^without a project there are no .*; set GOOGLE_CLOUD_PROJECT/)
})

describe('options', () => {
  test.each([
    [{ regions: [] }, 'regions'],
    [{ regions: ['europe-west4/../..'] }, 'regions'],
    [{ projectId: 'p/../..' }, 'projectId'],
    [{ accessToken: 'ya29.secret' }, 'accessToken'],
    [{ adviceRequests: -1 }, 'adviceRequests'],
    [{ requestsInFlight: 0 }, 'requestsInFlight'],
    [{ cacheHours: -1 }, 'cacheHours'],
    [{ egressTiers: [[5, 1]] }, 'egressTiers'],
    [{ billingBaseUrl: 'ftp://example.com' }, 'billingBaseUrl'],
    [{ id: '' }, 'id'],
    [{ http: 1 }, 'http'],
    [{ colour: 'blue' }, 'options'],
  ])('%j are the error of each listing', async (options, path) => {
    const source = createGcp(JSON.parse(JSON.stringify(options)))
    const first = (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(first).toMatchObject({
      kind: 'invalid-options',
      issues: [expect.stringMatching(new RegExp(`^${path}`))],
    })
    expect(JSON.stringify(first)).not.toContain('ya29')
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()).toEqual(first)
  })

  test('need not be there at all', async () => {
    const source = createGcp()
    expect(source).toMatchObject({
      specificationVersion: 'v1',
      id: 'gcp',
      provider: 'gcp',
      providerKind: 'hyperscaler',
      capabilities: { spot: true, stock: true, needsCredentials: 'always' },
    })
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()).toEqual({ kind: 'unauthorized' })
  })

  test.each(['null', '7', '"text"', '[]'])('that are %s throw nowhere', async (json) => {
    const source = createGcp(JSON.parse(json))
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr().kind).toBe('invalid-options')
  })

  test('can replace the prices of data, which then are no assumption', async () => {
    const options = { ...fullAccess, egressTiers: [[null, 0.05]] as const, storageUsdPerGBMonth: 0.04 }
    const { listing } = await visit(marketRoutes(), { options })
    const [offer] = listing?.offers ?? []
    expect(offer?.network).toEqual({
      dataPath: 'staged',
      ingressUsdPerGB: 0,
      egressTiers: [[null, 0.05]],
      storageUsdPerGBMonth: 0.04,
    })
    expect(offer?.assumptions?.map(({ name }) => name)).not.toContain('egressUsdPerGB')
  })
})
