import { type Route, withReplayServer } from '@aima/gpu-testing'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAzure } from '../src/index.ts'
import { nowMs, subscriptionId } from './fixtures.ts'
import { graphPath, isOfAccount, marketRoutes, regionOf, scoresPath, skusPath, usagesPath } from './market.ts'
import { idsOf, texts, visit } from './visit.ts'

const token = 'eyJ0eXAiOiJKV1Qi.planted+token/of=the.account'

const failing = (path: Route['path'], status: number, code = 'SomeCode'): Route => ({
  path,
  reply: { status, json: { error: { code, message: `no, says ${token}` } } },
})

const everything = async () => idsOf(await visit(marketRoutes()))

// The environment of whoever runs the tests must not matter.
beforeEach(() => {
  vi.stubEnv('AZURE_SUBSCRIPTION_ID', '')
})

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a missing permission', () => {
  test.each([
    [skusPath, 'restrictions of sizes', 'Microsoft.Compute/skus/read (role Reader)'],
    [usagesPath, 'quotas', 'Microsoft.Compute/locations/usages/read (role Reader)'],
    [graphPath, 'eviction rates of Spot', 'Microsoft.ResourceGraph/resources/read (role Reader)'],
    [
      scoresPath,
      'placement scores of Spot',
      'Microsoft.Compute/locations/placementScores/generate/action (role Compute Recommendations Role)',
    ],
  ])('for %s is named once, and costs no offer', async (path, brings, permission) => {
    const visited = await visit([failing(path, 403, 'AuthorizationFailed'), ...marketRoutes()])
    expect(visited.listing?.warnings).toEqual([
      { kind: 'limited', reason: `the credentials lack ${permission}, so these are missing: ${brings}` },
    ])
    expect(idsOf(visited)).toEqual(await everything())
  })
})

describe('wrong credentials', () => {
  const anything = /^\/(subscriptions|providers)\//

  test.each([
    ['a token that is not taken', 401, 'InvalidAuthenticationToken'],
    ['a subscription that is not there', 404, 'SubscriptionNotFound'],
  ])('such as %s are unauthorized, once, and cost no offer', async (_what, status, code) => {
    const visited = await visit([failing(anything, status, code), ...marketRoutes()])
    expect(visited.listing?.warnings).toEqual([
      { kind: 'part-missing', part: 'account', error: { kind: 'unauthorized', status } },
    ])
    expect(idsOf(visited)).toEqual(await everything())
  })

  test('of a function that fails are unauthorized, and the account is not asked', async () => {
    const accessToken = () => Promise.reject(new Error(`AADSTS7000215: ${token}`))
    const visited = await visit(marketRoutes(), { options: { accessToken } })
    expect(visited.listing?.warnings).toEqual([
      { kind: 'part-missing', part: 'account', error: { kind: 'unauthorized' } },
    ])
    expect(visited.requests.filter(isOfAccount)).toEqual([])
  })

  test('of a function that hangs are timed out', async () => {
    const options = { accessToken: () => new Promise<string>(() => undefined), tokenTimeoutMs: 1 }
    const visited = await visit(marketRoutes(), { options })
    expect(texts(visited)).toEqual(['account is missing: no answer within 1 ms'])
  })
})

describe('a part that fails', () => {
  test.each([
    [skusPath, ['restrictions of sizes, eastus', 'restrictions of sizes, westeurope']],
    [usagesPath, ['quotas, eastus', 'quotas, westeurope']],
    [graphPath, ['eviction rates of Spot, all regions']],
    [scoresPath, ['placement scores of Spot, 3 sizes from Standard_NC4as_T4_v3 on, eastus']],
  ])('of %s is a warning, and costs no offer', async (path, parts) => {
    const visited = await visit([failing(path, 500), ...marketRoutes()])
    expect(texts(visited)).toEqual(parts.map((part) => `${part} is missing: provider failed (HTTP 500)`))
    expect(idsOf(visited)).toEqual(await everything())
  })

  test('of one region leaves the others as they are', async () => {
    const eastus: Route = { ...failing(skusPath, 500), when: (request) => regionOf(request) === 'eastus' }
    const { listing } = await visit([eastus, ...marketRoutes()])
    const stockOf = (id: string) => listing?.offers.find((offer) => offer.id === id)?.capacity?.stock
    expect(stockOf('azure/westeurope/Standard_ND96isr_H100_v5/on-demand')).toBe('none')
    expect(stockOf('azure/eastus/Standard_NC4as_T4_v3/on-demand')).toBeUndefined()
  })

  test('with a 404 of another kind is no matter of credentials', async () => {
    const visited = await visit([failing(usagesPath, 404, 'InvalidResourceType'), ...marketRoutes()])
    expect(texts(visited)).toEqual([
      'quotas, eastus is missing: provider failed (HTTP 404)',
      'quotas, westeurope is missing: provider failed (HTTP 404)',
    ])
  })
})

describe('without all that it takes', () => {
  test('a token alone brings eviction rates', async () => {
    const visited = await visit(marketRoutes(), { options: { subscriptionId: '' } })
    expect(visited.requests.filter(isOfAccount).map(({ path }) => path)).toEqual([graphPath])
    expect(texts(visited)).toEqual([expect.stringMatching(/^without a subscription .*AZURE_SUBSCRIPTION_ID/)])
    const rates = visited.listing?.offers.map(({ spotRisk }) => spotRisk?.interruptionsPerHour)
    expect(rates).toContain(0.3)
  })

  test('the subscription of the environment is read on each listing', async () => {
    vi.stubEnv('AZURE_SUBSCRIPTION_ID', subscriptionId)
    const visited = await visit(marketRoutes(), { options: { subscriptionId: undefined } })
    expect(visited.requests.some(({ path }) => path.includes(subscriptionId))).toBe(true)
  })

  test('an environment with something else than a subscription has none', async () => {
    vi.stubEnv('AZURE_SUBSCRIPTION_ID', 'my subscription/../..')
    const visited = await visit(marketRoutes(), { options: { subscriptionId: undefined } })
    expect(visited.requests.filter(isOfAccount).map(({ path }) => path)).toEqual([graphPath])
  })
})

describe('Resource Graph', () => {
  const pageOf = (rows: readonly unknown[], more: object): Route['reply'] => ({
    json: { data: rows, ...more },
  })
  const row = (skuName: string, evictionRate: string) => ({ skuName, location: 'eastus', evictionRate })
  const optionsOf = ({ requests }: Awaited<ReturnType<typeof visit>>) =>
    requests.filter(({ path }) => path === graphPath).map(({ body }) => JSON.parse(body).options)

  test('is read to its end by its token', async () => {
    const first: Route = {
      path: graphPath,
      when: ({ body }) => !body.includes('$skipToken'),
      reply: pageOf([row('standard_nc4as_t4_v3', '0-5')], { resultTruncated: 'true', $skipToken: 'abc' }),
    }
    const second: Route = { path: graphPath, reply: pageOf([row('standard_nv6ads_a10_v5', '20+')], {}) }
    const visited = await visit([first, second, ...marketRoutes()])
    expect(optionsOf(visited)[1]).toEqual({ resultFormat: 'objectArray', $top: 1000, $skipToken: 'abc' })
    const a10 = visited.listing?.offers.find(({ id }) => id.endsWith('NV6ads_A10_v5/spot'))
    expect(a10?.spotRisk?.interruptionsPerHour).toBe(0.3)
  })

  test('that gives no token is read on by number', async () => {
    const first: Route = {
      path: graphPath,
      when: ({ body }) => !body.includes('$skip'),
      reply: pageOf([row('standard_nc4as_t4_v3', '0-5')], { resultTruncated: 'true' }),
    }
    const second: Route = { path: graphPath, reply: pageOf([], { resultTruncated: 'true' }) }
    const visited = await visit([first, second, ...marketRoutes()])
    expect(optionsOf(visited).map(({ $skip }) => $skip)).toEqual([undefined, 1])
  })
})

describe('placement scores', () => {
  test('are not asked where the user wants none', async () => {
    const visited = await visit(marketRoutes(), { options: { placementRequests: 0 } })
    expect(visited.requests.some(({ path }) => path.endsWith('/generate'))).toBe(false)
    expect(texts(visited)).toEqual([])
  })

  test('are not asked of what cannot be had in any case', async () => {
    const { requests } = await visit(marketRoutes())
    const [body] = requests.filter(({ path }) => path.endsWith('/generate')).map((one) => one.body)
    expect(body).toContain('Standard_NC24ads_A100_v4')
    expect(body).not.toContain('Standard_ND96isr_H100_v5')
    expect(body).not.toContain('westeurope')
  })

  test('are asked within the limit, and a warning says what is left out', async () => {
    const rows = [
      'NC4as_T4_v3',
      'NC8as_T4_v3',
      'NC16as_T4_v3',
      'NC64as_T4_v3',
      'NC24ads_A100_v4',
      'NC48ads_A100_v4',
    ].map((name, index) => ({
      armSkuName: `Standard_${name}`,
      armRegionName: 'eastus',
      retailPrice: index + 1,
      currencyCode: 'USD',
      unitOfMeasure: '1 Hour',
      type: 'Consumption',
      productName: 'Virtual Machines N Series',
      meterName: `${name} Spot`,
    }))
    const visited = await visit(marketRoutes({ prices: { eastus: rows }, skus: {}, usages: {} }), {
      options: { placementRequests: 1 },
    })
    expect(visited.requests.filter(({ path }) => path.endsWith('/generate'))).toHaveLength(1)
    expect(texts(visited)).toEqual([
      expect.stringMatching(
        /^placement scores are asked for the cheapest Spot sizes only, by 1 of 2 requests/,
      ),
    ])
  })

  test('are asked once in 15 minutes, and again after a failure', async () => {
    await withReplayServer(marketRoutes(), async ({ baseUrl, requests, serve }) => {
      const source = createAzure({
        regions: ['eastus'],
        pricesBaseUrl: baseUrl,
        managementBaseUrl: baseUrl,
        subscriptionId,
        accessToken: async () => token,
        http: { maximumAttempts: 1 },
      })
      const scoresAsked = () => requests.filter(({ path }) => path.endsWith('/generate')).length
      const listAt = async (atMs: number) => (await source.listOffers({}, { nowMs: atMs }))._unsafeUnwrap()
      serve([failing(scoresPath, 429, 'TooManyRequests'), ...marketRoutes()])
      await listAt(nowMs)
      serve(marketRoutes())
      const first = await listAt(nowMs + 1)
      const second = await listAt(nowMs + 60_000)
      expect(scoresAsked()).toBe(2)
      expect(second.offers.map(({ capacity }) => capacity)).toEqual(
        first.offers.map(({ capacity }) => capacity),
      )
      await listAt(nowMs + 16 * 60_000)
      expect(scoresAsked()).toBe(3)
    })
  })
})

test('a token that replies repeat in names appears nowhere', async () => {
  const sku = {
    resourceType: 'virtualMachines',
    name: 'Standard_NC4as_T4_v3',
    family: token,
    capabilities: [{ name: 'vCPUs', value: token }],
    restrictions: [{ type: 'Location', values: ['eastus', 'westeurope'], reasonCode: token }],
  }
  const skus = { eastus: [sku, { ...sku, name: 7, [token]: token }], westeurope: [sku] }
  const evictions = [{ skuName: 'standard_nc4as_t4_v3', location: 'eastus', evictionRate: token }]
  const scores = [{ sku: 'Standard_NC4as_T4_v3', region: 'eastus', score: token }]
  const usages = { eastus: [{ currentValue: 0, limit: 0, name: { value: token } }] }
  const visited = await visit(marketRoutes({ skus, evictions, scores, usages }), {
    options: { accessToken: async () => token },
  })
  expect(visited.listing?.warnings).toMatchObject([{ kind: 'bad-row' }])
  expect(JSON.stringify(visited.listing)).not.toContain('planted')
})

test('a listing that is cancelled while it waits for a token is cancelled', async () => {
  const controller = new AbortController()
  const waiting = visit(marketRoutes(), {
    options: {
      accessToken: () => {
        controller.abort()
        return new Promise<string>(() => undefined)
      },
    },
    context: { signal: controller.signal },
  })
  expect((await waiting).error).toEqual({ kind: 'cancelled' })
})
