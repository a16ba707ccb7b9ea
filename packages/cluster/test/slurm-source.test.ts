import { adapterContract, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, it, test } from 'vitest'
import { createSlurmCluster, type SlurmOptions } from '../src/index.ts'
import { fixture, fixturePath } from './support/fixtures.ts'
import { nowMs } from './support/now.ts'
import { script } from './support/script.ts'

const nodes = fixture('slurm-nodes-24.11.json')

const listing = async (options: Partial<SlurmOptions> = {}) =>
  withReplayServer([{ path: /nodes$/, reply: { json: nodes } }], async ({ baseUrl }) => {
    const source = createSlurmCluster({ rest: { baseUrl, token: 'abc' }, ...options })
    return (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
  })

test('lists what is free by node, type and count, and what is all taken as busy', async () => {
  const { offers, warnings } = await listing()
  expect(offers.map(({ id, capacity }) => `${id} ${capacity?.stock}`)).toEqual([
    'slurm/gpu1/h100-sxm5/x1 available',
    'slurm/gpu1/h100-sxm5/x2 available',
    'slurm/gpu1/h100-sxm5/x4 available',
    'slurm/gpu2/a100/x1 available',
    'slurm/gpu2/a100/x2 available',
    'slurm/gpu2/a100/x4 available',
    'slurm/gpu2/a100/x6 available',
    'slurm/gpu3/l4/x2 busy',
    'slurm/gpu5/l40s/x1 available',
    'slurm/gpu5/rtx_4090/x1 available',
    'slurm/gpu6/gpu/x1 available',
    'slurm/gpu6/gpu/x2 available',
    'slurm/gpu6/gpu/x4 available',
    'slurm/gpu6/gpu/x8 available',
  ])
  expect(warnings).toEqual([{ kind: 'limited', reason: 'left out 4 GPUs, node is drain: gpu4' }])
})

test('says how to get them, what is left of the node, and that its offers exclude each other', async () => {
  const { offers } = await listing({ cluster: 'hall-2', country: 'DE' })
  expect(offers.find(({ id }) => id === 'slurm/gpu2/a100/x6')).toMatchObject({
    provider: 'slurm',
    providerKind: 'local',
    purchase: 'owned',
    place: { region: 'hall-2', zone: 'gpu2', country: 'DE' },
    host: { vcpus: 96, ramGiB: 750, architecture: 'x86_64' },
    exclusiveKeys: ['slurm/gpu2'],
    observedAtMs: nowMs,
    launch: { partition: 'gpu', partitions: ['gpu', 'long'], nodelist: 'gpu2', gres: 'gpu:a100:6' },
  })
  expect(new Set(offers.flatMap(({ exclusiveKeys }) => exclusiveKeys)).size).toBe(5)
  expect(offers.every((offer) => !('site' in offer))).toBe(true)
})

test('takes from its user what no cluster tells, per GPU', async () => {
  const { offers } = await listing({
    models: { L4: 'L4' },
    ownership: { capexUsd: 30_000, lifeYears: 5 },
    energy: ({ model }) => (model === 'L4' ? { powerKW: 0.1 } : { powerKW: 0.7, pue: 1.1 }),
    benchmarks: { mlperf: 7 },
    network: { egressMbps: 1_000 },
    waits: { gpu3: 2.5 },
  })
  expect(offers.find(({ id }) => id === 'slurm/gpu2/a100/x4')).toMatchObject({
    ownership: { capexUsd: 120_000, lifeYears: 5 },
    energy: { powerKW: 2.8, pue: 1.1 },
    benchmarks: { mlperf: 7 },
    network: { egressMbps: 1_000 },
  })
  expect(offers.find(({ id }) => id === 'slurm/gpu3/l4/x2')).toMatchObject({
    energy: { powerKW: 0.2 },
    capacity: { stock: 'busy', allocHours: 2.5 },
  })
})

test('does not fail over a function of its user that throws', async () => {
  const waits = () => {
    throw new Error('no idea')
  }
  expect((await listing({ waits })).offers).toHaveLength(14)
})

test('lists only the partitions that are asked for', async () => {
  const { offers } = await listing({ partitions: ['long'] })
  expect(new Set(offers.map(({ place }) => place.zone))).toEqual(new Set(['gpu2']))
})

describe('slurmrestd', () => {
  test('is asked once, with user and token', async () => {
    await withReplayServer([{ path: /nodes$/, reply: { json: nodes } }], async ({ baseUrl, requests }) => {
      const source = createSlurmCluster({ rest: { baseUrl: `${baseUrl}/`, user: 'gpu', token: 'abc' } })
      await source.listOffers({}, { nowMs })
      expect(requests).toMatchObject([
        {
          method: 'GET',
          path: '/slurm/v0.0.41/nodes',
          headers: { 'x-slurm-user-name': 'gpu', 'x-slurm-user-token': 'abc' },
        },
      ])
    })
  })

  test('is asked for other versions where it does not have one', async () => {
    await withReplayServer(
      [{ path: '/slurm/v0.0.43/nodes', reply: { json: nodes } }],
      async ({ baseUrl, requests }) => {
        const listed = await createSlurmCluster({ rest: { baseUrl, token: 'abc' } }).listOffers({}, { nowMs })
        expect(listed._unsafeUnwrap().offers).toHaveLength(14)
        expect(requests.map(({ path }) => path)).toEqual(['/slurm/v0.0.41/nodes', '/slurm/v0.0.43/nodes'])
      },
    )
  })

  test('is asked for the version that its user names, and no other', async () => {
    await withReplayServer([], async ({ baseUrl, requests }) => {
      const rest = { baseUrl, token: 'abc', version: 'v0.0.99' }
      const listed = await createSlurmCluster({ rest }).listOffers({}, { nowMs })
      expect(listed._unsafeUnwrapErr()).toEqual({ kind: 'provider-failed', status: 404 })
      expect(requests.map(({ path }) => path)).toEqual(['/slurm/v0.0.99/nodes'])
    })
  })

  test('tells an error beside nodes', async () => {
    const json = { ...nodes, errors: [{ error: 'some' }] }
    await withReplayServer([{ path: /nodes$/, reply: { json } }], async ({ baseUrl }) => {
      const listed = await createSlurmCluster({ rest: { baseUrl, token: 'abc' } }).listOffers({}, { nowMs })
      expect(listed._unsafeUnwrap().warnings[0]).toMatchObject({ kind: 'limited' })
    })
  })
})

describe('the contract of a source that runs commands', () => {
  adapterContract(it, {
    create: () =>
      createSlurmCluster({
        commands: { scontrol: script('scontrol', `cat '${fixturePath('slurm-nodes-24.11.json')}'`) },
      }),
    entry: { url: new URL('../src/index.ts', import.meta.url), conditions: ['@aima/source'] },
  })
})
