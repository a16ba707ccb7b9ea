import { excludeEachOther, type ListingContext, type ListingProgress } from '@aima/gpu-core'
import { type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { expect, test, vi } from 'vitest'
import { createPrometheusGpus, type PrometheusOptions } from '../src/index.ts'
import { fixture } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'

const path = '/api/v1/query'
const asks =
  (beginning: string) =>
  ({ query }: RecordedRequest) =>
    query.get('query')?.startsWith(beginning) ?? false

const route = (beginning: string, json: unknown): Route => ({ path, when: asks(beginning), reply: { json } })
const samplesRoute = route('{', fixture('prometheus-samples.json'))
const timesRoute = route('timestamp(', fixture('prometheus-times.json'))
const downRoute = route('up', fixture('prometheus-down.json'))
const all = [samplesRoute, timesRoute, downRoute]

const listing = (
  routes: readonly Route[],
  options: PrometheusOptions = {},
  { nowMs: atMs = nowMs, onProgress }: Partial<ListingContext> = {},
) =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const http = { maximumAttempts: 1 }
    const listed = await createPrometheusGpus({ baseUrl, http, ...options }).listOffers(
      {},
      { nowMs: atMs, onProgress },
    )
    return { listed: listed._unsafeUnwrap(), requests: [...requests] }
  })

test('lists what is idle by host and kind, and counts what is sick or silent', async () => {
  const { listed } = await listing(all)
  expect(listed.offers.map(({ id, capacity }) => `${id} ${capacity?.stock}`)).toEqual([
    'prometheus/amd1/MI300X/x1 available',
    'prometheus/desk:9835/RTX 4090/x1 available',
    'prometheus/h1/H100-SXM5/x1 available',
    'prometheus/h1/H100-SXM5/x2 available',
    'prometheus/h2/T4/x1 available',
    'prometheus/h3/L4/x1 busy',
    'prometheus/m1/A100-SXM4-40GB MIG 1g.5gb/x1 available',
    'prometheus/m1/A100-SXM4-40GB MIG 2g.10gb/x1 available',
  ])
  expect(listed.warnings).toEqual([
    { kind: 'limited', reason: 'left out 1 GPU, GPU reports XID 79: h1' },
    { kind: 'limited', reason: 'left out 1 GPU, its exporter is down: down' },
  ])
})

test('says which GPUs to take', async () => {
  const { listed } = await listing(all, { cluster: 'hall-2', country: 'DE', id: 'dcgm' })
  expect(listed.offers.find(({ id }) => id === 'dcgm/h1/H100-SXM5/x2')).toMatchObject({
    source: 'dcgm',
    provider: 'prometheus',
    providerKind: 'local',
    place: { region: 'hall-2', zone: 'h1', country: 'DE' },
    gpu: { name: 'NVIDIA H100 80GB HBM3', model: 'H100-SXM5', vendor: 'nvidia' },
    host: { driver: { kind: 'installed', driverVersion: '550.107.02' } },
    exclusiveKeys: [
      'dcgm/h1/GPU-11111111-0000-0000-0000-000000000001',
      'dcgm/h1/GPU-11111111-0000-0000-0000-000000000002',
    ],
    launch: {
      host: 'h1',
      uuids: ['GPU-11111111-0000-0000-0000-000000000001', 'GPU-11111111-0000-0000-0000-000000000002'],
      freeGpus: 2,
      totalGpus: 3,
    },
  })
})

test('has offers exclude each other exactly where they mean the same GPU', async () => {
  const { offers } = (await listing(all)).listed
  const excluding = offers.map((one) =>
    offers.flatMap((other, index) => (one !== other && excludeEachOther(one, other) ? [index] : [])),
  )
  // The two of h1; the two instances of m1 are of one GPU, and both can be had.
  expect(excluding).toEqual([[], [], [3], [2], [], [], [], []])
})

test('makes three queries, with the labels and the token of its user', async () => {
  const { requests } = await listing(all, { labels: { cluster: 'a' }, token: 'abc' })
  expect(requests.map(({ query }) => query.get('query')?.replace(/"[^"]*\|[^"]*"/, '"…"')).sort()).toEqual([
    'timestamp({__name__=~"…",cluster="a"})',
    'up{cluster="a"} == 0',
    '{__name__=~"…",cluster="a"}',
  ])
  expect(new Set(requests.map(({ headers: { authorization } }) => authorization))).toEqual(
    new Set(['Bearer abc']),
  )
})

test('tells each query as it answers', async () => {
  const told: ListingProgress[] = []
  await listing(all, {}, { onProgress: (progress) => told.push(progress) })
  expect(told.map(({ part, rows }) => `${part}: ${rows}`).sort()).toEqual([
    'samples: 58',
    'targets that are down: 1',
    'times of samples: 12',
  ])
})

test('later than two minutes after the measurements everything is left out', async () => {
  const { listed } = await listing(all, {}, { nowMs: nowMs + 200_000 })
  expect(listed.offers).toEqual([])
  expect(listed.warnings).toContainEqual({
    kind: 'limited',
    reason: 'left out 11 GPUs, last measured too long ago: amd1, desk:9835, h1, h2, h3 and 1 more',
  })
})

test('without times nothing passes for free, and a warning says so', async () => {
  const { listed } = await listing([samplesRoute, downRoute])
  expect(listed.offers.length).toBeGreaterThan(0)
  expect(listed.offers.every(({ capacity }) => capacity?.stock === 'busy')).toBe(true)
  expect(listed.warnings).toContainEqual(expect.objectContaining({ kind: 'part-missing' }))
})

test('without an address there is nothing to ask, and the environment may name one', async () => {
  vi.stubEnv('PROMETHEUS_URL', '')
  const error = (await createPrometheusGpus().listOffers({}, { nowMs }))._unsafeUnwrapErr()
  expect(error).toMatchObject({ kind: 'invalid-options' })
  await withReplayServer(all, async ({ baseUrl }) => {
    vi.stubEnv('PROMETHEUS_URL', baseUrl)
    expect((await createPrometheusGpus().listOffers({}, { nowMs })).isOk()).toBe(true)
  })
  vi.unstubAllEnvs()
})
