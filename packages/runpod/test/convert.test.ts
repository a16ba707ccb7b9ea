import type { OfferQuery } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import type { CatalogueRow } from '../src/catalogue-row.ts'
import { toOffers } from '../src/convert.ts'
import { catalogueRowOf, nowMs } from './fixtures.ts'

const complianceOf = new Map([
  ['EU-RO-1', ['GDPR', 'ISO_IEC_27001']],
  ['EUR-IS-1', ['GDPR', 'RENEWABLE']],
  ['US-DE-1', []],
])

const context = { source: 'runpod', complianceOf, query: {}, nowMs }

const convert = (...onDemand: readonly CatalogueRow[]) => toOffers({ onDemand, spot: [] }, context)

const offerOf = (changes: Partial<CatalogueRow> = {}) => convert(catalogueRowOf(changes)).offers[0]

const inDataCenter = (id: string) => ({ dataCenters: [{ id, stock: 'HIGH' }] }) as const

test('asks the price of one GPU times their number', () => {
  expect(offerOf({ usdPerGpuHour: 2.99, gpuCount: 8 })?.price?.usdPerHour).toBe(23.92)
})

test('keeps an offer without a price, so that a decision can say why it is refused', () => {
  expect(offerOf({ usdPerGpuHour: undefined })).toMatchObject({ price: undefined, purchase: 'on-demand' })
})

test('makes an offer for each data centre in stock', () => {
  const dataCenters = [
    { id: 'US-DE-1', stock: 'LOW' },
    { id: 'EU-RO-1', stock: 'HIGH' },
    { id: 'EU-SE-1', stock: 'NONE' },
    { id: 'EUR-IS-1', stock: 'UNKNOWN' },
  ] as const
  const { offers } = convert(catalogueRowOf({ dataCenters }))
  expect(offers.map(({ place, capacity }) => [place.region, place.country, capacity?.stock])).toEqual([
    ['EU-RO-1', 'RO', 'available'],
    ['EUR-IS-1', 'IS', undefined],
    ['US-DE-1', 'US', 'low'],
  ])
})

test('makes one offer without country where no data centre is told', () => {
  expect(offerOf({ cloud: 'COMMUNITY' })?.place).toEqual({ region: 'anywhere' })
})

test('keeps one offer of what is sold out, whatever data centres are listed', () => {
  const { offers } = convert(catalogueRowOf({ stock: 'NONE', ...inDataCenter('EU-RO-1') }))
  expect(offers.map(({ place, capacity }) => [place.region, capacity?.stock])).toEqual([['anywhere', 'none']])
})

test('takes no part of an id for a country', () => {
  expect(offerOf(inDataCenter('US-DE-1'))?.place.country).toBe('US')
  expect(offerOf(inDataCenter('EU-DE-9'))?.place.country).toBeUndefined()
})

test('warns of a data centre that is in no table', () => {
  expect(convert(catalogueRowOf(inDataCenter('EU-DE-9'))).warnings).toEqual([
    {
      kind: 'limited',
      reason:
        'the country of EU-DE-9 is not known, so rules on countries refuse it; a newer version may know it',
    },
  ])
})

test('trusts a data centre with an audited certificate more than one without', () => {
  const standing = (id: string) => {
    const offer = offerOf(inDataCenter(id))
    return [offer?.trust, offer?.certifications]
  }
  expect(standing('EU-RO-1')).toEqual(['certified', ['GDPR', 'ISO 27001']])
  expect(standing('EUR-IS-1')).toEqual(['datacenter', ['GDPR', 'Renewable energy']])
  expect(standing('US-DE-1')).toEqual(['datacenter', []])
  expect(standing('US-KS-2')).toEqual(['datacenter', undefined])
})

test('gives a community machine nothing of the data centre that it stands in', () => {
  const offer = offerOf({ cloud: 'COMMUNITY', ...inDataCenter('EU-RO-1') })
  expect(offer?.trust).toBe('community')
  expect(offer?.certifications).toBeUndefined()
})

test('says with launch what POST /v2/pods takes, with the CUDA version that the offer states', () => {
  const offer = offerOf({ gpuCount: 2, cudaVersion: '12.8', ...inDataCenter('EU-RO-1') })
  expect(offer?.host?.driver).toEqual({ kind: 'installed', cudaVersion: 12.8 })
  expect(offer?.launch).toEqual({
    gpu: { id: 'NVIDIA L40S', count: 2, minCudaVersion: '12.8' },
    cloud: 'SECURE',
    dataCenterIds: ['EU-RO-1'],
  })
})

test('orders the disk of the query, and no newer CUDA version than it needs', () => {
  const rows = { onDemand: [catalogueRowOf({ cudaVersion: '12.8' })], spot: [] }
  const orderFor = (query: OfferQuery) => {
    const [offer] = toOffers(rows, { ...context, query }).offers
    return [offer?.host?.driver, offer?.launch]
  }
  const cloud = 'SECURE'
  expect(orderFor({ cudaVersion: 12.1, diskGB: 99.5 })).toEqual([
    { kind: 'installed', cudaVersion: 12.1 },
    { gpu: { id: 'NVIDIA L40S', count: 1, minCudaVersion: '12.1' }, cloud, disk: 100 },
  ])
  expect(orderFor({ cudaVersion: 13, diskGB: 0 })).toEqual([
    { kind: 'installed', cudaVersion: 12.8 },
    { gpu: { id: 'NVIDIA L40S', count: 1, minCudaVersion: '12.8' }, cloud },
  ])
})

test('asks for no CUDA version and no data centre where none is known', () => {
  const offer = offerOf({ gpuTypeId: 'AMD Instinct MI300X OAM', memoryGB: 192, cloud: 'COMMUNITY' })
  expect(offer?.host?.driver).toEqual({ kind: 'installed', cudaVersion: undefined })
  expect(offer?.launch).toEqual({ gpu: { id: 'AMD Instinct MI300X OAM', count: 1 }, cloud: 'COMMUNITY' })
})

test('leaves processors and memory of the host unknown where nobody tells them', () => {
  expect(offerOf()?.host).toMatchObject({ vcpus: undefined, ramGiB: undefined, disk: { kind: 'elastic' } })
})

test('reads the memory of a host in GB of 10^9 bytes', () => {
  expect(offerOf({ ramGB: 100 })?.host?.ramGiB).toBeCloseTo(93.13, 2)
})

test('keeps forms of a GPU apart, and counts nominal memory', () => {
  const gpuOf = (gpuTypeId: string, memoryGB: number) => offerOf({ gpuTypeId, memoryGB })?.gpu
  expect(gpuOf('NVIDIA H100 80GB HBM3', 80)?.model).toBe('H100-SXM5')
  expect(gpuOf('NVIDIA H100 PCIe', 80)?.model).toBe('H100-PCIe')
  expect(gpuOf('NVIDIA A100-SXM4-80GB', 80)?.model).toBe('A100-SXM4-80GB')
  expect(gpuOf('NVIDIA H200 NVL', 143)?.vramGiB).toBe(141)
  expect(gpuOf('NVIDIA GeForce RTX 4090', 48)?.model).toBe('RTX 4090 48GB')
})

test('warns once of a name that is in no table, and keeps its offers', () => {
  const rows = [1, 2].map((gpuCount) =>
    catalogueRowOf({ gpuTypeId: 'NVIDIA X9000', memoryGB: 512, gpuCount }),
  )
  const { offers, warnings } = convert(...rows)
  expect(offers.map(({ gpu }) => [gpu.model, gpu.vramGiB, gpu.vendor])).toEqual([
    [undefined, 512, 'nvidia'],
    [undefined, 512, 'nvidia'],
  ])
  expect(warnings).toEqual([{ kind: 'unknown-model', name: 'NVIDIA X9000', offers: 2 }])
})

test('lists an id once, and warns of the other', () => {
  const { offers, warnings } = convert(catalogueRowOf(), catalogueRowOf({ usdPerGpuHour: 0.01 }))
  expect(offers.map(({ price }) => price?.usdPerHour)).toEqual([0.99])
  expect(warnings).toEqual([
    {
      kind: 'bad-row',
      row: 'runpod/secure/anywhere/NVIDIA L40S/1',
      issues: ['id: expected once in a reply'],
    },
  ])
})

test('states billing, disk and traffic as documented, and says that no reply states them', () => {
  const offer = offerOf()
  expect(offer?.billing).toEqual({ billStepSeconds: 1, billMinSeconds: 0 })
  expect(offer?.network).toEqual({
    dataPath: 'instance',
    ingressUsdPerGB: 0,
    egressUsdPerGB: 0,
    storageUsdPerGBMonth: 0.1,
  })
  expect(offer?.assumptions?.map(({ name }) => name)).toEqual(['egressUsdPerGB', 'storageUsdPerGBMonth'])
})

const spotOf = (bidUsdPerHour: number | undefined) =>
  toOffers(
    { onDemand: [], spot: [catalogueRowOf({ gpuCount: 8, bidUsdPerHour, cudaVersion: '12.8' })] },
    context,
  ).offers

test('lists a bid that is below the price on demand as spot', () => {
  expect(spotOf(4)).toMatchObject([
    {
      id: 'runpod/secure/anywhere/NVIDIA L40S/8/spot',
      purchase: 'spot',
      price: { usdPerHour: 4, onDemandUsdPerHour: 7.92 },
      spotRisk: { noticeHours: 5 / 3600 },
      launch: {
        cloudType: 'SECURE',
        gpuTypeId: 'NVIDIA L40S',
        gpuCount: 8,
        bidPerGpu: 0.5,
        allowedCudaVersions: ['12.8'],
      },
    },
  ])
})

test('orders the disk of the query with a bid, and the CUDA version that hosts report, which must match', () => {
  const spot = [catalogueRowOf({ bidUsdPerHour: 0.5, cudaVersion: '12.8' })]
  const { offers } = toOffers(
    { onDemand: [], spot },
    { ...context, query: { diskGB: 80, cudaVersion: 12.1 } },
  )
  expect(offers[0]?.launch).toMatchObject({ containerDiskInGb: 80, allowedCudaVersions: ['12.8'] })
})

test('lists no bid that is equal to the price on demand, or missing', () => {
  expect(spotOf(7.92)).toEqual([])
  expect(spotOf(9)).toEqual([])
  expect(spotOf(undefined)).toEqual([])
})
