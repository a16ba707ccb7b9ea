import type { ListingContext, ListingProgress } from '@aima/gpu-core'
import { type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createKubernetesGpus, type KubernetesOptions } from '../src/index.ts'
import { fixture } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'

const nodes = fixture('kubernetes-nodes.json')
const pods = fixture('kubernetes-pods.json')

const route = (path: string | RegExp, json: unknown): Route => ({ path, reply: { json } })
const status = (path: string | RegExp, code: number): Route => ({
  path,
  reply: { status: code, json: { kind: 'Status', code } },
})

const nodesRoute = route('/api/v1/nodes', nodes)
const podsRoute = route('/api/v1/pods', pods)
const deviceRoutes = [
  route('/apis/resource.k8s.io/v1/resourceslices', fixture('kubernetes-resourceslices.json')),
  route('/apis/resource.k8s.io/v1/resourceclaims', fixture('kubernetes-resourceclaims.json')),
]
const all = [nodesRoute, podsRoute, ...deviceRoutes]

const listing = (
  routes: readonly Route[],
  options: KubernetesOptions = {},
  onProgress?: ListingContext['onProgress'],
) =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const listed = await createKubernetesGpus({ baseUrl, token: 'abc', ...options }).listOffers(
      {},
      { nowMs, onProgress },
    )
    return { listed, requests: [...requests] }
  })

const stocks = async (routes: readonly Route[], options?: KubernetesOptions) => {
  const { listed } = await listing(routes, options)
  return listed._unsafeUnwrap().offers.map(({ id, capacity }) => `${id} ${capacity?.stock}`)
}

const h100 = 'kubernetes/dra/device gpu.nvidia.com NVIDIA H100 80GB HBM3 79.6474609375'

test('lists what is free by node and resource, parts of GPUs one by one', async () => {
  expect(await stocks(all)).toEqual([
    'kubernetes/a100/nvidia.com%2Fgpu/x1 available',
    'kubernetes/a100/nvidia.com%2Fgpu/x2 available',
    'kubernetes/a100/nvidia.com%2Fgpu/x4 available',
    'kubernetes/a100/nvidia.com%2Fgpu/x5 available',
    `${h100}/x1 available`,
    `${h100}/x2 available`,
    `${h100}/x3 available`,
    'kubernetes/intel/gpu.intel.com%2Fi915/x1 available',
    'kubernetes/intel/gpu.intel.com%2Fi915/x2 available',
    'kubernetes/mi300x/amd.com%2Fgpu/x8 busy',
    'kubernetes/mig-mixed/nvidia.com%2Fmig-1g.5gb/x1 available',
    'kubernetes/mig-single/nvidia.com%2Fgpu/x1 available',
    'kubernetes/t4-shared/nvidia.com%2Fgpu/x1 available',
  ])
})

test('counts what is left out', async () => {
  const { listed } = await listing(all)
  expect(listed._unsafeUnwrap().warnings).toEqual([
    { kind: 'limited', reason: 'left out 1 GPU, node is cordoned: cordoned' },
    { kind: 'limited', reason: 'left out 4 GPUs, node is silent: silent' },
    {
      kind: 'limited',
      reason: 'left out 1 GPU, nvidia.com/mig-3g.20gb not allocatable, as when it is unhealthy: mig-mixed',
    },
  ])
})

test('says how to get them and what is left of the node', async () => {
  const { listed } = await listing(all, { cluster: 'hall-2', country: 'DE' })
  const offer = listed._unsafeUnwrap().offers.find(({ id }) => id === 'kubernetes/a100/nvidia.com%2Fgpu/x4')
  expect(offer).toMatchObject({
    provider: 'kubernetes',
    providerKind: 'local',
    purchase: 'owned',
    place: { region: 'hall-2', zone: 'a100', country: 'DE' },
    gpu: { model: 'A100-SXM4-80GB', vendor: 'nvidia', reportedVramGiB: 80, computeCapability: 8 },
    host: { vcpus: 56, ramGiB: 480, driver: { driverVersion: '550.107.02', cudaVersion: 12.4 } },
    exclusiveKeys: ['kubernetes/a100'],
    launch: {
      resource: 'nvidia.com/gpu',
      count: 4,
      nodeSelector: { 'kubernetes.io/hostname': 'a100' },
      tolerations: [{ key: 'nvidia.com/gpu', operator: 'Equal', value: 'present', effect: 'NoSchedule' }],
    },
  })
})

test('asks for nodes, running pods, slices and claims, each with the token', async () => {
  const { requests } = await listing(all)
  expect(requests.map(({ path, query }) => `${path}?${query}`).sort()).toEqual([
    '/api/v1/nodes?limit=500',
    '/api/v1/pods?limit=500&fieldSelector=status.phase%21%3DSucceeded%2Cstatus.phase%21%3DFailed',
    '/apis/resource.k8s.io/v1/resourceclaims?limit=500',
    '/apis/resource.k8s.io/v1/resourceslices?limit=500',
  ])
  expect(new Set(requests.map(({ headers: { authorization } }) => authorization))).toEqual(
    new Set(['Bearer abc']),
  )
})

test('asks for no devices where they are not wanted', async () => {
  const { requests } = await listing(all, { includeDevices: false })
  expect(requests).toHaveLength(2)
})

test('tells each page as it comes', async () => {
  const told: ListingProgress[] = []
  await listing(all, {}, (progress) => told.push(progress))
  expect(told.map(({ part, rows }) => `${part}: ${rows}`).sort()).toEqual([
    'nodes, page 1: 10',
    'pods, page 1: 7',
    'resource claims, page 1: 2',
    'resource slices, page 1: 3',
  ])
})

test('a cluster without devices is no worse for it', async () => {
  const { listed, requests } = await listing([nodesRoute, podsRoute])
  expect(listed._unsafeUnwrap().warnings.every(({ kind }) => kind === 'limited')).toBe(true)
  expect(requests.filter(({ path }) => path.startsWith('/apis'))).toHaveLength(2)
})

test('devices of a cluster before 1.34 are found', async () => {
  const older = [
    route('/apis/resource.k8s.io/v1beta1/resourceslices', fixture('kubernetes-resourceslices.json')),
    route('/apis/resource.k8s.io/v1beta1/resourceclaims', { items: null }),
  ]
  expect(await stocks([nodesRoute, podsRoute, ...older])).toContain(`${h100}/x4 available`)
})

test('who may not list pods is told that, and nothing passes for free', async () => {
  const { listed } = await listing([nodesRoute, status('/api/v1/pods', 403), ...deviceRoutes])
  const { offers, warnings } = listed._unsafeUnwrap()
  expect(new Set(offers.map(({ capacity }) => capacity?.stock))).toEqual(new Set(['busy']))
  expect(warnings[0]).toMatchObject({ kind: 'limited', reason: expect.stringContaining('403') })
  expect(offers.find(({ place }) => place.zone === 'a100')).toMatchObject({
    gpuCount: 8,
    launch: { freeGpus: null },
  })
})

test('who may not list claims is told that, and no device passes for free', async () => {
  const [slices = nodesRoute] = deviceRoutes
  const routes = [nodesRoute, podsRoute, slices, status(/resourceclaims$/, 403)]
  expect(await stocks(routes)).toContain(`${h100}/x4 busy`)
})

test('replies with very many faults end with a result', async () => {
  const many = (value: unknown) => Array.from({ length: 200_000 }, () => value)
  const [good] = nodes.items
  const sick = { metadata: { name: 'sick' }, status: { conditions: many(0) } }
  const { listed } = await listing(
    [route('/api/v1/nodes', { items: [good, sick] }), route('/api/v1/pods', { items: many(0) })],
    { includeDevices: false },
  )
  const { warnings } = listed._unsafeUnwrap()
  const row = warnings.find((warning) => warning.kind === 'bad-row' && warning.row === 'node sick')
  expect(row).toMatchObject({ issues: expect.objectContaining({ length: 5 }) })
})

describe('pages', () => {
  const page =
    (items: readonly unknown[]) =>
    ({ query }: RecordedRequest) => {
      const from = Number(query.get('continue') ?? 0)
      const end = from + Number(query.get('limit'))
      return {
        json: {
          metadata: end < items.length ? { continue: String(end) } : {},
          items: items.slice(from, end),
        },
      }
    }

  test('all of them are read', async () => {
    const routes = [
      { path: '/api/v1/nodes', reply: page(nodes.items) },
      { path: '/api/v1/pods', reply: page(pods.items) },
      ...deviceRoutes,
    ]
    expect(await stocks(routes, { pageSize: 3 })).toEqual(await stocks(all))
  })

  test('a list that the server has forgotten is read from the start', async () => {
    let isForgotten = false
    const reply = (request: RecordedRequest) => {
      if (request.query.has('continue') && !isForgotten) {
        isForgotten = true
        return { status: 410, json: { kind: 'Status', reason: 'Expired', code: 410 } }
      }
      return page(nodes.items)(request)
    }
    const routes = [{ path: '/api/v1/nodes', reply }, podsRoute, ...deviceRoutes]
    expect(await stocks(routes, { pageSize: 4 })).toEqual(await stocks(all))
  })

  test('a list that is always forgotten is told as missing', async () => {
    const forgotten = {
      path: '/api/v1/nodes',
      when: ({ query }: RecordedRequest) => query.has('continue'),
      reply: { status: 410, json: {} },
    }
    const routes = [forgotten, { path: '/api/v1/nodes', reply: page(nodes.items) }, podsRoute]
    const { listed, requests } = await listing(routes, { pageSize: 4, includeDevices: false })
    expect(listed._unsafeUnwrap().warnings[0]).toEqual({
      kind: 'part-missing',
      part: 'nodes',
      error: { kind: 'provider-failed', status: 410 },
    })
    expect(requests.filter(({ path }) => path === '/api/v1/nodes')).toHaveLength(6)
  })

  test('of pods that are not all there nothing passes for free', async () => {
    const cut = {
      path: '/api/v1/pods',
      when: ({ query }: RecordedRequest) => query.has('continue'),
      reply: { status: 500, json: {} },
    }
    const routes = [cut, nodesRoute, { path: '/api/v1/pods', reply: page(pods.items) }]
    const http = { maximumAttempts: 1 }
    const { listed } = await listing(routes, { pageSize: 4, includeDevices: false, http })
    const { offers, warnings } = listed._unsafeUnwrap()
    expect(offers.every(({ capacity }) => capacity?.stock === 'busy')).toBe(true)
    expect(warnings).toContainEqual(expect.objectContaining({ kind: 'part-missing', part: 'pods' }))
  })
})
