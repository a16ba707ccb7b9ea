import { readFileSync } from 'node:fs'
import type { CatalogueRow } from '../src/catalogue-row.ts'
import type { WireGpuType } from '../src/wire.ts'

/** The present of the fixtures: 2026-09-01 12:00 UTC. */
export const nowMs = Date.UTC(2026, 8, 1, 12)

/** A row before anybody has checked it. */
export type Row = Readonly<Record<string, unknown>>

const read = (name: string): string =>
  readFileSync(new URL(`./__fixtures__/${name}.json`, import.meta.url), 'utf8')

/** GPU types without availability; the README beside them says where their facts come from. */
export const gpuTypes: readonly Row[] = JSON.parse(read('gpu-types'))

/** What `include=AVAILABILITY` adds, by cloud and count, and by type. */
export const stock: Readonly<Record<string, Readonly<Record<string, Row>>>> = JSON.parse(read('stock'))

/** The reply of the data centres. */
export const dataCentersReply: { readonly dataCenters: readonly Row[] } = JSON.parse(read('data-centers'))

/** A checked GPU type with the least that it must have, and a price. */
export const gpuTypeOf = (changes: Partial<WireGpuType> = {}): WireGpuType => ({
  id: 'NVIDIA L40S',
  secure: true,
  community: true,
  price: { secure: 0.99, community: 0.79 },
  ...changes,
})

/** A row of one L40S in the secure cloud, of which more is not known. */
export const catalogueRowOf = (changes: Partial<CatalogueRow> = {}): CatalogueRow => ({
  gpuTypeId: 'NVIDIA L40S',
  vendor: 'nvidia',
  memoryGB: 48,
  cloud: 'SECURE',
  gpuCount: 1,
  usdPerGpuHour: 0.99,
  bidUsdPerHour: undefined,
  stock: 'HIGH',
  dataCenters: [],
  cudaVersion: undefined,
  vcpus: undefined,
  ramGB: undefined,
  ...changes,
})
