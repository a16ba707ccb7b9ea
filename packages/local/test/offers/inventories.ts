import { excludeEachOther, type ListedOffer, type Listing } from '@aima/gpu-core'
import type { Device, HostInventory, MigInstance } from '../../src/inventory.ts'
import { listHost } from '../../src/offers/host-listing.ts'
import type { LocalGpusOptions } from '../../src/options.ts'

/** The present of every listing: 2026-09-01 12:00 UTC, a Tuesday. */
export const nowMs = Date.UTC(2026, 8, 1, 12)

export const mib = 1_048_576

/** A UUID that ends with a number. */
export const uuidOf = (number: number): string =>
  `GPU-9a9a6c50-2a47-2f51-a902-${String(number).padStart(12, '0')}`

/** An idle L4, well, with everything that a driver tells. */
export const buildDevice = (index: number, changes: Partial<Device> = {}): Device => ({
  vendor: 'nvidia',
  index,
  uuid: uuidOf(index),
  pciAddress: `0000:${String(index + 1).padStart(2, '0')}:00.0`,
  name: 'NVIDIA L4',
  model: 'L4',
  memory: {
    totalBytes: 23_034 * mib,
    usedBytes: 1 * mib,
    freeBytes: 22_575 * mib,
    reservedBytes: 458 * mib,
    unified: false,
  },
  utilisation: 0,
  powerLimitW: 72,
  processes: [],
  computeMode: 'default',
  warnings: [],
  driverVersion: '550.163.01',
  cudaVersion: 12.4,
  computeCapability: 8.9,
  ...changes,
})

/** The same with memory in use. */
export const withUse = (usedMiB: number | undefined, unified = false): Pick<Device, 'memory'> => ({
  memory: {
    totalBytes: 23_034 * mib,
    usedBytes: usedMiB === undefined ? undefined : usedMiB * mib,
    unified,
  },
})

/** One that a program uses. */
export const buildBusyDevice = (index: number, changes: Partial<Device> = {}): Device =>
  buildDevice(index, {
    ...withUse(18_000),
    processes: [{ pid: 4711, name: '/usr/bin/python3', usedBytes: 17_900 * mib, type: 'compute' }],
    ...changes,
  })

/** An idle instance of an A100 with 80 GB. */
export const buildInstance = (index: number, changes: Partial<MigInstance> = {}): MigInstance => ({
  index,
  uuid: `MIG-5c8d1a3e-0000-5000-8000-${String(index).padStart(12, '0')}`,
  profile: '3g.40gb',
  gpuInstance: index + 1,
  computeInstance: 0,
  memory: { totalBytes: 40_192 * mib, usedBytes: 25 * mib, unified: false },
  processes: [],
  ...changes,
})

/** An A100 that is cut into instances. */
export const buildMigDevice = (
  index: number,
  instances: readonly MigInstance[],
  changes: Partial<Device> = {},
): Device =>
  buildDevice(index, {
    name: 'NVIDIA A100-SXM4-80GB',
    model: 'A100-SXM4-80GB',
    memory: { totalBytes: 81_920 * mib, usedBytes: 50 * mib, unified: false },
    utilisation: undefined,
    computeCapability: 8,
    powerLimitW: 400,
    mig: { enabled: true, changePending: false, instances },
    ...changes,
  })

/** A host with some GPUs. */
export const buildInventory = (
  devices: readonly Device[],
  changes: Partial<HostInventory> = {},
): HostInventory => ({
  host: 'box',
  probedAtMs: nowMs,
  machine: { platform: 'linux', architecture: 'x64', vcpus: 32, ramBytes: 128 * 1024 * mib },
  devices,
  unusable: [],
  faults: [],
  visibility: {},
  ...changes,
})

/** Lists a host, as the source does. */
export const list = (
  inventory: HostInventory,
  options: LocalGpusOptions = {},
): Pick<Listing, 'offers' | 'warnings'> => listHost(inventory, { source: 'local', options, nowMs })

/** Reasons of the warnings that are text. */
export const reasonsOf = ({ warnings }: Pick<Listing, 'warnings'>): readonly string[] =>
  warnings.map((warning) => (warning.kind === 'limited' ? warning.reason : warning.kind))

/** Whether an offer can be had at once. */
export const isFreeNow = ({ capacity }: ListedOffer): boolean =>
  capacity?.stock === 'available' &&
  (capacity.openWindows?.some(({ fromMs, untilMs }) => fromMs <= nowMs && nowMs < untilMs) ?? true)

/** Ids without what is the same in all. */
export const idsOf = (offers: readonly ListedOffer[]): readonly string[] =>
  offers.map(({ id }) => id.replace('local/box/', '').replace('GPU-9a9a6c50-2a47-2f51-a902-00000000000', '#'))

/** Places of the pairs of offers that exclude each other, such as `0 1`. */
export const excluding = (offers: readonly ListedOffer[]): readonly string[] =>
  offers.flatMap((one, index) =>
    offers.flatMap((other, otherIndex) =>
      index < otherIndex && excludeEachOther(one, other) ? [`${index} ${otherIndex}`] : [],
    ),
  )

/** UUIDs of the GPUs that an offer holds. */
export const uuidsIn = ({ launch: { uuids } }: ListedOffer): readonly unknown[] =>
  Array.isArray(uuids) ? uuids : []
