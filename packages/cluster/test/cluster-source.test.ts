import type { ListedOffer } from '@aima/gpu-core'
import { type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test, vi } from 'vitest'
import {
  type ClusterOptions,
  createKubernetesGpus,
  createPrometheusGpus,
  createSlurmCluster,
} from '../src/index.ts'
import type { GpuGroup } from '../src/offers/gpu-group.ts'
import { toOffers } from '../src/offers/to-offers.ts'
import { fixture } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'

const sources = [
  ['slurm', createSlurmCluster],
  ['kubernetes', createKubernetesGpus],
  ['prometheus', createPrometheusGpus],
] as const

test.each(sources)('%s is constructed from nothing, as plain JavaScript may call it', (name, create) => {
  expect([create().id, create(undefined).id, create(null).id]).toEqual([name, name, name])
})

test.each(sources)(
  '%s is constructed from what is no options, and each listing says so',
  async (name, create) => {
    const wrong: object = { id: 5, provider: '', unheard: true }
    const source = create(wrong)
    expect(source.id).toBe(name)
    expect((await source.listOffers({}, { nowMs }))._unsafeUnwrapErr().kind).toBe('invalid-options')
  },
)

const nodesRoute: Route = { path: '/api/v1/nodes', reply: { json: fixture('kubernetes-nodes.json') } }

test('a token that never comes holds up no listing that is cancelled', async () => {
  const controller = new AbortController()
  const token = () => new Promise<string>(() => undefined)
  const source = createKubernetesGpus({ baseUrl: 'http://127.0.0.1:1', token })
  const listing = source.listOffers({}, { nowMs, signal: controller.signal })
  setImmediate(() => controller.abort())
  expect((await listing)._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
})

test('a token too long to be looked for in texts is refused, wherever it comes from', async () => {
  const token = 'x'.repeat(8_193)
  const baseUrl = 'http://127.0.0.1:1'
  vi.stubEnv('SLURM_JWT', token)
  const kubeconfig = {
    'current-context': 'a',
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
    clusters: [{ name: 'a', cluster: { server: baseUrl } }],
    users: [{ name: 'a', user: { token } }],
  }
  for (const source of [
    createSlurmCluster({ rest: { baseUrl } }),
    createSlurmCluster({ rest: { baseUrl, token } }),
    createPrometheusGpus({ baseUrl, token }),
    createKubernetesGpus({ baseUrl, token }),
    createKubernetesGpus({ kubeconfig }),
  ]) {
    const error = (await source.listOffers({}, { nowMs }))._unsafeUnwrapErr()
    expect(error.kind).toBe('invalid-options')
    expect(JSON.stringify(error)).not.toContain('xxxx')
  }
  vi.unstubAllEnvs()
})

test('a listing forgets its signal at its end', async () => {
  const { signal } = new AbortController()
  const removed = vi.spyOn(signal, 'removeEventListener')
  const added = vi.spyOn(signal, 'addEventListener')
  await withReplayServer([nodesRoute], async ({ baseUrl }) =>
    createKubernetesGpus({ baseUrl, includeDevices: false }).listOffers({}, { nowMs, signal }),
  )
  expect(removed.mock.calls.length).toBeGreaterThanOrEqual(added.mock.calls.length)
})

test('a password in an address is in no warning, though a reply repeats it', async () => {
  const row = { metadata: { name: 'n1', labels: { 'nvidia.com/gpu.product': 'hunter-22' } } }
  const ready = { conditions: [{ type: 'Ready', status: 'True' }], allocatable: { 'nvidia.com/gpu': '1' } }
  const items = [{ ...row, status: ready }]
  await withReplayServer([{ path: '/api/v1/nodes', reply: { json: { items } } }], async ({ baseUrl }) => {
    const address = baseUrl.replace('//', '//me:hunter%2D22@')
    const listed = await createKubernetesGpus({ baseUrl: address, includeDevices: false }).listOffers(
      {},
      { nowMs },
    )
    expect(listed._unsafeUnwrap().warnings).toContainEqual({
      kind: 'unknown-model',
      name: '[redacted]',
      offers: 1,
    })
  })
})

const group: GpuGroup = {
  node: 'n1',
  key: 'l4',
  gpu: { name: 'L4', model: 'L4' },
  assumptions: [],
  total: 2,
  free: 2,
  isFull: false,
  isPromised: false,
  canJoin: true,
  host: undefined,
  freeHost: undefined,
  launchOf: (count) => ({ count }),
}

const offers = (options: ClusterOptions, changes: Partial<GpuGroup> = {}): readonly ListedOffer[] =>
  toOffers([{ ...group, ...changes }], { source: 's', provider: 'p', options, nowMs }).offers

describe('what the user tells of GPUs', () => {
  const ownership = { capexUsd: 7_000, lifeYears: 4, usdPerKWh: 0.3 }
  const energy = { powerKW: 0.7, pue: 1.2 }

  test('is multiplied where it is an amount', () => {
    expect(offers({ ownership, energy })[1]).toMatchObject({
      gpuCount: 2,
      ownership: { capexUsd: 14_000, lifeYears: 4, usdPerKWh: 0.3 },
      energy: { powerKW: 1.4, pue: 1.2 },
    })
  })

  test('is the share of a part of a GPU', () => {
    const gpu = { name: 'A100 MIG 1g.5gb', model: 'A100-SXM4-40GB', fraction: 1 / 7 }
    const [part] = offers({ ownership, energy }, { gpu, canJoin: false })
    expect(part?.ownership?.capexUsd).toBeCloseTo(1_000)
    expect(part?.energy?.powerKW).toBeCloseTo(0.1)
  })

  test('is asked once for each group', () => {
    const choose = vi.fn(() => ownership)
    expect(offers({ ownership: choose }, { total: 8, free: 8 })).toHaveLength(4)
    expect(choose.mock.calls).toEqual([[{ node: 'n1', name: 'L4', model: 'L4' }]])
  })

  const throwing = {
    get capexUsd(): number {
      throw new Error('not ready')
    },
  }
  const failures: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('not ready')
      },
    ],
    ['returns what throws', () => throwing],
    ['returns what is none', () => ({ capexUsd: -1, powerKW: 'much', score: 'high' })],
    ['returns NaN', () => Number.NaN],
    ['fails later', () => Promise.reject(new Error('not ready'))],
  ]

  test.each(failures)('is nothing where a function %s', (_name, choose) => {
    const options = { ownership: choose, energy: choose, network: choose, benchmarks: choose, waits: choose }
    // What plain JavaScript may pass.
    const [offer] = offers(Object.assign<ClusterOptions, object>({}, options), { free: 0 })
    expect(offer).toMatchObject({ capacity: { stock: 'busy' } })
    const { ownership: told, energy: power, benchmarks } = offer ?? {}
    const values = [
      told?.capexUsd,
      power?.powerKW,
      Object.values(benchmarks ?? {})[0],
      offer?.capacity?.allocHours,
    ]
    expect(values).toEqual([undefined, undefined, undefined, undefined])
  })

  test('may be a wait by node, and a node may be called like anything', () => {
    const waitOf = (node: string) =>
      offers({ waits: { n1: 1.5 } }, { node, free: 0 })[0]?.capacity?.allocHours
    expect(waitOf('n1')).toBe(1.5)
    expect(waitOf('constructor')).toBeUndefined()
  })
})
