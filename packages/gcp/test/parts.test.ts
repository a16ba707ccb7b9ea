import { describeWarning } from '@aima/gpu-core'
import { type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createGcp } from '../src/index.ts'
import { nowMs, replies, skuOf } from './fixtures.ts'
import { marketRoutes, paths } from './market.ts'
import { fullAccess, type Visited, visit } from './visit.ts'

const texts = ({ listing }: Visited) => (listing?.warnings ?? []).map(describeWarning)

const idsOf = ({ listing }: Visited) => (listing?.offers ?? []).map(({ id }) => id)

const failing = (path: Route['path'], status: number, json: unknown = {}): Route => ({
  path,
  reply: { status, json },
})

describe('a part that fails', () => {
  test.each([
    [paths.regions, 'the quota of regions', 'compute.regions.list'],
    [paths.project, 'the quota over all regions', 'compute.projects.get'],
    [paths.acceleratorTypes, 'the list of accelerators for N1 machines', 'compute.acceleratorTypes.list'],
    [paths.machineTypes, 'the list of machine types', 'compute.machineTypes.list'],
    [paths.advice, 'the Spot advice', 'compute.advice.capacity'],
  ])(
    '%s costs one warning, and one that is forbidden names the permission',
    async (path, part, permission) => {
      const forbidden = await visit([failing(path, 403), ...marketRoutes()])
      expect(texts(forbidden).filter((text) => text.endsWith(`: ${part}`))).toEqual([
        `the credentials lack ${permission} (roles/compute.viewer holds it), or the project has the Compute Engine API switched off, so these are missing: ${part}`,
      ])
      expect(forbidden.listing?.offers.length).toBeGreaterThan(0)
      const broken = await visit([failing(path, 500), ...marketRoutes()])
      const missing = texts(broken).filter((text) => text.endsWith('provider failed (HTTP 500)'))
      expect(missing.every((text) => text.startsWith(part))).toBe(true)
      expect(missing).toHaveLength(path === paths.advice ? 3 : 1)
    },
  )

  test('leaves machines of the tables where it is the list of machines', async () => {
    const visited = await visit([failing(paths.machineTypes, 503), ...marketRoutes()])
    expect(texts(visited)[1]).toMatch(/^machines and their regions are those of a table/)
    expect(idsOf(visited)).toContain('gcp/us-central1/g2-standard-4/on-demand')
    expect(visited.requests.some(({ method }) => method === 'POST')).toBe(false)
  })

  test('leaves no N1 machines where it is the list of accelerators', async () => {
    const visited = await visit([failing(paths.acceleratorTypes, 500), ...marketRoutes()])
    expect(idsOf(visited).some((id) => id.includes('/n1-'))).toBe(false)
  })

  test('leaves no N1 machines and no prices of a page that is missing', async () => {
    const second: Route = {
      path: paths.skus,
      when: ({ query }) => query.get('pageToken') === 'two',
      reply: { status: 502, json: {} },
    }
    const first: Route = {
      path: paths.skus,
      reply: { json: { skus: [skuOf('Nvidia L4 GPU running in Americas')], nextPageToken: 'two' } },
    }
    const visited = await visit([second, first, ...marketRoutes()])
    expect(texts(visited)[0]).toBe('prices, page 2 is missing: provider failed (HTTP 502)')
    expect(visited.listing?.offers.every(({ price }) => price === undefined)).toBe(true)
  })

  test('of a zone that Google cannot reach is named', async () => {
    const items = { 'zones/us-east1-d': { warning: { code: 'UNREACHABLE' } } }
    const machineTypes = { items, unreachables: ['projects/p/zones/us-west1-b'] }
    const visited = await visit(marketRoutes({ machineTypes }))
    expect(texts(visited)).toEqual([
      'us-west1-b is missing: us-west1-b cannot be reached (UNREACHABLE)',
      'us-east1-d is missing: us-east1-d cannot be reached (UNREACHABLE)',
    ])
  })

  test.each([
    [401, 'unauthorized'],
    [500, 'provider-failed'],
  ])('is the error of the listing where it is the prices (HTTP %i)', async (status, kind) => {
    const { error, progress } = await visit([failing(paths.skus, status), ...marketRoutes()])
    expect(error?.kind).toBe(kind)
    expect(progress.find(({ part }) => part === 'prices')?.error?.kind).toBe(kind)
  })
})

describe('prices that are kept', () => {
  test('are not asked for again in their time, and offers say when they were read', async () => {
    await withReplayServer(marketRoutes(), async ({ baseUrl, requests }) => {
      const source = createGcp({
        ...fullAccess,
        billingBaseUrl: baseUrl,
        computeBaseUrl: baseUrl,
        cacheHours: 1 / 60,
      })
      const listAt = async (atMs: number) => (await source.listOffers({}, { nowMs: atMs }))._unsafeUnwrap()
      await listAt(nowMs)
      const second = await listAt(nowMs + 59_999)
      expect(second.observedAtMs).toBe(nowMs + 59_999)
      expect(new Set(second.offers.map(({ observedAtMs }) => observedAtMs))).toEqual(new Set([nowMs]))
      await listAt(nowMs + 60_000)
      expect(requests.filter(({ path }) => path === paths.skus)).toHaveLength(2)
    })
  })

  test('are not those of a list with a hole', async () => {
    const hole = { skus: [...[replies.skus].flatMap((page) => Object(page).skus), 42] }
    await withReplayServer(marketRoutes({ skus: hole }), async ({ baseUrl, requests }) => {
      const source = createGcp({
        ...fullAccess,
        billingBaseUrl: baseUrl,
        computeBaseUrl: baseUrl,
        cacheHours: 1 / 60,
      })
      await source.listOffers({}, { nowMs })
      await source.listOffers({}, { nowMs })
      expect(requests.filter(({ path }) => path === paths.skus)).toHaveLength(2)
    })
  })
})

test('SKUs that cannot be read cost a warning each, up to twenty', async () => {
  const bad = Array.from({ length: 30 }, () => skuOf('Nvidia L4 GPU running in Americas', { unit: 'mo' }))
  const skus = { skus: [...[replies.skus].flatMap((page) => Object(page).skus), ...bad] }
  const { listing } = await visit(marketRoutes({ skus }))
  expect(listing?.warnings.filter(({ kind }) => kind === 'bad-row')).toHaveLength(20)
  expect(listing?.warnings.filter(({ kind }) => kind === 'limited')).toEqual([
    { kind: 'limited', reason: '10 more SKUs could not be read; a newer version may read them' },
  ])
})
