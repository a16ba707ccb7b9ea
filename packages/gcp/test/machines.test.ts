import { describe, expect, test } from 'vitest'
import { machinesOfTables, readMachines, type ZoneScope } from '../src/machines.ts'

const zone = 'us-central1-a'

const scope = (...machineTypes: readonly unknown[]): ZoneScope => ({ zone, scope: { machineTypes } })

const cards = (...names: readonly string[]): ZoneScope => ({
  zone,
  scope: { acceleratorTypes: names.map((name) => ({ name, maximumCardsPerInstance: 4 })) },
})

const typeOf = (changes: object = {}): unknown => ({
  name: 'g2-standard-4',
  guestCpus: 4,
  memoryMb: 16_384,
  architecture: 'X86_64',
  accelerators: [{ guestAcceleratorType: 'nvidia-l4', guestAcceleratorCount: 1 }],
  ...changes,
})

const host = (vcpus: number, changes: object = {}): unknown => ({
  name: `n1-standard-${vcpus}`,
  guestCpus: vcpus,
  memoryMb: vcpus * 3840,
  ...changes,
})

const namesIn = (...scopes: Parameters<typeof readMachines>): readonly string[] =>
  readMachines(...scopes).machines.map(
    ({ type, gpuCount, accelerator }) => `${type}: ${gpuCount} ${accelerator}`,
  )

describe('a type with GPUs', () => {
  test('is a machine of its zone, its memory in GiB although Google calls it MB', () => {
    expect(readMachines([scope(typeOf())], []).machines).toEqual([
      {
        type: 'g2-standard-4',
        region: 'us-central1',
        zone,
        vcpus: 4,
        ramGiB: 16,
        accelerator: 'nvidia-l4',
        gpuCount: 1,
        fraction: undefined,
        isAttached: false,
        localSsdGiB: 0,
        onDemand: 'plain',
        architecture: 'x86_64',
      },
    ])
  })

  test('that is in no table has no local disks that anybody knows of', () => {
    const [machine] = readMachines([scope(typeOf({ name: 'a5-highgpu-8g' }))], []).machines
    expect(machine).toMatchObject({ localSsdGiB: undefined, onDemand: 'uncertain' })
  })

  test.each(['nvidia-rtx-pro-6000', 'nvidia-rtx-pro-6000-vws'])(
    'and a share of one is that share, called %s',
    (name) => {
      const row = typeOf({
        name: 'g4-standard-6',
        accelerators: [{ guestAcceleratorType: name, guestAcceleratorCount: 1 }],
      })
      expect(readMachines([scope(row)], []).machines).toMatchObject([
        { accelerator: 'nvidia-rtx-pro-6000', gpuCount: 1, fraction: 0.125 },
      ])
    },
  )

  test.each([
    ['DEPRECATED', 1],
    ['OBSOLETE', 0],
    ['DELETED', 0],
  ])('that is %s counts %i times', (state, count) => {
    expect(readMachines([scope(typeOf({ deprecated: { state } }))], []).machines).toHaveLength(count)
  })

  test('that comes twice counts once', () => {
    expect(readMachines([scope(typeOf()), scope(typeOf())], []).machines).toHaveLength(1)
  })

  test.each([
    [
      'a TPU',
      {
        name: 'ct6e-standard-1t',
        accelerators: [{ guestAcceleratorType: 'ct6e', guestAcceleratorCount: 1 }],
      },
    ],
    [
      'a workstation',
      { name: 'x1-ws', accelerators: [{ guestAcceleratorType: 'nvidia-l4-vws', guestAcceleratorCount: 1 }] },
    ],
    ['a machine without GPUs', { name: 'g1-small', accelerators: undefined, guestCpus: 'strange' }],
  ])('is not %s', (_what, changes) => {
    expect(readMachines([scope(typeOf(changes))], [])).toEqual({ machines: [], bad: [] })
  })
})

describe('GPUs are attached', () => {
  test('to machines that are small enough for so few', () => {
    expect(namesIn([scope(host(4), host(64))], [cards('nvidia-tesla-t4')])).toEqual([
      'n1-standard-4: 1 nvidia-tesla-t4',
      'n1-standard-4: 2 nvidia-tesla-t4',
      'n1-standard-4: 4 nvidia-tesla-t4',
      'n1-standard-64: 4 nvidia-tesla-t4',
    ])
  })

  test('as many as the zone allows in one machine', () => {
    expect(namesIn([scope(host(64))], [cards('nvidia-tesla-v100')])).toEqual([])
    expect(namesIn([scope(host(32))], [cards('nvidia-tesla-v100')])).toEqual([
      'n1-standard-32: 4 nvidia-tesla-v100',
    ])
  })

  test('where the zone lists them, as GPUs and not as workstations or GPUs that are gone', () => {
    const gone = { name: 'nvidia-tesla-p4', maximumCardsPerInstance: 4, deprecated: { state: 'OBSOLETE' } }
    const elsewhere = {
      zone: 'us-central1-b',
      scope: { acceleratorTypes: [{ name: 'nvidia-tesla-t4', maximumCardsPerInstance: 4 }] },
    }
    expect(namesIn([scope(host(4))], [cards('nvidia-tesla-t4-vws', 'nvidia-tesla-k80'), elsewhere])).toEqual(
      [],
    )
    expect(namesIn([scope(host(4))], [{ zone, scope: { acceleratorTypes: [gone] } }])).toEqual([])
  })

  test('to standard machines alone', () => {
    expect(namesIn([scope(host(4, { name: 'n1-highmem-4' }))], [cards('nvidia-tesla-t4')])).toEqual([])
  })
})

test('a row that cannot be read costs one warning, named where its name is plain', () => {
  const { bad, machines } = readMachines(
    [scope(typeOf({ guestCpus: 'four' }), 42, typeOf({ name: 'Not Plain' }), typeOf())],
    [{ zone, scope: { acceleratorTypes: [{ name: 'nvidia-tesla-t4' }] } }],
  )
  expect(bad.map(({ row }) => row)).toEqual([
    `${zone}: nvidia-tesla-t4`,
    `${zone}: g2-standard-4`,
    `${zone}: row 2`,
    `${zone}: row 3`,
  ])
  expect(machines).toHaveLength(1)
})

test('the tables have machines without zones, and each once in a region', () => {
  const machines = machinesOfTables()
  const keys = machines.map(
    ({ region, type, accelerator, gpuCount }) => `${region} ${type} ${accelerator} ${gpuCount}`,
  )
  expect(new Set(keys).size).toBe(keys.length)
  expect(new Set(machines.map(({ zone: its }) => its))).toEqual(new Set([undefined]))
  expect(machines.length).toBeGreaterThan(800)
})
