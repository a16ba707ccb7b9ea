import { describe, expect, test } from 'vitest'
import type { MigInstance } from '../../src/inventory.ts'
import {
  buildDevice,
  buildInstance,
  buildInventory,
  buildMigDevice,
  excluding,
  list,
  mib,
  reasonsOf,
} from './inventories.ts'

const listInstances = (instances: readonly MigInstance[]) =>
  list(buildInventory([buildMigDevice(0, instances)]))

const used = (usedMiB: number): Pick<MigInstance, 'memory'> => ({
  memory: { totalBytes: 40_192 * mib, usedBytes: usedMiB * mib, unified: false },
})

describe('a GPU that is cut into instances', () => {
  test('is offered as its instances and not as a whole', () => {
    const { offers, warnings } = listInstances([buildInstance(0), buildInstance(1)])
    expect(warnings).toEqual([])
    expect(offers).toHaveLength(2)
    expect(offers[0]).toMatchObject({
      gpuCount: 1,
      gpu: {
        name: 'NVIDIA A100-SXM4-80GB MIG 3g.40gb',
        model: 'A100-SXM4-80GB',
        fraction: 3 / 7,
        vramGiB: 40,
        reportedVramGiB: 39.25,
      },
      energy: { powerKW: 0.4 * (3 / 7) },
      capacity: { stock: 'available' },
      launch: {
        migUuid: 'MIG-5c8d1a3e-0000-5000-8000-000000000000',
        profile: '3g.40gb',
        environment: { CUDA_VISIBLE_DEVICES: 'MIG-5c8d1a3e-0000-5000-8000-000000000000' },
      },
    })
    expect(excluding(offers)).toEqual([])
  })

  test('has compute instances that exclude each other, because their memory is one', () => {
    const { offers } = listInstances([
      buildInstance(0, { gpuInstance: 1, computeInstance: 0, profile: '1c.3g.40gb' }),
      buildInstance(1, { gpuInstance: 1, computeInstance: 1, profile: '2c.3g.40gb' }),
    ])
    expect(offers.map(({ gpu }) => gpu.fraction)).toEqual([1 / 7, 2 / 7])
    expect(offers.map(({ gpu }) => gpu.vramGiB)).toEqual([40, 40])
    expect(excluding(offers)).toEqual(['0 1'])
  })

  test('has all compute instances busy when one is', () => {
    const { offers } = listInstances([
      buildInstance(0, { gpuInstance: 1, ...used(20_000) }),
      buildInstance(1, { gpuInstance: 1 }),
      buildInstance(2, { gpuInstance: 2 }),
    ])
    expect(offers.map(({ capacity }) => capacity?.stock)).toEqual(['busy', 'busy', 'available'])
  })

  test('has instances that may share memory when they do not tell', () => {
    const { offers } = listInstances([
      buildInstance(0, { gpuInstance: undefined, ...used(20_000) }),
      buildInstance(1, { gpuInstance: undefined }),
    ])
    expect(offers.map(({ capacity }) => capacity?.stock)).toEqual(['busy', 'busy'])
    expect(excluding(offers)).toEqual(['0 1'])
  })

  test('has an instance that does not tell its GPU instance share memory with any', () => {
    const { offers } = listInstances([
      buildInstance(0, { gpuInstance: undefined }),
      buildInstance(1, { gpuInstance: 2, ...used(20_000) }),
    ])
    expect(offers.map(({ capacity }) => capacity?.stock)).toEqual(['busy', 'busy'])
    expect(excluding(offers)).toEqual(['0 1'])
  })

  test('has instances that tell their GPU instances beside one that does not, which excludes each of them', () => {
    const { offers } = listInstances([
      buildInstance(0, { gpuInstance: 1 }),
      buildInstance(1, { gpuInstance: 2 }),
      buildInstance(2, { gpuInstance: undefined }),
    ])
    expect(excluding(offers)).toEqual(['0 2', '1 2'])
  })

  test('is no offer without an instance', () => {
    const listing = listInstances([])
    expect(listing.offers).toEqual([])
    expect(reasonsOf(listing)[0]).toContain('in MIG mode without an instance')
  })

  test('has no offer for an instance without a UUID, by which alone it can be had', () => {
    const listing = listInstances([buildInstance(0, { uuid: undefined })])
    expect(listing.offers).toEqual([])
    expect(reasonsOf(listing)[0]).toContain('has no UUID')
  })

  test('takes the share of memory where an instance has no profile, and nothing without both', () => {
    const { offers } = listInstances([buildInstance(0, { profile: undefined })])
    expect(offers[0]?.gpu).toMatchObject({ fraction: 40_192 / 81_920, vramGiB: undefined })
    const listing = listInstances([buildInstance(0, { profile: undefined, memory: { unified: false } })])
    expect(reasonsOf(listing)).toContain(
      'MIG instance 0 of gpu/GPU-9a9a6c50-2a47-2f51-a902-000000000000 of box has no known size, so it is not offered',
    )
  })

  test('of four slices has quarters', () => {
    const a30 = buildMigDevice(
      0,
      [
        buildInstance(0, {
          profile: '1g.6gb',
          memory: { totalBytes: 5_952 * mib, usedBytes: 0, unified: false },
        }),
      ],
      {
        name: 'NVIDIA A30',
        model: 'A30',
        memory: { totalBytes: 24_576 * mib, unified: false },
      },
    )
    expect(list(buildInventory([a30])).offers[0]?.gpu).toMatchObject({ fraction: 0.25, vramGiB: 6 })
  })

  test('makes no groups', () => {
    const cut = [0, 1].map((index) => buildMigDevice(index, [buildInstance(index)]))
    expect(list(buildInventory(cut)).offers.map(({ gpuCount }) => gpuCount)).toEqual([1, 1])
  })

  test('can have an instance reserved', () => {
    const { offers } = list(buildInventory([buildMigDevice(0, [buildInstance(0), buildInstance(1)])]), {
      reservations: [{ gpus: ['MIG-5c8d1a3e-0000-5000-8000-000000000001'] }],
    })
    expect(offers).toHaveLength(1)
  })
})

test('a GPU that could be cut and is not is a whole one', () => {
  const device = buildDevice(0, { mig: { enabled: false, changePending: false, instances: [] } })
  expect(list(buildInventory([device])).offers).toHaveLength(1)
})
