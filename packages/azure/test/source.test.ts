import { createHttp, type Http } from '@aima/gpu-http'
import { type RecordedRequest, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createAzure } from '../src/index.ts'
import { knownRegions } from '../src/regions.ts'
import { nowMs, priceRow, subscriptionId } from './fixtures.ts'
import { isOfAccount, marketRoutes, pricesPath, regionOf } from './market.ts'
import { idsOf, linesOf, texts, type Visit, visit, withoutAccount } from './visit.ts'

const addressOf = ({ method, path, query }: RecordedRequest): string =>
  `${method} ${path}?${[...query].map(([name, value]) => `${name}=${value}`).join('&')}`

const pricesAsked = ({ requests }: Visit): readonly string[] =>
  requests
    .filter(({ path }) => path === pricesPath)
    .map(regionOf)
    .sort()

const compute = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute`

describe('requests', () => {
  test('are of prices, restrictions and quotas of each region, of evictions and of scores', async () => {
    const { requests } = await visit(marketRoutes())
    const prices = (region: string) =>
      `GET /api/retail/prices?api-version=2023-01-01-preview&currencyCode='USD'&$filter=serviceName eq 'Virtual Machines' and priceType eq 'Consumption' and armRegionName eq '${region}' and startswith(armSkuName,'Standard_N')`
    expect(requests.map(addressOf).sort()).toEqual([
      prices('eastus'),
      prices('westeurope'),
      `GET ${compute}/locations/eastus/usages?api-version=2024-07-01`,
      `GET ${compute}/locations/westeurope/usages?api-version=2024-07-01`,
      `GET ${compute}/skus?api-version=2021-07-01&$filter=location eq 'eastus'`,
      `GET ${compute}/skus?api-version=2021-07-01&$filter=location eq 'westeurope'`,
      'POST /providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01',
      `POST ${compute}/locations/eastus/placementScores/spot/generate?api-version=2025-06-05`,
    ])
  })

  test('have the bodies that Azure takes', async () => {
    const { requests } = await visit(marketRoutes())
    const bodies = requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body))
    expect(bodies).toEqual([
      {
        query:
          "SpotResources | where type =~ 'microsoft.compute/skuspotevictionrate/location' | where sku.name startswith 'standard_n' | where location in~ ('eastus','westeurope') | project skuName=tostring(sku.name), location, evictionRate=tostring(properties.evictionRate) | order by skuName asc, location asc",
        options: { resultFormat: 'objectArray', $top: 1000 },
      },
      {
        desiredLocations: ['eastus'],
        desiredSizes: [
          { sku: 'Standard_NC4as_T4_v3' },
          { sku: 'Standard_NV6ads_A10_v5' },
          { sku: 'Standard_NC24ads_A100_v4' },
        ],
        desiredCount: 1,
        availabilityZones: false,
      },
    ])
  })

  test('take the token to the account and never to the price list', async () => {
    const { requests } = await visit(marketRoutes())
    for (const request of requests) {
      const { authorization } = request.headers
      expect(authorization).toBe(isOfAccount(request) ? 'Bearer a-token' : undefined)
    }
  })

  test('prints how many of them a full listing takes', async () => {
    const full = { regions: undefined }
    const counts = await Promise.all([
      visit(marketRoutes(), { options: { ...full, ...withoutAccount } }),
      visit(marketRoutes(), { options: full }),
      visit(marketRoutes(), { options: { ...full, ...withoutAccount }, query: { countries: ['EU'] } }),
      visit(marketRoutes(), { options: { ...withoutAccount, regions: 'all' } }),
      visit(marketRoutes(), { options: { regions: 'all' } }),
    ])
    const [prices, account, eu, all, allOfAccount] = counts.map(({ requests }) => requests.length)
    console.info(
      `requests per full listing: ${prices} for the default regions, ${account} with an account; ${eu} for the EU; ${all} for all regions, ${allOfAccount} with an account`,
    )
    expect([prices, account, eu, all, allOfAccount]).toEqual([13, 41, 13, 56, 170])
  })

  test('are never more at once than allowed', async () => {
    const inner = createHttp({ maximumAttempts: 1, connectionsPerHost: 64 })
    let running = 0
    let most = 0
    const end = () => {
      running -= 1
    }
    const json: Http['json'] = (request, schema, context) => {
      running += 1
      most = Math.max(most, running)
      return inner.json(request, schema, context).andTee(end).orTee(end)
    }
    await visit(marketRoutes(), {
      options: { regions: 'all', requestsInFlight: 3, http: { ...inner, json } },
    })
    expect([most, running]).toEqual([3, 0])
  })

  test('survive a slash at the end of an address', async () => {
    const paths = await withReplayServer(marketRoutes(), async ({ baseUrl, requests }) => {
      const source = createAzure({ pricesBaseUrl: `${baseUrl}//`, ...withoutAccount, regions: ['eastus'] })
      await source.listOffers({}, { nowMs })
      return requests.map(({ path }) => path)
    })
    expect(paths).toEqual(['/api/retail/prices'])
  })
})

describe('a listing', () => {
  test('with an account says what can be had', async () => {
    const visited = await visit(marketRoutes())
    expect(linesOf(visited)).toEqual([
      'azure/eastus/Standard_NC24ads_A100_v4/on-demand: 1 A100-PCIe-80GB, 3.673 USD/h, none',
      'azure/eastus/Standard_NC24ads_A100_v4/spot: 1 A100-PCIe-80GB, 0.7346 USD/h, low, 0.075/h',
      'azure/eastus/Standard_NC4as_T4_v3/on-demand: 1 T4, 0.526 USD/h, undefined',
      'azure/eastus/Standard_NC4as_T4_v3/spot: 1 T4, 0.0789 USD/h, available, 0.025/h',
      'azure/eastus/Standard_NCC40ads_H100_v5/on-demand: 1 H100-NVL, 7.5 USD/h, undefined',
      'azure/eastus/Standard_ND128isr_NDR_GB200_v6/on-demand: 4 GB200, 108.16 USD/h, undefined',
      'azure/eastus/Standard_ND96asr_v4/on-demand: 8 A100-SXM4-40GB, 27.197 USD/h, undefined',
      'azure/eastus/Standard_ND96isr_H100_v5/on-demand: 8 H100-SXM5, 98.32 USD/h, none',
      'azure/eastus/Standard_ND96isr_H100_v5/spot: 8 H100-SXM5, 18.169536 USD/h, none, 0.05/h',
      'azure/eastus/Standard_NV36ads_A10_v5/on-demand: 1 A10, 3.2 USD/h, undefined',
      'azure/eastus/Standard_NV6ads_A10_v5/on-demand: 1 A10, 0.454 USD/h, undefined',
      'azure/eastus/Standard_NV6ads_A10_v5/spot: 1 A10, 0.0908 USD/h, undefined, 0.05/h',
      'azure/westeurope/Standard_NC24ads_A100_v4/on-demand: 1 A100-PCIe-80GB, 4.775 USD/h, undefined',
      'azure/westeurope/Standard_NC24ads_A100_v4/spot: 1 A100-PCIe-80GB, 0.955 USD/h, none, 0.175/h',
      'azure/westeurope/Standard_NC4as_T4_v3/on-demand: 1 T4, 0.605 USD/h, undefined',
      'azure/westeurope/Standard_NC4as_T4_v3/spot: 1 T4, 0.0968 USD/h, none, 0.05/h',
      'azure/westeurope/Standard_ND96isr_H100_v5/on-demand: 8 H100-SXM5, 132.23 USD/h, none',
      'azure/westeurope/Standard_ND96isr_H100_v5/spot: 8 H100-SXM5, 26.446 USD/h, none, 0.3/h',
    ])
    expect(texts(visited)).toEqual([])
  })

  test('without an account has the same prices, unknown stock, and one warning', async () => {
    const visited = await visit(marketRoutes(), { options: withoutAccount })
    expect(idsOf(visited)).toEqual(idsOf(await visit(marketRoutes())))
    expect(visited.listing?.offers.every(({ capacity }) => capacity === undefined)).toBe(true)
    expect(visited.requests.filter(isOfAccount)).toEqual([])
    expect(texts(visited)).toEqual([expect.stringMatching(/^without an account .*AZURE_SUBSCRIPTION_ID/)])
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

  test('warns once of sizes that are in no table, and of regions', async () => {
    const rows = ['Standard_NX1_v9', 'Standard_NX2_v9'].map((armSkuName) =>
      priceRow({ armSkuName, armRegionName: 'moonbase1' }),
    )
    const visited = await visit(
      marketRoutes({ prices: { moonbase1: [priceRow({ armRegionName: 'moonbase1' }), ...rows] } }),
      {
        options: { ...withoutAccount, regions: ['moonbase1'] },
      },
    )
    expect(idsOf(visited)).toEqual(['azure/moonbase1/Standard_NC4as_T4_v3/on-demand'])
    expect(texts(visited).slice(1)).toEqual([
      expect.stringMatching(/^the GPUs of Standard_NX1_v9, Standard_NX2_v9 are not known/),
      expect.stringMatching(/^the country of moonbase1 is not known/),
    ])
  })
})

describe('a query for countries', () => {
  test('asks no region of another country', async () => {
    const visited = await visit(marketRoutes(), { query: { countries: ['NL'] } })
    expect(pricesAsked(visited)).toEqual(['westeurope'])
    expect(visited.requests.some((request) => regionOf(request) === 'eastus')).toBe(false)
  })

  test('asks all regions of those countries where the user names none', async () => {
    const visited = await visit(marketRoutes(), {
      query: { countries: ['CH', 'PL'] },
      options: { regions: undefined },
    })
    expect(pricesAsked(visited)).toEqual(['polandcentral', 'switzerlandnorth', 'switzerlandwest'])
  })

  test.each([[[]], [['IS']]] as const)('of %j asks nobody, and is no error', async (countries) => {
    const { listing, requests } = await visit(marketRoutes(), {
      query: { countries },
      options: { regions: 'all' },
    })
    expect(requests).toEqual([])
    expect(listing).toEqual({ offers: [], warnings: [], observedAtMs: nowMs })
  })

  test('asks every known region where all are wanted', async () => {
    const visited = await visit(marketRoutes(), { options: { ...withoutAccount, regions: 'all' } })
    expect(pricesAsked(visited)).toEqual(knownRegions)
  })
})
