import {
  countriesOf,
  decide,
  grantSite,
  type Job,
  type ListedOffer,
  type Needs,
  type OfferQuery,
  offerQuery,
  type Policy,
} from '@aima/gpu-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toOffers } from '../src/convert.ts'
import { conditionsOf, diskFor } from '../src/query.ts'
import { isWireOffer, type WireOffer } from '../src/wire.ts'
import { fixtureRows, nowMs } from './fixtures.ts'
import { fits } from './market.ts'
import { hasRecordings, recordedRows } from './recordings.ts'

const policy: Policy = { strategy: { kind: 'cost-first' } }

/** Names with the memory that drivers report for them (MiB), compute capability and vendor, as they were seen together. */
const gpus = [
  ['RTX 4090', 24_564, 890, 'nvidia'],
  ['RTX 4090', 23_028, 890, 'nvidia'],
  ['RTX 4090', 49_140, 890, 'nvidia'],
  ['RTX 3080', 10_240, 860, 'nvidia'],
  ['Tesla T4', 15_102, 750, 'nvidia'],
  ['Tesla V100', 16_384, 700, 'nvidia'],
  ['A100 SXM4', 39_936, 800, 'nvidia'],
  ['L40S', 46_068, 890, 'nvidia'],
  ['H100 SXM', 81_559, 900, 'nvidia'],
  ['H100 NVL', 65_247, 900, 'nvidia'],
  ['B300 SXM6 AC', 275_040, 1030, 'nvidia'],
  ['a card that no table has', 30_000, 870, 'nvidia'],
  ['InstinctMI100', 32_752, 908, 'amd'],
  ['RX 7900 XTX', 24_560, 1100, 'amd'],
] as const

/** Null is what a host does not report. Of the GPU itself every recorded row reports memory, vendor and capability. */
const orNull = <T>(values: readonly T[]): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.constant(null) })

const madeUp: fc.Arbitrary<WireOffer> = fc
  .record({
    gpu: fc.constantFrom(...gpus),
    num_gpus: fc.constantFrom(1, 2, 3, 4, 8, 10),
    bw_nvlink: orNull([0, 112.6, 478.1160888671875]),
    pcie_bw: orNull([0, 22.8, 54.9]),
    cuda_max_good: orNull([11.4, 11.8, 12, 12.2, 12.4, 12.8, 12.9, 13, 13.1, 580.173]),
    driver_version: orNull([
      '470.256.02',
      '535.54.03',
      '535.161.08',
      '538.10',
      '580.126.20',
      '590.48.01',
      '6.8.5',
      'none',
    ]),
    cpu_cores_effective: orNull([0, 5.333333333333333, 12, 26, 32, 64]),
    cpu_ram: orNull([0, 15_993, 32_196, 65_536, 128_939, 386_908]),
    cpu_arch: orNull(['amd64', 'arm64', 'riscv64']),
    disk_space: orNull([0, 10.75, 31.25, 100, 494, 2946.6]),
    geolocation: orNull([', US', 'The Netherlands, NL', 'Iceland, IS', 'Germany, DE', 'Japan, JP']),
  })
  .map(({ gpu: [gpu_name, gpu_ram, compute_cap, gpu_arch], ...row }) => ({
    ...row,
    id: 1,
    gpu_name,
    gpu_ram,
    compute_cap,
    gpu_arch,
    dph_base: 1,
    storage_cost: 0.1,
    rentable: true,
    rented: false,
  }))

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values })

/** A need that lies at a number, or a little beside it. */
const near = (value: number | null | undefined): fc.Arbitrary<number> =>
  fc.constantFrom(1, 1 - 1e-12, 1 + 1e-12, 0.92, 1 / 0.92, 0.5, 1.01).map((factor) => (value || 1) * factor)

/** Needs at the edge of what a row has, where a wrong unit or rounding shows. */
const needsAbout = (row: WireOffer): fc.Arbitrary<Needs> => {
  const gib = (row.gpu_ram ?? 0) / 1024
  const sizes = fc.oneof(near(gib), fc.constantFrom(Math.round(gib), 16, 24, 32, 40, 48, 80, 270))
  const names = fc.subarray([row.gpu_name, 'RTX 4090', 'RTX 4090 48GB', 'H100-SXM5', 'Tesla T4'])
  return fc.record({
    gpuCount: maybe(fc.constantFrom(1, 2, row.num_gpus, row.num_gpus + 1)),
    vramGiB: maybe(sizes),
    totalVramGiB: maybe(sizes.map((size) => size * row.num_gpus)),
    vendors: maybe(fc.subarray(['nvidia', 'amd', 'intel'] as const)),
    deniedModels: maybe(names),
    allowedModels: maybe(names),
    computeCapability: maybe(fc.oneof(near((row.compute_cap ?? 0) / 100), fc.constantFrom(7.5, 8.6, 8.7, 9))),
    cudaVersion: maybe(fc.oneof(near(row.cuda_max_good), fc.constantFrom(11.8, 12, 12.4, 12.8))),
    driverVersion: maybe(
      fc.constantFrom('535', '535.54', '535.161.8', '535.161.08.1', '535.5000', '580.126.20', '590.48.1'),
    ),
    interconnect: maybe(fc.constantFrom('pcie', 'nvlink')),
    memoryBandwidthGBps: maybe(fc.constantFrom(300, 1008, 3350)),
    vcpus: maybe(near(row.cpu_cores_effective)),
    ramGiB: maybe(near((row.cpu_ram ?? 0) / 1024)),
    diskGB: maybe(near(row.disk_space)),
    architectures: maybe(fc.subarray(['x86_64', 'arm64'] as const)),
  })
}

interface Case {
  readonly row: WireOffer
  readonly job: Job
}

const caseOf = (rows: fc.Arbitrary<WireOffer>): fc.Arbitrary<Case> =>
  rows.chain((row) =>
    fc.record({
      row: fc.constant(row),
      job: fc.record({
        id: fc.constant('a'),
        confidentiality: fc.constant('public' as const),
        needs: needsAbout(row),
        clearance: fc.record({ countries: maybe(fc.constantFrom(['EU'], ['EEA', 'JP'], ['US', 'IS'])) }),
      }),
    }),
  )

const listed = (row: WireOffer, query: OfferQuery): readonly ListedOffer[] =>
  toOffers([row], { source: 'vastai', disk: diskFor(query, {}), includeInterruptible: false, nowMs }).offers

/** Whether the rules on what the machine is and where it stands accept a row. */
const isAccepted = ({ row, job }: Case): boolean => {
  const offers = grantSite(listed(row, offerQuery(job, policy)), 'cloud')
  const decision = decide(job, offers, policy, { nowMs })
  const rejections = decision.match(
    (chosen) => chosen.rejections,
    (error) =>
      error.kind === 'invalid-moment' || error.kind === 'duplicate-offer-id' ? [] : error.rejections,
  )
  return !rejections.some(({ gate }) => gate === 'technical' || gate === 'residency')
}

const isFound = ({ row, job }: Case): boolean => {
  const query = offerQuery(job, policy)
  return fits(row, conditionsOf(query, { hosts: 'any' }))
}

/** What became of the cases, so that a test in which nothing was ever accepted or left out is seen. */
const assertLaw = (rows: fc.Arbitrary<WireOffer>, numRuns: number) => {
  const counts = { accepted: 0, found: 0, needless: 0 }
  fc.assert(
    fc.property(caseOf(rows), (one) => {
      const [accepted, found] = [isAccepted(one), isFound(one)]
      counts.accepted += Number(accepted)
      counts.found += Number(found)
      counts.needless += Number(found && !accepted)
      return found || !accepted
    }),
    { numRuns },
  )
  return counts
}

const runs = 5_000

test('no condition leaves out an offer that the gates would accept', () => {
  const { accepted, found, needless } = assertLaw(madeUp, runs)
  console.log(
    `${runs} searches: ${accepted} rows accepted, ${found} found, ${needless} of them only to be refused`,
  )
  expect(accepted).toBeGreaterThan(runs / 50)
  expect(runs - found).toBeGreaterThan(runs / 2)
})

test.skipIf(!hasRecordings)('no condition leaves out a recorded offer that the gates would accept', () => {
  const rows = ['bundles-h100-2026-07-18.json', 'union-2026-08-22.json']
    .flatMap(recordedRows)
    .filter(isWireOffer)
  // The author of the larger file left these members out; all its rows were of the same kind.
  const whole = rows.map((row) => ({ gpu_arch: 'nvidia', cpu_arch: 'amd64', ...row }))
  expect(whole).toHaveLength(1_278)
  const { accepted, found } = assertLaw(fc.constantFrom(...whole), runs)
  expect(Math.min(accepted, runs - found)).toBeGreaterThan(runs / 50)
})

test('rows of the fixtures are found for what they have', () => {
  for (const row of fixtureRows) {
    const query: OfferQuery = {
      gpuCount: row.num_gpus,
      vramGiB: (row.gpu_ram ?? 0) / 1024,
      totalVramGiB: ((row.gpu_ram ?? 0) * row.num_gpus) / 1024,
      ramGiB: (row.cpu_ram ?? 0) / 1024,
      vcpus: row.cpu_cores_effective ?? 0,
      diskGB: row.disk_space ?? 0,
      ...(row.gpu_arch === 'amd'
        ? { vendors: ['amd'] }
        : {
            vendors: ['nvidia'],
            computeCapability: (row.compute_cap ?? 0) / 100,
            cudaVersion: row.cuda_max_good ?? 0,
            driverVersion: row.driver_version ?? '0',
          }),
    }
    expect([row.id, fits(row, conditionsOf(query, { hosts: 'any' }))]).toEqual([row.id, true])
  }
})

test('countries are those of the rule, each once', () => {
  const { geolocation } = conditionsOf({ countries: ['EEA', 'DE'] }, {})
  expect(geolocation?.in).toEqual([...countriesOf(['EEA'])].sort())
})
