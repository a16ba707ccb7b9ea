import { parseOffer } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/inventory.ts'
import type { LocalGpusOptions } from '../../src/options.ts'
import {
  buildBusyDevice,
  buildDevice,
  buildInventory,
  idsOf,
  isFreeNow,
  list,
  mib,
  nowMs,
  reasonsOf,
  uuidOf,
  uuidsIn,
  withUse,
} from './inventories.ts'

const listOne = (changes: Partial<Device> = {}, options: LocalGpusOptions = {}) => {
  const listing = list(buildInventory([buildDevice(0, changes)]), options)
  return { ...listing, offer: listing.offers[0], reasons: reasonsOf(listing) }
}

describe('a free GPU', () => {
  test('is an owned offer that can be had now, with what is known of it and of its host', () => {
    const { offers, warnings } = list(buildInventory([buildDevice(0)]))
    expect(warnings).toEqual([])
    expect(JSON.parse(JSON.stringify(offers))).toEqual([
      {
        id: `local/box/gpu/${uuidOf(0)}`,
        source: 'local',
        provider: 'local',
        providerKind: 'local',
        purchase: 'owned',
        gpu: {
          name: 'NVIDIA L4',
          model: 'L4',
          vendor: 'nvidia',
          vramGiB: 24,
          reportedVramGiB: 23_034 / 1024,
          computeCapability: 8.9,
        },
        gpuCount: 1,
        host: {
          vcpus: 32,
          ramGiB: 128,
          architecture: 'x86_64',
          driver: { kind: 'installed', cudaVersion: 12.4, driverVersion: '550.163.01' },
        },
        place: { region: 'local' },
        trust: 'owned',
        energy: { powerKW: 0.072 },
        capacity: { stock: 'available', allocHours: 0 },
        exclusiveKeys: [`local/box/gpu/${uuidOf(0)}`],
        observedAtMs: nowMs,
        assumptions: [
          { name: 'powerKW', value: 0.072, unit: 'kW', basis: 'power limit that the driver reports' },
        ],
        launch: {
          host: 'box',
          vendor: 'nvidia',
          uuids: [uuidOf(0)],
          pciAddresses: ['0000:01:00.0'],
          environment: { CUDA_VISIBLE_DEVICES: uuidOf(0) },
        },
      },
    ])
  })

  test('has the same id when its index has changed', () => {
    const [before] = list(buildInventory([buildDevice(0)])).offers
    const [after] = list(buildInventory([buildDevice(0, { index: 5 })])).offers
    expect(after?.id).toBe(before?.id)
  })

  test('is known by its PCI address without a UUID of its own, and then no variable is told', () => {
    const copies = [buildDevice(0), buildDevice(1, { uuid: uuidOf(0) })]
    const { offers } = list(buildInventory(copies), { groupSizes: [] })
    expect(idsOf(offers)).toEqual(['gpu/0000:01:00.0', 'gpu/0000:02:00.0'])
    expect(offers[0]?.launch).toMatchObject({ uuids: [], environment: {}, pciAddresses: ['0000:01:00.0'] })
  })

  test('without any key is known by its name, and a number for a second one', () => {
    const bare = { uuid: undefined, pciAddress: undefined }
    const { offers } = list(buildInventory([buildDevice(0, bare), buildDevice(1, bare)]), { groupSizes: [] })
    expect(idsOf(offers)).toEqual(['gpu/NVIDIA L4', 'gpu/NVIDIA L4#2'])
  })

  test('of an unknown model keeps its memory and is warned of', () => {
    const { offer, warnings } = listOne({ name: 'NVIDIA X9', model: undefined })
    expect(offer?.gpu).toMatchObject({ name: 'NVIDIA X9', reportedVramGiB: 23_034 / 1024 })
    expect(offer?.gpu.vramGiB).toBeUndefined()
    expect(warnings).toEqual([{ kind: 'unknown-model', name: 'NVIDIA X9', offers: 1 }])
  })

  test('with the memory of another model is of none', () => {
    expect(
      listOne({ memory: { totalBytes: 49_152 * mib, usedBytes: 0, unified: false } }).offer?.gpu.model,
    ).toBeUndefined()
    expect(
      listOne({ memory: { totalBytes: 12_288 * mib, usedBytes: 0, unified: false } }).offer?.gpu.model,
    ).toBeUndefined()
  })

  test('that is virtual is a share of its model', () => {
    const { offer } = listOne({
      memory: { totalBytes: 12_288 * mib, usedBytes: 0, unified: false },
      virtual: { licensed: true },
    })
    expect(offer?.gpu).toMatchObject({ model: 'L4', fraction: 0.5, reportedVramGiB: 12, vramGiB: undefined })
  })

  test('of AMD has a variable of ROCm and a driver without versions', () => {
    const { offer } = listOne({ vendor: 'amd', uuid: '0x54d5e1a2b3c4f607', driverVersion: '6.8.5' })
    expect(offer?.launch).toMatchObject({ environment: { ROCR_VISIBLE_DEVICES: 'GPU-54d5e1a2b3c4f607' } })
    expect(offer?.host?.driver).toEqual({ kind: 'installed' })
  })
})

describe('a GPU that is in use', () => {
  test('is busy without an end when nobody knows one', () => {
    const { offers, warnings } = list(buildInventory([buildBusyDevice(0)]))
    expect(offers[0]?.capacity).toEqual({ stock: 'busy', allocHours: undefined, openWindows: undefined })
    expect(warnings).toEqual([])
  })

  test('waits as long as somebody says', () => {
    const waits = { [uuidOf(0)]: { kind: 'queue', jobs: 2, hoursPerJob: 0.75 } } as const
    const { offers } = list(buildInventory([buildBusyDevice(0)]), { waits })
    expect(offers[0]?.capacity).toMatchObject({ stock: 'busy', allocHours: 1.5 })
  })

  test('has its processes told to a function', () => {
    const seen: unknown[] = []
    list(buildInventory([buildBusyDevice(0), buildDevice(1)]), {
      groupSizes: [],
      waits: (gpu) => {
        seen.push([gpu.host, gpu.uuid, gpu.model, gpu.processIds])
        return undefined
      },
    })
    expect(seen).toEqual([['box', uuidOf(0), 'L4', [4711]]])
  })

  test('stays listed when the function throws, with a warning', () => {
    const listing = list(buildInventory([buildBusyDevice(0)]), { waits: () => JSON.parse('{') })
    expect(listing.offers[0]?.capacity?.stock).toBe('busy')
    expect(reasonsOf(listing)).toEqual([`the option waits failed for ${uuidOf(0)} of box`])
  })
})

describe('a GPU of which nobody knows whether it is in use', () => {
  const silent = { ...withUse(undefined, true), processes: undefined, utilisation: undefined }

  test('counts as busy, and the warning says what lists it', () => {
    const { offer, reasons } = listOne(silent)
    expect(offer?.capacity?.stock).toBe('busy')
    expect(reasons[0]).toContain("whenUseIsUnknown: 'offer'")
  })

  test('is listed without stock when the options say so', () => {
    const { offer, reasons } = listOne(silent, { whenUseIsUnknown: 'offer' })
    expect(offer?.capacity).toEqual({ stock: undefined, allocHours: undefined, openWindows: undefined })
    expect(reasons).toEqual([])
  })
})

describe('a sick GPU', () => {
  test('that cannot be used is a warning that says why', () => {
    const listing = list(
      buildInventory([buildDevice(0)], {
        unusable: [
          { vendor: 'nvidia', pciAddress: '0000:17:00.0', reason: 'lost', text: 'GPU is lost' },
          { vendor: 'amd', index: 1, name: 'MI210', reason: 'no-permission', text: '' },
        ],
      }),
    )
    expect(listing.offers).toHaveLength(1)
    expect(reasonsOf(listing)).toEqual([
      'a GPU of nvidia (0000:17:00.0) of box is lost: reboot (GPU is lost)',
      'MI210 (index 1) of box may not be used by this user',
    ])
  })

  test('with uncorrected errors is not offered, unless the options allow it', () => {
    expect(listOne({ warnings: ['uncorrected-errors'] })).toMatchObject({
      offers: [],
      reasons: [
        `NVIDIA L4 (${uuidOf(0)}) of box has had uncorrected memory errors since its driver was loaded, so it is not offered`,
      ],
    })
    expect(listOne({ warnings: ['uncorrected-errors'] }, { sickWhen: [] }).offers).toHaveLength(1)
  })

  test('that is only hot is offered with a warning', () => {
    expect(listOne({ warnings: ['hot'] })).toMatchObject({
      offers: [{ gpuCount: 1 }],
      reasons: [`NVIDIA L4 (${uuidOf(0)}) of box is hot`],
    })
    expect(listOne({ warnings: ['hot'] }, { sickWhen: ['hot'] }).offers).toEqual([])
  })

  test('with a prohibited compute mode is not offered', () => {
    expect(listOne({ computeMode: 'prohibited' })).toMatchObject({
      offers: [],
      reasons: [expect.any(String)],
    })
  })
})

describe('a GPU that is closed or kept', () => {
  const openingHours = {
    timeZone: 'Europe/Berlin',
    weekly: [{ days: ['tuesday'], from: '18:00', until: '08:00' }],
  } as const

  test('outside the opening hours states when it opens, and no stock', () => {
    const { offer } = listOne({}, { openingHours })
    expect(offer?.capacity?.stock).toBeUndefined()
    expect(offer?.capacity?.openWindows?.[0]?.fromMs).toBe(Date.UTC(2026, 8, 1, 16))
  })

  test('has opening hours of its own before those of the host', () => {
    const always = {
      timeZone: 'UTC',
      weekly: [{ days: ['tuesday'], from: '00:00', until: '24:00' }],
    } as const
    const { offer } = listOne({}, { openingHours, gpus: [{ gpu: 'L4', openingHours: always }] })
    expect(offer?.capacity?.stock).toBe('available')
  })

  test('under maintenance or reserved for a time is closed until then', () => {
    const until = '2026-09-01T14:00:00Z'
    const maintenance = [{ from: '2026-09-01T10:00:00Z', until }]
    for (const options of [{ maintenance }, { reservations: [{ gpus: ['L4'], until }] }]) {
      const { offer } = listOne({}, options)
      expect(offer && isFreeNow(offer)).toBe(false)
      expect(offer?.capacity?.openWindows?.find(({ fromMs }) => fromMs > nowMs)?.fromMs).toBe(
        Date.parse(until),
      )
    }
  })

  test('that is reserved for good is a warning', () => {
    expect(listOne({}, { reservations: [{ gpus: [uuidOf(0)], reason: 'a demo' }] })).toMatchObject({
      offers: [],
      reasons: [`NVIDIA L4 (gpu/${uuidOf(0)}) of box is reserved`],
    })
  })

  test('is protected by its model although its memory is that of another one', () => {
    const memory = { totalBytes: 49_152 * mib, usedBytes: 0, unified: false }
    expect(listOne({ memory }, { reservations: [{ gpus: ['L4'] }] }).offers).toEqual([])
  })

  test('is not protected by a misspelt reservation, and that is told', () => {
    const { offers, reasons } = listOne({}, { reservations: [{ gpus: ['L40'] }] })
    expect(offers).toHaveLength(1)
    expect(reasons).toEqual(['the options name L40, which is no GPU of box'])
  })

  test('is told of when a wait is known by a misspelt name', () => {
    const { reasons } = listOne({}, { waits: { L40: { kind: 'hours', hours: 1 } } })
    expect(reasons).toEqual(['the options name L40, which is no GPU of box'])
  })
})

test('a GPU that a variable hides is not offered', () => {
  const listing = list(
    buildInventory([buildDevice(0), buildDevice(1)], { visibility: { CUDA_VISIBLE_DEVICES: uuidOf(1) } }),
  )
  expect(listing.offers.map(uuidsIn)).toEqual([[uuidOf(1)]])
})

describe('a share', () => {
  const gpus = [{ gpu: 'L4', shares: 4 }]

  test('is offered beside the whole where the options allow it, and they exclude each other', () => {
    const { offers } = listOne({}, { gpus })
    expect(idsOf(offers)).toEqual(['gpu/#0', 'gpu/#0/share/4'])
    expect(offers[1]).toMatchObject({
      gpu: { fraction: 0.25, vramGiB: 6, reportedVramGiB: 23_034 / 4096 },
      energy: { powerKW: 0.018 },
      launch: { shares: 4, uuids: [uuidOf(0)] },
      exclusiveKeys: offers[0]?.exclusiveKeys,
    })
  })

  test('costs its share, for the whole of its life', () => {
    const { offers } = listOne({}, { gpus, ownership: { capexUsd: 2000, lifeYears: 4 } })
    expect(offers[1]?.ownership).toMatchObject({ capexUsd: 500, lifeYears: 4 })
  })

  test('is free while the whole is busy', () => {
    const { offers } = list(buildInventory([buildBusyDevice(0, withUse(6_000))]), { gpus })
    expect(offers.map(({ capacity }) => capacity?.stock)).toEqual(['busy', 'available'])
  })

  test('is not offered of a GPU that one program takes for itself', () => {
    expect(listOne({ computeMode: 'exclusive' }, { gpus }).offers).toHaveLength(1)
  })
})

describe('the configuration', () => {
  const options: LocalGpusOptions = {
    place: { region: 'basement', country: 'DE' },
    trust: 'certified',
    certifications: ['ISO 27001'],
    access: { team: ['forensics'] },
    network: { ingressMbps: 1000 },
    diskGB: 500,
    electricity: { usdPerKWh: 0.3, pue: 1.1, gridGPerKWh: 380 },
    ownership: {
      capexUsd: 2500,
      residualUsd: 500,
      lifeYears: 4,
      utilisation: 0.5,
      maintenanceUsdPerHour: 0.1,
    },
    gpus: [{ gpu: 'L4', powerW: 100, benchmarks: { tokens: 90 } }],
  }

  test('is in each offer', () => {
    expect(listOne({}, options).offer).toMatchObject({
      place: { region: 'basement', country: 'DE' },
      trust: 'certified',
      certifications: ['ISO 27001'],
      network: { ingressMbps: 1000 },
      host: { disk: { kind: 'fixed', sizeGB: 500 } },
      energy: { powerKW: 0.1, pue: 1.1, gridGPerKWh: 380 },
      ownership: { capexUsd: 2500, residualUsd: 500, lifeYears: 4, utilisation: 0.5, usdPerKWh: 0.3 },
      benchmarks: { tokens: 90 },
      assumptions: undefined,
      access: { team: ['forensics'] },
    })
  })

  test('counts money for each GPU of a group, and lives and tariffs once', () => {
    const { offers } = list(buildInventory([buildDevice(0), buildDevice(1)]), options)
    expect(offers.find(({ gpuCount }) => gpuCount === 2)).toMatchObject({
      ownership: {
        capexUsd: 5000,
        residualUsd: 1000,
        lifeYears: 4,
        maintenanceUsdPerHour: 0.2,
        usdPerKWh: 0.3,
      },
      energy: { powerKW: 0.2, pue: 1.1 },
    })
  })

  test('does not guess the price of a group when one GPU has none', () => {
    const gpus = [{ gpu: uuidOf(0), ownership: { capexUsd: 2500 } }]
    const { offers } = list(buildInventory([buildDevice(0), buildDevice(1)]), { gpus })
    expect(offers.find(({ gpuCount }) => gpuCount === 2)?.ownership).toBeUndefined()
  })
})

test('every offer of a full host can be read by core', () => {
  const { offers } = list(buildInventory([buildDevice(0), buildBusyDevice(1), buildDevice(2)]))
  expect(offers.map((offer) => parseOffer(offer, 'local').isOk())).not.toContain(false)
  expect(offers).toHaveLength(5)
})
