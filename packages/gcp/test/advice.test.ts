import type { Route } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { adviceQuestions } from '../src/advice.ts'
import { fixtureBook, machineOf } from './fixtures.ts'
import { marketRoutes, paths } from './market.ts'
import { fullAccess, type Visited, visit } from './visit.ts'

const advising = (scores: unknown, zone = 'us-central1-a'): Route => ({
  path: paths.advice,
  reply: { json: { recommendations: [{ scores, shards: [{ zone: `https://x/zones/${zone}` }] }] } },
})

const spotIn = ({ listing }: Visited, part: string) =>
  listing?.offers.find(({ id }) => id.includes(part) && id.endsWith('/spot')) ?? expect.fail(part)

const l4 = 'us-central1-a/g2-standard-4'

describe('questions', () => {
  const zones = ['us-central1-c', 'us-central1-a']
  const machines = [
    ...zones.map((zone) => machineOf({ zone })),
    machineOf({ type: 'a2-highgpu-1g', accelerator: 'nvidia-tesla-a100', vcpus: 12, ramGiB: 85 }),
    machineOf({ type: 'n1-standard-4', accelerator: 'nvidia-tesla-t4', isAttached: true }),
    machineOf({ zone: undefined }),
    machineOf({ type: 'g2-standard-8', region: 'asia-east1', zone: 'asia-east1-a' }),
  ]
  const asked = (query = {}, most = 20) =>
    adviceQuestions(machines, { book: fixtureBook, query, most }).map(
      ({ region, type, zones: its }) => `${region} ${type} ${its}`,
    )

  test('are one for each type and region, with all its zones, of what has a price and a zone and is not attached', () => {
    expect(asked()).toEqual([
      'us-central1 g2-standard-4 us-central1-a,us-central1-c',
      'us-central1 a2-highgpu-1g us-central1-a',
    ])
  })

  test('are about what the query may want', () => {
    expect(asked({ vramGiB: 40 })).toEqual(['us-central1 a2-highgpu-1g us-central1-a'])
    expect(asked({ gpuCount: 2 })).toEqual([])
    expect(asked({ allowedModels: ['L4'] })).toHaveLength(1)
  })

  test('are no more than allowed, the cheapest memory first', () => {
    expect(asked({}, 1)).toEqual(['us-central1 g2-standard-4 us-central1-a,us-central1-c'])
    expect(asked({}, 0)).toEqual([])
  })
})

test('a question is about one Spot machine of one type in any zone that has it', async () => {
  const { requests } = await visit(marketRoutes(), { options: { ...fullAccess, regions: ['us-east1'] } })
  const [question] = requests.filter(({ method }) => method === 'POST')
  expect(JSON.parse(question?.body ?? '')).toEqual({
    distributionPolicy: { targetShape: 'ANY_SINGLE_ZONE', zones: [{ zone: 'zones/us-east1-d' }] },
    instanceFlexibilityPolicy: { instanceSelections: { only: { machineTypes: ['g2-standard-4'] } } },
    instanceProperties: { scheduling: { provisioningModel: 'SPOT' } },
    size: 1,
  })
})

describe('what Google expects', () => {
  test.each([
    [0.9, 'available'],
    [0.7, 'available'],
    [0.5, 'low'],
    [0.1, 'low'],
    [0, 'none'],
  ])('as a chance of %f is the stock %s', async (obtainability, stock) => {
    const visited = await visit([advising({ obtainability }), ...marketRoutes()])
    expect(spotIn(visited, l4).capacity).toEqual({ stock, availability: obtainability })
  })

  test('as a time to run is a rate, with its reason', async () => {
    const offer = spotIn(await visit([advising({ estimatedUptime: '36000s' }), ...marketRoutes()]), l4)
    expect(offer.spotRisk).toEqual({ noticeHours: 30 / 3600, interruptionsPerHour: 0.0693147 })
    expect(offer.assumptions).toContainEqual({
      name: 'interruptionsPerHour',
      value: 0.0693147,
      unit: '1/h',
      basis: 'Google expects that most of these run for 10 h; ln 2 over that, at a constant rate',
    })
  })

  test.each([[{}], [null], [{ estimatedUptime: 'long' }], [{ estimatedUptime: '0s' }]])(
    'and does not tell (%j) leaves the prior and an unknown stock',
    async (scores) => {
      const offer = spotIn(await visit([advising(scores), ...marketRoutes()]), l4)
      expect(offer.capacity).toBeUndefined()
      expect(offer.spotRisk?.interruptionsPerHour).toBe(0.05)
    },
  )

  test('of one zone says nothing of another', async () => {
    const offer = spotIn(
      await visit([advising({ obtainability: 0.9 }, 'us-central1-f'), ...marketRoutes()]),
      l4,
    )
    expect(offer.capacity).toBeUndefined()
  })

  test('does not help against a quota', async () => {
    expect(spotIn(await visit(marketRoutes()), 'us-east1-d/g2-standard-4').capacity).toEqual({
      stock: 'none',
    })
  })
})

describe('the advice', () => {
  const toRegion = (region: string, reply: Route['reply'], version = '(beta|v1)'): Route => ({
    path: new RegExp(`/${version}/projects/p/regions/${region}/advice`),
    reply,
  })

  test.each([400, 404])('is asked of v1 where beta answers %i', async (status) => {
    const visited = await visit([toRegion('.*', { status, json: {} }, 'beta'), ...marketRoutes()])
    expect(visited.listing?.warnings).toEqual([])
    expect(spotIn(visited, l4).capacity?.stock).toBe('available')
  })

  test('that fails in one region costs one warning there, and the offers stay', async () => {
    const visited = await visit([toRegion('us-central1', { status: 500, json: {} }), ...marketRoutes()])
    expect(visited.listing?.warnings).toEqual([
      {
        kind: 'part-missing',
        part: 'the Spot advice of us-central1',
        error: { kind: 'provider-failed', status: 500 },
      },
    ])
    expect(spotIn(visited, l4).spotRisk?.interruptionsPerHour).toBe(0.05)
    expect(visited.progress.find(({ part }) => part === 'us-central1')?.error?.kind).toBe('provider-failed')
    const asked = visited.requests.filter(({ path }) => path.includes('us-central1/advice'))
    expect(asked).toHaveLength(1)
  })

  test('that does not know one type goes on with the next', async () => {
    const unknown: Route = {
      path: paths.advice,
      when: ({ body }) => body.includes('a4-highgpu-8g'),
      reply: { status: 400, json: {} },
    }
    const visited = await visit([unknown, ...marketRoutes()])
    expect(visited.listing?.warnings).toHaveLength(1)
    for (const type of ['a2-highgpu-1g', 'a3-highgpu-1g', 'a3-highgpu-8g', 'g2-standard-4'])
      expect(spotIn(visited, `us-central1-a/${type}`).capacity?.availability).toBe(0.9)
  })

  test('that the credentials forbid is not asked everywhere', async () => {
    const options = { ...fullAccess, requestsInFlight: 1 }
    const visited = await visit(
      [{ path: paths.advice, reply: { status: 403, json: {} } }, ...marketRoutes()],
      { options },
    )
    expect(visited.listing?.warnings).toHaveLength(1)
    expect(visited.requests.filter(({ method }) => method === 'POST').length).toBeLessThanOrEqual(3)
  })

  test('is not asked where nobody wants it', async () => {
    const { requests } = await visit(marketRoutes(), { options: { ...fullAccess, adviceRequests: 0 } })
    expect(requests.filter(({ method }) => method === 'POST')).toEqual([])
  })
})
