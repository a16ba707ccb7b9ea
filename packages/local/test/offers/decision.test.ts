import { decide, grantSite, parseOffer } from '@aima/gpu-core'
import { buildJob, buildOffer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import type { HostInventory } from '../../src/inventory.ts'
import type { LocalGpusOptions } from '../../src/options.ts'
import { buildBusyDevice, buildDevice, buildInventory, list, nowMs, uuidOf } from './inventories.ts'

const cloud = buildOffer({ id: 'cloud-1', price: { usdPerHour: 0.01 } })

const decideFor = (inventory: HostInventory, options: LocalGpusOptions = {}) => {
  const offers = grantSite(list(inventory, options).offers, 'local')
  const job = buildJob({ confidentiality: 'confidential' })
  return decide(job, [cloud, ...offers], { strategy: { kind: 'cost-first' } }, { nowMs })
}

const refusals = (inventory: HostInventory, options?: LocalGpusOptions): readonly string[] => {
  const error = decideFor(inventory, options)._unsafeUnwrapErr()
  if (!('rejections' in error)) return expect.fail(error.kind)
  return error.rejections.filter(({ offerId }) => offerId !== cloud.id).map(({ kind }) => kind)
}

describe('a confidential job', () => {
  test('gets a free GPU of the house, and not the cheaper cloud', () => {
    const { chosen } = decideFor(buildInventory([buildBusyDevice(0), buildDevice(1)]))._unsafeUnwrap()
    expect(chosen.offer.id).toBe(`local/box/gpu/${uuidOf(1)}`)
  })

  test('gets no GPU that is busy for nobody knows how long, and one that is free in an hour', () => {
    const host = buildInventory([buildBusyDevice(0)])
    expect(refusals(host)).toEqual(['busy-without-end'])
    const waits = { L4: { kind: 'hours', hours: 1 } } as const
    expect(decideFor(host, { waits })._unsafeUnwrap().chosen.offer.capacity?.allocHours).toBe(1)
  })

  test('gets no GPU that is closed, and is told of it', () => {
    const openingHours = {
      timeZone: 'UTC',
      weekly: [{ days: ['tuesday'], from: '18:00', until: '24:00' }],
    } as const
    expect(refusals(buildInventory([buildDevice(0)]), { openingHours })).toEqual(['closed'])
  })

  test('gets nothing where there is nothing', () => {
    expect(decideFor(buildInventory([]))._unsafeUnwrapErr().kind).toBe('no-local-gpu')
  })
})

test('what is listed costs electricity, at the tariff of the house', () => {
  const [offer] = list(buildInventory([buildDevice(0)]), {
    electricity: { usdPerKWh: 0.5, pue: 1 },
    gpus: [{ gpu: 'L4', powerW: 100 }],
  }).offers
  const decision = decide(
    buildJob({ run: { refHours: 10, referenceGpu: 'L4', limitedBy: 'memory-bandwidth', restartHours: 0 } }),
    [parseOffer(offer, 'local')._unsafeUnwrap()],
    { strategy: { kind: 'cost-first' } },
    { nowMs },
  )._unsafeUnwrap()
  expect(decision.chosen.estimate.totalUsd).toBeCloseTo(10 * 0.1 * 0.5, 2)
})
