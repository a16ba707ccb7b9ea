import { describe, expect, test } from 'vitest'
import type { Device, DeviceLink } from '../../src/inventory.ts'
import { bestConnected } from '../../src/offers/best-connected.ts'
import type { LocalGpusOptions } from '../../src/options.ts'
import {
  buildBusyDevice,
  buildDevice,
  buildInventory,
  excluding,
  list,
  mib,
  uuidOf,
  uuidsIn,
} from './inventories.ts'

const numbersOf = (uuids: readonly unknown[]): string => uuids.map((uuid) => String(uuid).slice(-1)).join('')

const groups = (devices: readonly Device[], options: LocalGpusOptions = {}) =>
  list(buildInventory(devices), options)
    .offers.filter(({ gpuCount }) => gpuCount > 1)
    .map((offer) => ({
      gpus: numbersOf(uuidsIn(offer)),
      stock: offer.capacity?.stock,
      allocHours: offer.capacity?.allocHours,
      interconnect: offer.gpu.interconnect,
    }))
    .sort((one, other) => one.gpus.length - other.gpus.length)

/** GPUs in boards of two that are linked by NVLink, 0 with 2 and 1 with 3. */
const linked = (index: number, changes: Partial<Device> = {}): Device => {
  const partner = (index + 2) % 4
  const links = [0, 1, 2, 3]
    .filter((other) => other !== index)
    .map(
      (toIndex): DeviceLink =>
        toIndex === partner ? { toIndex, kind: 'nvlink', lanes: 4 } : { toIndex, kind: 'system' },
    )
  return buildDevice(index, { links, ...changes })
}

describe('groups', () => {
  test('are of 2, 4, 8 and so on, and of all', () => {
    const six = [0, 1, 2, 3, 4, 5].map((index) => buildDevice(index))
    expect(groups(six).map(({ gpus }) => gpus)).toEqual(['01', '0123', '012345'])
    expect(groups(six, { groupSizes: [3, 9] }).map(({ gpus }) => gpus)).toEqual(['012'])
    expect(groups(six, { groupSizes: [] })).toEqual([])
  })

  test('are the best connected ones, and say how', () => {
    expect(groups([0, 1, 2, 3].map((index) => linked(index)))).toMatchObject([
      { gpus: '02', interconnect: 'nvlink' },
      { gpus: '0123', interconnect: 'pcie' },
    ])
  })

  test('are free ones, however well a busy one is connected', () => {
    const devices = [linked(0), linked(1), linked(2, buildBusyDevice(2)), linked(3)]
    expect(groups(devices)).toMatchObject([
      { gpus: '13', stock: 'available', interconnect: 'nvlink' },
      { gpus: '013', stock: 'available', interconnect: 'pcie' },
      { gpus: '0123', stock: 'busy', allocHours: undefined },
    ])
  })

  test('wait for the last busy one', () => {
    const waits = {
      [uuidOf(1)]: { kind: 'hours', hours: 5 },
      [uuidOf(2)]: { kind: 'hours', hours: 2 },
    } as const
    const devices = [buildDevice(0), buildBusyDevice(1), buildBusyDevice(2)]
    expect(groups(devices, { waits })).toMatchObject([
      { gpus: '02', stock: 'busy', allocHours: 2 },
      { gpus: '012', stock: 'busy', allocHours: 5 },
    ])
  })

  test('wait for nobody knows how long when one of their waits is not known', () => {
    const waits = { [uuidOf(0)]: { kind: 'hours', hours: 5 } } as const
    expect(groups([buildBusyDevice(0), buildBusyDevice(1)], { waits })).toMatchObject([
      { gpus: '01', stock: 'busy', allocHours: undefined },
    ])
  })

  test('are open ones before closed ones', () => {
    const reservations = [{ gpus: [uuidOf(0)], until: '2026-09-01T14:00:00Z' }]
    const devices = [0, 1, 2].map((index) => buildDevice(index))
    expect(groups(devices, { reservations })).toMatchObject([
      { gpus: '12', stock: 'available' },
      { gpus: '012', stock: undefined },
    ])
  })

  test('have the memory of the smallest', () => {
    const memory = { totalBytes: 23_030 * mib, usedBytes: 0, unified: false }
    const { offers } = list(buildInventory([buildDevice(0), buildDevice(1, { memory })]))
    const pair = offers.find(({ gpuCount }) => gpuCount === 2)
    expect(pair?.gpu.reportedVramGiB).toBe(23_030 / 1024)
  })

  test('are not made of virtual GPUs, which are shares', () => {
    const memory = { totalBytes: 12_288 * mib, usedBytes: 0, unified: false }
    const virtual = { memory, virtual: { licensed: true } }
    expect(groups([buildDevice(0, virtual), buildDevice(1, virtual)])).toEqual([])
  })

  test('without known links say nothing of them', () => {
    expect(groups([buildDevice(0), buildDevice(1)])).toMatchObject([{ interconnect: undefined }])
  })

  test('never mix models, sizes, vendors or labels', () => {
    const other = buildDevice(1, { name: 'NVIDIA L40S', model: 'L40S' })
    expect(groups([buildDevice(0), other])).toEqual([])
    expect(groups([buildDevice(0), buildDevice(1, { vendor: 'amd' })])).toEqual([])
    const gpus = [{ gpu: uuidOf(1), access: { team: ['a'] } }]
    expect(groups([buildDevice(0), buildDevice(1)], { gpus })).toEqual([])
  })

  test('are open when all of them are', () => {
    const reservations = [{ gpus: [uuidOf(1)], until: '2026-09-01T14:00:00Z' }]
    const [pair] = groups([buildDevice(0), buildDevice(1)], { reservations })
    expect(pair?.stock).toBeUndefined()
  })

  test('exclude what they overlap, and let the rest be had together', () => {
    const devices = [buildDevice(0), buildDevice(1), buildDevice(2, { name: 'NVIDIA L40S', model: 'L40S' })]
    const { offers } = list(buildInventory(devices))
    expect(offers.map((offer) => numbersOf(uuidsIn(offer)))).toEqual(['0', '1', '2', '01'])
    expect(excluding(offers)).toEqual(['0 3', '1 3'])
  })

  test('have an id that does not depend on the order of the tool', () => {
    const ids = (devices: readonly Device[]) =>
      list(buildInventory(devices))
        .offers.map(({ id }) => id)
        .sort()
    expect(ids([buildDevice(0), buildDevice(1)])).toEqual(ids([buildDevice(1), buildDevice(0)]))
  })
})

describe('the best connected', () => {
  const near = (one: number, other: number): number => -Math.abs(one - other)

  test('prefer a good slowest way over a good sum', () => {
    const ways = new Map([
      ['ab', 9],
      ['ac', 9],
      ['bc', 1],
      ['ad', 3],
      ['bd', 3],
      ['cd', 3],
    ])
    const way = (one: string, other: string): number => ways.get([one, other].sort().join('')) ?? 0
    expect(bestConnected(['a', 'b', 'c', 'd'], 3, way)).toEqual(['a', 'b', 'd'])
  })

  test('are found among 16 as by looking at all', () => {
    const places = [50, 1, 2, 90, 3, 30, 31, 60, 70, 33, 15, 80, 32, 99, 12, 20]
    expect(bestConnected(places, 4, near)).toEqual([30, 31, 33, 32])
    expect(bestConnected(places, 16, near)).toEqual(places)
  })

  test('are neighbours among more than 16', () => {
    const places = Array.from({ length: 40 }, (_place, index) => (index < 20 ? index * 10 : 190 + index))
    const best = bestConnected(places, 5, near)
    expect(Math.max(...best) - Math.min(...best)).toBe(4)
  })

  test('are none of none', () => {
    expect(bestConnected([], 0, near)).toEqual([])
  })
})
