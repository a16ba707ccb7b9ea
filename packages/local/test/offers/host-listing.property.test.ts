import { excludeEachOther, type ListedOffer, parseOffer } from '@aima/gpu-core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Device, HostInventory } from '../../src/inventory.ts'
import type { LocalGpusOptions } from '../../src/options.ts'
import { buildDevice, buildInventory, isFreeNow, list, mib, nowMs, uuidOf, uuidsIn } from './inventories.ts'
import { arbitraryInventory, arbitraryOptions } from './inventories-arbitrary.ts'

const settings = { numRuns: 1_000, seed: 20_261_125 }

const forAll = (
  holds: (inventory: HostInventory, offers: readonly ListedOffer[], options: LocalGpusOptions) => void,
): void =>
  fc.assert(
    fc.property(arbitraryInventory, arbitraryOptions, (inventory, options) =>
      holds(inventory, list(inventory, options).offers, options),
    ),
    settings,
  )

const handlesIn = ({ launch: { uuids, pciAddresses } }: ListedOffer): readonly string[] =>
  [uuids, pciAddresses].flatMap((names) => (Array.isArray(names) ? names.map(String) : []))

const isInstance = ({ launch: { migUuid } }: ListedOffer): boolean => migUuid !== undefined

describe('any host', () => {
  test('gives offers that core reads, with ids of their own and what JSON holds', () => {
    let seen = 0
    forAll((_inventory, offers) => {
      seen += offers.length
      for (const offer of offers) {
        const read = parseOffer(offer, 'local')
        expect(read.isOk(), JSON.stringify(read)).toBe(true)
        expect(JSON.parse(JSON.stringify(offer.launch))).toStrictEqual(offer.launch)
      }
      expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length)
    })
    // A list that is always empty would pass as well.
    expect(seen).toBeGreaterThan(settings.numRuns)
  })

  test('gives the same offers in whatever order its GPUs are told', () => {
    fc.assert(
      fc.property(arbitraryInventory, (inventory) => {
        const keyed = inventory.devices.filter(({ uuid }) => uuid?.endsWith('00'))
        const ids = (devices: readonly Device[]) =>
          list({ ...inventory, devices })
            .offers.map(({ id }) => id)
            .sort()
        expect(ids([...keyed].reverse())).toEqual(ids(keyed))
      }),
      settings,
    )
  })

  test('never mixes vendors in a group, and has no GPU twice in it', () => {
    forAll(({ devices }, offers) => {
      for (const offer of offers.filter(({ gpuCount }) => gpuCount > 1)) {
        const handles = handlesIn(offer)
        expect(new Set(handles).size).toBe(handles.length)
        const vendors = devices
          .filter(({ uuid, pciAddress }) =>
            handles.some((handle) => handle === uuid || handle === pciAddress),
          )
          .map(({ vendor }) => vendor)
        if (handles.length > 0) expect(vendors).toContain(offer.gpu.vendor)
      }
    })
  })

  test('has offers exclude each other exactly where they hold the same GPU', () => {
    forAll((_inventory, offers) => {
      const known = offers.filter((offer) => uuidsIn(offer).length === offer.gpuCount && !isInstance(offer))
      for (const one of known)
        for (const other of known) {
          const uuids = uuidsIn(other)
          expect(excludeEachOther(one, other)).toBe(uuidsIn(one).some((uuid) => uuids.includes(uuid)))
        }
    })
  })
})

/** Each makes a GPU one that must not be offered as free. */
const spoilers: readonly (readonly [string, (device: Device) => Device])[] = [
  ['in use by a program', (device) => ({ ...device, processes: [{ pid: 1, type: 'compute' }] })],
  ['in use by memory', (device) => ({ ...device, memory: { ...device.memory, usedBytes: 9_000 * mib } })],
  ['at work', (device) => ({ ...device, utilisation: 0.8 })],
  [
    'silent',
    (device) => ({
      ...device,
      memory: { totalBytes: device.memory.totalBytes, unified: false },
      processes: undefined,
    }),
  ],
  ['sick', (device) => ({ ...device, warnings: ['uncorrected-errors'] })],
  ['prohibited', (device) => ({ ...device, computeMode: 'prohibited' })],
  [
    'cut without an instance',
    (device) => ({ ...device, mig: { enabled: true, changePending: false, instances: [] } }),
  ],
]

const closers: readonly (readonly [
  string,
  (uuid: string) => Partial<HostInventory>,
  (uuid: string) => LocalGpusOptions,
])[] = [
  ['hidden', () => ({ visibility: { CUDA_VISIBLE_DEVICES: 'GPU-0' } }), () => ({})],
  ['reserved', () => ({}), (uuid) => ({ reservations: [{ gpus: [uuid] }] })],
  [
    'reserved for a time',
    () => ({}),
    (uuid) => ({ reservations: [{ gpus: [uuid], until: '2026-09-01T12:00:00.001Z' }] }),
  ],
  [
    'under maintenance',
    () => ({}),
    () => ({ maintenance: [{ from: '2026-09-01T12:00:00Z', until: '2026-09-02T00:00:00Z' }] }),
  ],
  [
    'closed',
    () => ({}),
    (uuid) => ({
      gpus: [
        {
          gpu: uuid,
          openingHours: { timeZone: 'UTC', weekly: [{ days: ['monday'], from: '00:00', until: '24:00' }] },
        },
      ],
    }),
  ],
]

/** Eight GPUs, of which some are spoilt. */
const hosts = fc.array(fc.option(fc.constantFrom(...spoilers), { nil: undefined }), {
  minLength: 1,
  maxLength: 8,
})

describe('what is free', () => {
  test(`is never ${spoilers.map(([name]) => name).join(', ')}, alone or in a group, and all else is`, () => {
    fc.assert(
      fc.property(hosts, (faults) => {
        const devices = faults.map((fault, index) =>
          fault ? fault[1](buildDevice(index)) : buildDevice(index),
        )
        const free = list(buildInventory(devices)).offers.filter(isFreeNow)
        const sound = faults.flatMap((fault, index) => (fault ? [] : [uuidOf(index)]))
        expect(new Set(free.flatMap(uuidsIn))).toEqual(new Set(sound))
        const largest = Math.max(0, ...free.map(({ gpuCount }) => gpuCount))
        expect(largest).toBe(sound.length)
      }),
      settings,
    )
  })

  test.each(closers)('is never %s', (_title, changes, options) => {
    const devices = [0, 1, 2].map((index) => buildDevice(index))
    const { offers } = list(buildInventory(devices, changes(uuidOf(1))), options(uuidOf(1)))
    expect(offers.filter(isFreeNow).flatMap(uuidsIn)).not.toContain(uuidOf(1))
    for (const { capacity } of offers.filter((offer) => uuidsIn(offer).includes(uuidOf(1)))) {
      expect(capacity?.stock).not.toBe('available')
      expect(capacity?.openWindows?.some(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs)).toBe(
        false,
      )
    }
  })
})
