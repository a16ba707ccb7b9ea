import type { Route } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createAzure } from '../src/index.ts'
import { answeringHttp } from './answering-http.ts'
import { nowMs, priceRow, pricesByRegion, rowsIn } from './fixtures.ts'
import { marketRoutes, pricesPath, regionOf } from './market.ts'
import { idsOf, texts, visit, withoutAccount } from './visit.ts'

const pricesFail = (region: string | undefined, status: number): Route => ({
  path: pricesPath,
  when: (request) => region === undefined || regionOf(request) === region,
  reply: { status, json: {} },
})

describe('pages of prices', () => {
  test('are read to the last one', async () => {
    const visited = await visit(marketRoutes({ pageSize: 10 }), { options: withoutAccount })
    expect(visited.requests.map(regionOf).sort()).toEqual([
      ...Array(4).fill('eastus'),
      ...Array(2).fill('westeurope'),
    ])
    expect(idsOf(visited)).toEqual(idsOf(await visit(marketRoutes())))
  })

  test('are followed by the link that Azure writes, with its port and with blanks', async () => {
    const link =
      "https://prices.azure.com:443/api/retail/prices?$filter=armRegionName eq 'eastus' and x&$skip=1000"
    const asked: string[] = []
    const http = answeringHttp(({ url }) => {
      asked.push(String(url))
      return { Items: [priceRow()], NextPageLink: asked.length === 1 ? link : null }
    })
    const source = createAzure({ http, regions: ['eastus'], subscriptionId: '' })
    const { warnings } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
    expect(asked).toEqual([
      'https://prices.azure.com/api/retail/prices',
      'https://prices.azure.com/api/retail/prices?$filter=armRegionName%20eq%20%27eastus%27%20and%20x&$skip=1000',
    ])
    expect(warnings.map(({ kind }) => kind)).toEqual(['limited'])
  })

  test.each([
    'http://evil.example/api/retail/prices',
    'https://prices.azure.com.evil.example/',
    'file:///etc/passwd',
    '//evil.example/',
  ])('are not followed to %s, and that is said', async (link) => {
    const route: Route = { path: pricesPath, reply: { json: { Items: [priceRow()], NextPageLink: link } } }
    const visited = await visit([route], { options: { ...withoutAccount, regions: ['eastus'] } })
    expect(visited.requests).toHaveLength(1)
    expect(idsOf(visited)).toHaveLength(1)
    expect(texts(visited)[1]).toMatch(/^eastus, page 2 is missing: unexpected answer: next page/)
  })

  test('cost what is on them and behind where one fails, with one warning', async () => {
    const failing: Route = {
      path: pricesPath,
      when: ({ query }) => query.get('$skip') === '10',
      reply: { status: 502, json: {} },
    }
    const visited = await visit([failing, ...marketRoutes({ pageSize: 10 })], {
      options: { ...withoutAccount, regions: ['eastus'] },
    })
    expect(texts(visited).slice(1)).toEqual(['eastus, page 2 is missing: provider failed (HTTP 502)'])
    expect(idsOf(visited).length).toBeGreaterThan(0)
  })
})

describe('a region that fails', () => {
  test('costs its offers and one warning', async () => {
    const visited = await visit([pricesFail('eastus', 503), ...marketRoutes()])
    expect(texts(visited)).toEqual(['eastus is missing: provider failed (HTTP 503)'])
    expect(idsOf(visited).every((id) => id.startsWith('azure/westeurope/'))).toBe(true)
  })

  test.each([
    [429, { kind: 'rate-limited', retryAfterMs: undefined }],
    [500, { kind: 'provider-failed', status: 500 }],
  ])('of status %i is the error of the listing where every region fails', async (status, error) => {
    expect((await visit([pricesFail(undefined, status), ...marketRoutes()])).error).toEqual(error)
  })
})

describe('progress', () => {
  test('is told of each region, with the number of its offers or its error', async () => {
    const told: unknown[] = []
    const visited = await visit([pricesFail('westeurope', 503), ...marketRoutes()], {
      context: { onProgress: (progress) => void told.push(progress) },
    })
    expect(told).toHaveLength(2)
    expect(told).toEqual(
      expect.arrayContaining([
        { source: 'azure', part: 'eastus', rows: idsOf(visited).length, error: undefined },
        {
          source: 'azure',
          part: 'westeurope',
          rows: undefined,
          error: { kind: 'provider-failed', status: 503 },
        },
      ]),
    )
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('no')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
  ])('by a listener that %s does not end the listing', async (_what, onProgress) => {
    const failing = await visit(marketRoutes(), { context: { onProgress } })
    expect(idsOf(failing)).toEqual(idsOf(await visit(marketRoutes())))
  })
})

describe('rows', () => {
  test('that cannot be read cost a warning each', async () => {
    const rows = [...rowsIn(pricesByRegion, 'westeurope'), { retailPrice: 'free' }]
    const visited = await visit(marketRoutes({ prices: { westeurope: rows } }))
    expect(visited.listing?.warnings).toMatchObject([{ kind: 'bad-row', row: 'westeurope: row 15' }])
    expect(idsOf(visited)).toHaveLength(6)
  })

  test('of which none can be read are a strange reply', async () => {
    const { error } = await visit(marketRoutes({ prices: { eastus: [1, 2], westeurope: [3] } }))
    expect(error).toMatchObject({
      kind: 'unexpected-shape',
      issues: expect.arrayContaining([expect.stringMatching(/^eastus: row 1: /)]),
    })
  })
})
