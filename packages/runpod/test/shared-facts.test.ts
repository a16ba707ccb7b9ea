import { findGpuModel } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { certificationsOf } from '../src/certifications.ts'
import { toOffers } from '../src/convert.ts'
import { prepareGpus } from '../src/gpu.ts'
import { countryOf } from '../src/regions.ts'
import { catalogueRowOf, nowMs } from './fixtures.ts'
import { hasData, json, text } from './shared-data.ts'

const named = z.object({ id: z.string(), memoryInGb: z.number().nullable() })

/** Every id that RunPod was ever seen to list, with its memory (GB). */
const idsInFiles = (): ReadonlyMap<string, number | undefined> => {
  const listed = z.object({ gpuTypes: z.array(named) }).parse(json('gpu-type-ids.json')).gpuTypes
  const early = z.array(named).parse(json('gpuTypes-min-2025-01.json'))
  const priced = z.record(z.string(), z.object({ vram: z.number() })).parse(json('price-map-2026-08.json'))
  return new Map([
    ...[...listed, ...early].map(({ id, memoryInGb }) => [id, memoryInGb || undefined] as const),
    ...Object.entries(priced).map(([id, { vram }]) => [id, vram || undefined] as const),
  ])
}

test.runIf(hasData)(
  'knows every GPU but slices, the placeholder and two odd names of an old enumeration',
  () => {
    const read = prepareGpus()
    const ids = idsInFiles()
    const unknown = [...ids].filter(
      ([gpuTypeId, memoryGB]) => read({ gpuTypeId, memoryGB, vendor: undefined }).gpu.model === undefined,
    )
    console.info(`names: ${ids.size}, unknown ${unknown.length}`)
    expect(unknown.map(([id]) => id).sort()).toEqual([
      'NVIDIA A5000 Ada',
      'NVIDIA RTX A30',
      'NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 1g.24gb',
      'NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 2g.48gb',
      'unknown',
    ])
  },
)

/** RunPod counts the B300 as 288 GB, of which its driver shows 269 GiB; core counts what NVIDIA sells it with in an HGX. */
const coresOwnSize: Readonly<Record<string, number>> = { 'NVIDIA B300 SXM6 AC': 270 }

test.runIf(hasData)('keeps forms and sizes apart as the crosswalk does', () => {
  const read = prepareGpus()
  const rows = text('gpu-name-crosswalk.csv').trim().split('\n').slice(1)
  const pairs = rows.map((row) => row.split(',')).filter(([, , , gpuTypeId]) => gpuTypeId !== '')
  for (const [, vram, form, gpuTypeId = ''] of pairs) {
    const { gpu } = read({ gpuTypeId, memoryGB: Number(vram), vendor: undefined })
    const formFactor = findGpuModel(gpu.model ?? '')
      ?.formFactor.replace('NVL', 'PCIe')
      .replace(/\d$/, '')
    const expected = [gpuTypeId, coresOwnSize[gpuTypeId] ?? Number(vram), form]
    expect([gpuTypeId, gpu.vramGiB, formFactor]).toEqual(expected)
  }
  expect(pairs.length).toBeGreaterThan(40)
})

test.runIf(hasData)('knows the country of every listed data centre', () => {
  const listed = z.object({ dataCenters: z.array(z.object({ id: z.string(), country: z.string() })) })
  const { dataCenters } = listed.parse(json('data-centers.json'))
  expect(dataCenters).toHaveLength(48)
  expect(dataCenters.filter(({ id, country }) => countryOf(id) !== country)).toEqual([])
})

const described = z.object({
  components: z.object({
    schemas: z.object({
      Compliance: z.object({ enum: z.array(z.string()) }),
      AvailabilityLevel: z.object({ enum: z.array(z.string()) }),
      CreatePodRequest: z.unknown(),
      BaseContainerConfig: z.unknown(),
      CreateGpuConfig: z.unknown(),
      GpuConfig: z.unknown(),
    }),
  }),
})

const schemas = () => described.parse(json('openapi-v2-subset.json')).components.schemas

test.runIf(hasData)('has a name for each certification that RunPod may list', () => {
  const names = schemas().Compliance.enum.flatMap((name) => certificationsOf([name]))
  expect(names).toEqual([
    'GDPR',
    'ISO 27001',
    'ISO 14001',
    'PCI DSS',
    'HITRUST',
    'SOC 1',
    'SOC 1 Type 2',
    'SOC 2',
    'SOC 2 Type 2',
    'SOC 3',
    'SOC 3 Type 2',
    'ITAR',
    'FISMA',
    'FISMA High',
    'HIPAA',
    'Renewable energy',
  ])
  expect(schemas().AvailabilityLevel.enum).toEqual(['NONE', 'LOW', 'MEDIUM', 'HIGH'])
})

test.runIf(hasData)('launches with members that POST /v2/pods knows', () => {
  const row = catalogueRowOf({ cudaVersion: '12.8', dataCenters: [{ id: 'EU-RO-1', stock: 'HIGH' }] })
  const { offers } = toOffers(
    { onDemand: [row], spot: [] },
    { source: 'runpod', complianceOf: new Map(), query: { diskGB: 50 }, nowMs },
  )
  const { gpu = {}, ...pod } = offers[0]?.launch ?? {}
  const { CreatePodRequest, BaseContainerConfig, CreateGpuConfig, GpuConfig } = schemas()
  const known = JSON.stringify([CreatePodRequest, BaseContainerConfig, CreateGpuConfig, GpuConfig])
  const members = [...Object.keys(pod), ...Object.keys(Object(gpu))]
  expect(members).toEqual(['cloud', 'dataCenterIds', 'disk', 'id', 'count', 'minCudaVersion'])
  expect(members.filter((member) => !known.includes(`"${member}":`))).toEqual([])
})
