import fc from 'fast-check'
import type {
  Device,
  DeviceLink,
  HealthWarning,
  HostInventory,
  MigInstance,
  UnusableDevice,
} from '../../src/inventory.ts'
import type { LocalGpusOptions } from '../../src/options.ts'
import { buildInstance, buildInventory, mib, uuidOf } from './inventories.ts'

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

const number = fc.oneof(
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.constantFrom(0, -1, Number.NaN, Infinity),
)

const memory = fc.record({
  totalBytes: maybe(fc.constantFrom(0, 8_192 * mib, 23_034 * mib, 81_920 * mib)),
  usedBytes: maybe(fc.constantFrom(0, 1 * mib, 599 * mib, 700 * mib, 20_000 * mib)),
  freeBytes: maybe(fc.constantFrom(0, 22_000 * mib)),
  unified: fc.boolean(),
})

const processes = fc.array(
  fc.record({
    pid: fc.integer({ min: 1, max: 9_999 }),
    name: maybe(fc.constantFrom('python3', 'Xorg')),
    type: maybe(fc.constantFrom('compute', 'graphics', 'both')),
  }),
  { maxLength: 2 },
)

const healthWarning = fc.constantFrom<HealthWarning>(
  'uncorrected-errors',
  'hot',
  'row-remap-pending',
  'unlicensed',
)

const link: fc.Arbitrary<DeviceLink> = fc.record({
  toIndex: fc.integer({ min: 0, max: 7 }),
  kind: fc.constantFrom('nvlink', 'switch', 'bridge', 'system'),
  lanes: maybe(fc.integer({ min: 1, max: 18 })),
})

const instances: fc.Arbitrary<readonly MigInstance[]> = fc.array(
  fc.record({
    index: fc.integer({ min: 0, max: 6 }),
    uuid: maybe(fc.integer({ min: 0, max: 6 }).map((index) => buildInstance(index).uuid ?? '')),
    profile: maybe(fc.constantFrom('1g.10gb', '3g.40gb', '1c.3g.40gb', '7g.80gb', '0g.0gb', 'odd')),
    gpuInstance: maybe(fc.integer({ min: 0, max: 3 })),
    memory,
    processes: maybe(processes),
  }),
  { maxLength: 4 },
)

const names: readonly (readonly [string, string | undefined, Device['vendor']])[] = [
  ['NVIDIA L4', 'L4', 'nvidia'],
  ['NVIDIA A100-SXM4-80GB', 'A100-SXM4-80GB', 'nvidia'],
  ['Graphics Device', undefined, 'nvidia'],
  ['AMD Instinct MI210', 'MI210', 'amd'],
  ['Apple M3 Pro', 'M3 Pro', 'apple'],
  ['', 'no such model', 'intel'],
]

const device = (index: number): fc.Arbitrary<Device> =>
  fc
    .record({
      identity: fc.constantFrom(...names),
      uuid: fc.oneof(
        { weight: 4, arbitrary: fc.constant(uuidOf(index)) },
        fc.constantFrom(undefined, uuidOf(0), 'x'.repeat(600)),
      ),
      pciAddress: maybe(fc.constant(`0000:0${index}:00.0`)),
      memory,
      utilisation: maybe(fc.constantFrom(0, 0.05, 0.9)),
      powerLimitW: maybe(number),
      processes: maybe(processes),
      computeMode: maybe(fc.constantFrom('default', 'exclusive', 'prohibited')),
      mig: maybe(fc.record({ enabled: fc.boolean(), changePending: fc.boolean(), instances })),
      warnings: fc.uniqueArray(healthWarning, { maxLength: 1 }),
      driverVersion: maybe(fc.constantFrom('550.163.01', 'N/A', '')),
      cudaVersion: maybe(number),
      computeCapability: maybe(number),
      driverModel: maybe(fc.constantFrom('wddm', 'tcc')),
      links: maybe(fc.array(link, { maxLength: 8 })),
      virtual: maybe(fc.record({ licensed: maybe(fc.boolean()) })),
    })
    .map(({ identity: [name, model, vendor], ...rest }) => ({ ...rest, index, name, model, vendor }))

const unusable: fc.Arbitrary<UnusableDevice> = fc.record({
  vendor: fc.constantFrom('nvidia', 'amd'),
  uuid: maybe(fc.constant(uuidOf(9))),
  reason: fc.constantFrom('lost', 'needs-reset', 'no-driver', 'unknown-error'),
  text: fc.constantFrom('', 'GPU is lost'),
})

const visible = fc.constantFrom('', '0', '0,1', '-1', uuidOf(0), `${uuidOf(1)},${uuidOf(2)}`, 'oops')

/** Any inventory: every fact may be missing, and some are nonsense. */
export const arbitraryInventory: fc.Arbitrary<HostInventory> = fc
  .record({
    devices: fc
      .integer({ min: 0, max: 6 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_device, index) => device(index)))),
    unusable: fc.array(unusable, { maxLength: 1 }),
    visibility: fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      fc.record({ CUDA_VISIBLE_DEVICES: visible, CUDA_DEVICE_ORDER: fc.constant('PCI_BUS_ID') }),
      fc.record({ HIP_VISIBLE_DEVICES: visible }),
    ),
    host: fc.constantFrom('box', 'h'.repeat(300)),
    vcpus: number,
    ramBytes: number,
    architecture: fc.constantFrom('x64', 'arm64', 'riscv64', 'constructor'),
  })
  .map(({ devices, vcpus, ramBytes, architecture, ...changes }) =>
    buildInventory(devices, { ...changes, machine: { platform: 'linux', vcpus, ramBytes, architecture } }),
  )

/** Options that close, reserve, share and price GPUs. */
export const arbitraryOptions: fc.Arbitrary<LocalGpusOptions> = fc.record(
  {
    reservations: fc.constantFrom(
      [{ gpus: [uuidOf(0)] }],
      [{ gpus: ['L4'], until: '2026-09-01T15:00:00Z' }],
      [{ gpus: ['A100-SXM4-80GB'], from: '2026-09-01T15:00:00Z' }],
    ),
    openingHours: fc.constantFrom(
      { timeZone: 'Europe/Berlin', weekly: [{ days: ['tuesday'], from: '18:00', until: '08:00' }] } as const,
      { timeZone: 'Europe/Berlin', weekly: [{ days: ['tuesday'], from: '08:00', until: '18:00' }] } as const,
      { timeZone: 'UTC', weekly: [] },
    ),
    gpus: fc.constantFrom(
      [{ gpu: 'L4', shares: 3, ownership: { capexUsd: 2500, lifeYears: 3 } }],
      [{ gpu: uuidOf(1), powerW: 300, benchmarks: { tokens: 5 } }],
    ),
    ownership: fc.constant({ capexUsd: 1000 }),
    whenUseIsUnknown: fc.constantFrom('refuse', 'offer'),
    waits: fc.constantFrom(
      { L4: { kind: 'hours', hours: 2 } as const },
      () => JSON.parse('{'),
      () => undefined,
    ),
  },
  { requiredKeys: [] },
)
