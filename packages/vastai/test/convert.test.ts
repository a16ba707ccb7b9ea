import type { ListedOffer } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { type ConvertContext, type ConvertedOffers, toOffers } from '../src/convert.ts'
import { readRows } from '../src/rows.ts'
import type { WireOffer } from '../src/wire.ts'
import { nowMs, rowOf } from './fixtures.ts'

const context: ConvertContext = {
  source: 'vastai',
  disk: { diskGB: 100, pricedDiskGB: 100 },
  includeInterruptible: true,
  nowMs,
}

const convert = (...rows: readonly WireOffer[]): ConvertedOffers => toOffers(rows, context)

const offerOf = (changes: Partial<WireOffer> = {}): ListedOffer | undefined =>
  convert(rowOf(changes)).offers.find(({ purchase }) => purchase === 'on-demand')

const priced = { dph_base: 0.36, storage_cost: 0.27, min_bid: 0.24 }

test('a row becomes an offer on demand and one by bid, in the order of their ids', () => {
  expect(
    convert(rowOf({ ...priced, id: 20 }), rowOf({ ...priced, id: 3 })).offers.map(({ id }) => id),
  ).toEqual([
    'vastai/20/interruptible',
    'vastai/20/on-demand',
    'vastai/3/interruptible',
    'vastai/3/on-demand',
  ])
})

test('interruptible offers can be left out', () => {
  const { offers } = toOffers([rowOf(priced)], { ...context, includeInterruptible: false })
  expect(offers.map(({ purchase }) => purchase)).toEqual(['on-demand'])
})

test('an interruptible offer states both prices with the disk, and the bid without it', () => {
  const [bid] = convert(rowOf(priced)).offers
  expect(bid?.purchase).toBe('spot')
  expect(bid?.price?.usdPerHour).toBeCloseTo(0.24 + 0.0375, 12)
  expect(bid?.price?.onDemandUsdPerHour).toBeCloseTo(0.36 + 0.0375, 12)
  expect(bid?.launch).toMatchObject({ bidUsdPerHour: 0.24 })
})

test('interruptions are left unknown, so that the prior of the engine is reported', () => {
  expect(convert(rowOf(priced)).offers.map(({ spotRisk }) => spotRisk)).toEqual([undefined, undefined])
})

test.each([
  ['RTX 4090', 24_564, 'RTX 4090'],
  ['RTX 4090', 49_140, 'RTX 4090 48GB'],
  ['A100 SXM4', 81_920, 'A100-SXM4-80GB'],
  ['A100 SXM4', 39_936, 'A100-SXM4-40GB'],
  ['H100 NVL', 95_830, 'H100-NVL'],
])('the memory of %s with %i MiB decides the model %s', (name, mebibytes, model) => {
  const offer = offerOf({ gpu_name: name, gpu_ram: mebibytes })
  expect(offer?.gpu.model).toBe(model)
  expect(offer?.gpu.reportedVramGiB).toBe(mebibytes / 1024)
})

test('a name with a memory that no model of it has stays without a model, and is warned of', () => {
  const { offers, warnings } = convert(rowOf({ gpu_name: 'H100 NVL', gpu_ram: 65_247 }))
  expect(offers[0]?.gpu).toMatchObject({ name: 'H100 NVL', model: undefined })
  expect(warnings).toEqual([{ kind: 'unknown-model', name: 'H100 NVL', offers: 1 }])
})

test('a name without a memory has no model, because the name does not fix the memory', () => {
  expect(offerOf({ gpu_name: 'RTX 4090', gpu_ram: null })?.gpu).toMatchObject({
    model: undefined,
    reportedVramGiB: undefined,
  })
})

test('a name that may mean several cards is taken for the slowest, and that is an assumption', () => {
  const offer = offerOf({ gpu_name: 'Tesla V100', gpu_ram: 16_384 })
  expect(offer?.assumptions).toMatchObject([{ name: 'gpu', value: 'V100-PCIe-16GB' }])
  expect(offerOf({ gpu_name: 'RTX 4090', gpu_ram: 24_564 })?.assumptions).toBeUndefined()
})

test('compute capability is a hundredth of the number, and nothing on AMD', () => {
  expect(offerOf({ compute_cap: 860, gpu_arch: 'nvidia' })?.gpu.computeCapability).toBe(8.6)
  expect(offerOf({ compute_cap: 1200, gpu_arch: 'nvidia' })?.gpu.computeCapability).toBe(12)
  expect(offerOf({ compute_cap: 908, gpu_arch: 'amd' })?.gpu).toMatchObject({
    vendor: 'amd',
    computeCapability: undefined,
  })
})

test('the driver is the installed one: CUDA as a number, the version as major and minor', () => {
  expect(offerOf({ cuda_max_good: 13.1, driver_version: '590.48.01' })?.host?.driver).toEqual({
    kind: 'installed',
    cudaVersion: 13.1,
    driverVersion: '590.48.01',
  })
})

test('a driver version in the place of that of CUDA leaves CUDA unknown, and the offer listed', () => {
  const row = {
    id: 1,
    gpu_name: 'RTX 5090',
    num_gpus: 2,
    cuda_max_good: 580.173,
    driver_version: '580.173.02',
  }
  const { byId } = readRows([row], 1)
  expect(convert(...byId.values()).offers.map(({ host }) => host?.driver)).toEqual([
    { kind: 'installed', cudaVersion: undefined, driverVersion: '580.173.02' },
  ])
})

test('an AMD host has no NVIDIA driver', () => {
  const offer = offerOf({ gpu_arch: 'amd', driver_version: '6.8.5', cuda_max_good: 0 })
  expect(offer?.host?.driver).toEqual({ kind: 'installed' })
})

test('processors, memory and disk are the share of the offer already', () => {
  const offer = offerOf({ cpu_cores_effective: 32, cpu_ram: 262_144, disk_space: 1500, cpu_arch: 'amd64' })
  expect(offer?.host).toMatchObject({
    vcpus: 32,
    ramGiB: 256,
    disk: { kind: 'elastic', largestGB: 1500 },
    architecture: 'x86_64',
  })
})

test('what a host has not measured is unknown and not nothing', () => {
  const offer = offerOf({ cpu_cores_effective: 0, cpu_ram: 0, inet_down: 0, dlperf: 0, cuda_max_good: 0 })
  expect(offer?.host).toMatchObject({ vcpus: undefined, ramGiB: undefined, driver: undefined })
  expect(offer?.network?.ingressMbps).toBeUndefined()
  expect(offer?.benchmarks).toBeUndefined()
})

test('traffic costs in both directions, and is copied onto the machine', () => {
  const offer = offerOf({ inet_down: 800, inet_up: 600, inet_down_cost: 0.003, inet_up_cost: 0 })
  expect(offer?.network).toMatchObject({
    dataPath: 'instance',
    ingressMbps: 800,
    egressMbps: 600,
    ingressUsdPerGB: 0.003,
    egressUsdPerGB: 0,
  })
})

test('the benchmark is divided by the GPUs', () => {
  expect(offerOf({ dlperf: 640, num_gpus: 2 })?.benchmarks).toEqual({ dlperf: 320 })
})

test('a link counts between several GPUs only: NVLink where it is measured, else PCIe', () => {
  const linkOf = (changes: Partial<WireOffer>) => offerOf(changes)?.gpu.interconnect
  expect(linkOf({ bw_nvlink: 478.1, pcie_bw: 54.9, num_gpus: 2 })).toBe('nvlink')
  expect(linkOf({ bw_nvlink: 0, pcie_bw: 54.9, num_gpus: 2 })).toBe('pcie')
  expect(linkOf({ bw_nvlink: 0, num_gpus: 2 })).toBeUndefined()
  expect(linkOf({ bw_nvlink: 478.1, pcie_bw: 54.9, num_gpus: 1 })).toBeUndefined()
})

test.each([
  ['verified', 1, 'datacenter'],
  ['verified', 0, 'community'],
  ['verified', null, 'community'],
  ['unverified', 0, undefined],
  ['deverified', 0, undefined],
  ['deverified', 1, undefined],
  [null, 1, undefined],
] as const)('a %s host of hosting type %s is trusted as %s', (verification, hosting, trust) => {
  expect(offerOf({ verification, hosting_type: hosting })?.trust).toBe(trust)
})

test('the place is the host’s text, its country and its machine', () => {
  expect(offerOf({ geolocation: ', US', machine_id: 900 })?.place).toEqual({
    region: 'US',
    zone: 'machine 900',
    country: 'US',
  })
  expect(offerOf({ geolocation: null })?.place).toEqual({
    region: 'unknown',
    zone: undefined,
    country: undefined,
  })
})

test('the host leaves at the end date, else after its duration', () => {
  const endMs = nowMs + 7_200_000
  const expected = { stock: 'available', openWindows: [{ fromMs: 0, untilMs: endMs }] }
  expect(offerOf({ end_date: endMs / 1000, duration: 5 })?.capacity).toEqual(expected)
  expect(offerOf({ duration: 7200 })?.capacity).toEqual(expected)
})

test.each([
  ['rented', { rented: true }],
  ['not to be rented', { rentable: false }],
  ['left by its host', { end_date: nowMs / 1000 }],
  ['left by its host', { duration: -1 }],
])('an offer that is %s is out of stock', (_why, changes) => {
  expect(offerOf(changes)?.capacity).toEqual({ stock: 'none' })
})

test('what renting takes is in the offer', () => {
  const row = { id: 77, machine_id: 9, host_id: 5, reliability: 0.99, static_ip: true, direct_port_count: 12 }
  expect(offerOf({ ...row, verification: 'verified' })?.launch).toEqual({
    askId: 77,
    machineId: 9,
    hostId: 5,
    diskGB: 100,
    verification: 'verified',
    reliability: 0.99,
    hasStaticIp: true,
    directPorts: 12,
  })
})
