import { describeWarning, type ListedOffer, parseOffers } from '@aima/gpu-core'
import { type Reply, withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createRunpod } from '../src/index.ts'
import { answeringHttp } from './answering-http.ts'
import { nowMs } from './fixtures.ts'
import { hasData, json, text } from './shared-data.ts'

const key = 'rpa_not_a_real_key'

const restFlags = z.object({
  secure: z.boolean(),
  community: z.boolean(),
  maxCount: z.object({ secure: z.number(), community: z.number() }),
})
const graphqlFlags = z.object({ secureCloud: z.boolean(), communityCloud: z.boolean() })

/** Offers that rows must give: one for each cloud that offers the type at that count. */
const expectedOffers = (rows: readonly unknown[], gpuCount: number): number =>
  rows.reduce<number>((sum, row) => {
    const rest = restFlags.safeParse(row).data
    if (rest !== undefined) {
      const { secure, community, maxCount } = rest
      const inCloud = (has: boolean, most: number) => (has && gpuCount <= most ? 1 : 0)
      return sum + inCloud(secure, maxCount.secure) + inCloud(community, maxCount.community)
    }
    const { secureCloud, communityCloud } = graphqlFlags.parse(row)
    return sum + Number(secureCloud) + Number(communityCloud)
  }, 0)

/** Lists one count from replies that are the same for both clouds; data centres are those of a reply or none. */
const listFrom = async (apiKey: string, gpuCount: number, { gpus, dataCenters }: Record<string, unknown>) => {
  const { http } = answeringHttp(({ url, json: body }) => {
    const isPlaces =
      String(url).endsWith('/datacenters') || JSON.stringify(body ?? {}).includes('dataCenters')
    return isPlaces ? dataCenters : gpus
  })
  const listing = await createRunpod({ apiKey, counts: [gpuCount], http }).listOffers({}, { nowMs })
  return listing._unsafeUnwrap()
}

const assertSound = (offers: readonly ListedOffer[]): void =>
  expect(parseOffers(offers, 'cloud')._unsafeUnwrap().failures).toEqual([])

const graphqlFiles = [
  'graphql-gpuTypes-2026-07-18.json',
  'graphql-gpuTypes-full-prices-2025-06-15.json',
  'graphql-gpuTypes-full-prices-2025-06-21.json',
]

const recordedReply = z.object({ data: z.object({ gpuTypes: z.array(z.unknown()) }) })

const rowsIn = (name: string): readonly unknown[] => {
  const value = json(name)
  return Array.isArray(value) ? value : recordedReply.parse(value).data.gpuTypes
}

const noPlaces = { data: { dataCenters: [] } }

test.runIf(hasData)('every row of the REST reply is an offer, or not offered', async () => {
  const gpus = json('constructed-v2-catalog-gpus-count8.json')
  const rows = z.object({ gpus: z.array(z.unknown()) }).parse(gpus).gpus
  const { offers, warnings } = await listFrom(key, 8, {
    gpus,
    dataCenters: json('constructed-v2-catalog-datacenters.json'),
  })
  console.info(
    `REST: ${rows.length} rows of 8 GPUs, ${offers.length} offers in two clouds, ${warnings.length} warnings`,
  )
  expect(offers).toHaveLength(expectedOffers(rows, 8))
  expect(warnings.map(describeWarning)).toEqual([])
  assertSound(offers)
})

test.runIf(hasData).each(graphqlFiles)('every row of %s is an offer, or not offered', async (name) => {
  const rows = rowsIn(name)
  const { offers, warnings } = await listFrom('', 8, {
    gpus: { data: { gpuTypes: rows } },
    dataCenters: noPlaces,
  })
  console.info(`${name}: ${rows.length} rows, ${offers.length} offers in two clouds`)
  expect(offers).toHaveLength(expectedOffers(rows, 8))
  expect(warnings.map(({ kind }) => kind)).toEqual(['limited'])
  assertSound(offers)
})

test.runIf(hasData)('no offer has a placeholder price', async () => {
  const gpus = { data: { gpuTypes: rowsIn('graphql-gpuTypes-2026-07-18.json') } }
  const { offers } = await listFrom('', 8, { gpus, dataCenters: noPlaces })
  const prices = new Map(offers.map(({ id, price }) => [id, price?.usdPerHour]))
  expect(prices.get('runpod/community/anywhere/AMD Instinct MI300X OAM/8')).toBeUndefined()
  expect(prices.get('runpod/secure/anywhere/NVIDIA H100 80GB HBM3/8')).toBe(23.92)
  expect(prices.get('runpod/community/anywhere/NVIDIA H100 80GB HBM3/8')).toBe(21.52)
  expect([...prices.values()]).not.toContain(4)
})

test.runIf(hasData)(
  'no spot offer comes of recorded bids, which are as high as the price on demand',
  async () => {
    const { http } = answeringHttp(({ json: body }) =>
      JSON.stringify(body).includes('dataCenters') ? noPlaces : json('graphql-gpuTypes-2026-07-18.json'),
    )
    const source = createRunpod({ apiKey: '', counts: [8], clouds: ['COMMUNITY'], includeSpot: true, http })
    const { offers } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
    expect(offers.filter(({ purchase }) => purchase === 'spot')).toEqual([])
  },
)

test.runIf(hasData)('every line of the daily series is an offer for each of its clouds', async () => {
  const lines = text('graphql-daily-series-2026-07-18_2026-08-22.jsonl').trim().split('\n')
  const line = z.object({ ts: z.string(), gpuType: z.unknown() })
  for (const { gpuType } of lines.map((one) => line.parse(JSON.parse(one)))) {
    const gpus = { data: { gpuTypes: [gpuType] } }
    const { offers } = await listFrom('', 8, { gpus, dataCenters: noPlaces })
    expect(offers).toHaveLength(expectedOffers([gpuType], 8))
    assertSound(offers)
  }
  console.info(`daily series: ${lines.length} lines`)
})

const errorCase = z.object({
  case: z.string(),
  status: z.number(),
  content_type: z.string(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.unknown().optional(),
  body_text: z.string().optional(),
})

const kinds: Readonly<Record<number, string>> = {
  400: 'provider-failed',
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'provider-failed',
  422: 'provider-failed',
  429: 'rate-limited',
}

test.runIf(hasData)('every recorded error of REST v2 becomes the error that it means', async () => {
  const { v2 } = z.object({ v2: z.array(errorCase) }).parse(json('error-replies.json'))
  for (const { case: name, status, headers, body, body_text: plain, content_type: type } of v2) {
    const reply: Reply = {
      status,
      headers: { ...headers, 'content-type': type },
      ...(plain === undefined ? { json: body } : { text: plain }),
    }
    const error = await withReplayServer([{ path: /^/, reply }], async ({ baseUrl }) => {
      const source = createRunpod({ apiKey: key, baseUrl, counts: [1], http: { maximumAttempts: 1 } })
      return (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    })
    expect([name, error.kind]).toEqual([name, plain === undefined ? kinds[status] : 'provider-failed'])
  }
})

test.runIf(hasData)('every recorded error of GraphQL becomes an error', async () => {
  const { graphql } = z.object({ graphql: z.array(errorCase) }).parse(json('error-replies.json'))
  for (const { case: name, status, body } of graphql.filter(({ body: one }) =>
    JSON.stringify(one).includes('errors'),
  )) {
    const error = await withReplayServer(
      [{ path: /^/, reply: { status, json: body } }],
      async ({ baseUrl }) => {
        const source = createRunpod({
          apiKey: '',
          graphqlUrl: baseUrl,
          counts: [1],
          http: { maximumAttempts: 1 },
        })
        return (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
      },
    )
    expect([name, error.kind]).toEqual([name, status === 200 ? 'unexpected-shape' : 'provider-failed'])
  }
})
