import { info, warn } from 'node:console'
import { expect, test } from 'vitest'
import { findGpuModel, type GpuModel, gpuModels, resolveGpuModel } from '../../src/gpu-models/index.ts'
import { hasRecordedData, type RecordedName, type Row, recordedData, rowsOf } from './recorded/files.ts'
import { awsNames, azureNames, gcpNames } from './recorded/hyperscalers.ts'
import { localNames } from './recorded/machines.ts'
import { gpuhuntNames, runpodNames, skypilotNames, vastaiNames } from './recorded/marketplaces.ts'
import { traceNames } from './recorded/traces.ts'
import { isTpu, rightlyUnresolved } from './rightly-unresolved.ts'

if (!hasRecordedData)
  warn(`Skipped: every GPU name of the recorded data, because there is no ${recordedData}`)

const readers: Readonly<Record<string, () => readonly RecordedName[]>> = {
  aws: awsNames,
  azure: azureNames,
  gcp: gcpNames,
  gpuhunt: gpuhuntNames,
  'local-gpu': localNames,
  runpod: runpodNames,
  'skypilot-catalog': skypilotNames,
  traces: traceNames,
  vastai: vastaiNames,
}

const shown = ({ name, vramGiB }: RecordedName): string =>
  vramGiB === undefined ? name : `${name} @ ${Math.round(vramGiB * 10) / 10}`

const distinct = (names: readonly RecordedName[]): readonly RecordedName[] => [
  ...new Map(
    names.filter(({ name }) => name !== '' && !isTpu(name)).map((one) => [shown(one), one]),
  ).values(),
]

const isResolved = ({ name, vramGiB }: RecordedName): boolean => resolveGpuModel(name, vramGiB).isOk()

const { 'too little said': tooLittleSaid, ...unreal } = rightlyUnresolved
const unrealNames: ReadonlySet<string> = new Set(Object.values(unreal).flat())
const isReal = (one: RecordedName): boolean => !unrealNames.has(shown(one))

const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`

const line = (folder: string, names: readonly RecordedName[]): string => {
  const real = names.filter(isReal)
  const resolved = real.filter(isResolved)
  return `${folder.padEnd(18)}${resolved.length} of ${real.length} real names (${percent(resolved.length, real.length)})`
}

const recorded = hasRecordedData
  ? Object.entries(readers).map(([folder, read]) => [folder, distinct(read())] as const)
  : []
const all = distinct(recorded.flatMap(([, names]) => names))

const report = (): string =>
  [
    ...recorded.map(([folder, names]) => line(folder, names)),
    line('all, distinct', all),
    `real, but without the memory that would decide: ${tooLittleSaid.length}; not whole GPUs: ${unrealNames.size}`,
    `not resolved: ${all
      .filter((one) => !isResolved(one))
      .map(shown)
      .join(' · ')}`,
  ].join('\n')

test.skipIf(!hasRecordedData)(
  'every GPU name in the recorded data is resolved, except those listed with a reason',
  () => {
    info(report())
    const unresolved = all.filter((one) => !isResolved(one)).map(shown)
    expect(unresolved.sort()).toEqual([...tooLittleSaid, ...unrealNames].sort())
  },
)

test.skipIf(!hasRecordedData)('over 95 % of the real names in the recorded data are resolved', () => {
  const real = all.filter(isReal)
  expect(all.length).toBeGreaterThan(600)
  expect(real.filter(isResolved).length / real.length).toBeGreaterThan(0.95)
})

test.skipIf(!hasRecordedData)('a name that states no memory is ambiguous, not unknown', () => {
  const kinds = tooLittleSaid.map((name) => resolveGpuModel(name)._unsafeUnwrapErr().kind)
  expect(new Set(kinds)).toEqual(new Set(['ambiguous-gpu-name']))
})

/** Column of `gpu-models.csv` for each field of a model. */
const csvColumns = {
  vendor: 'vendor',
  architecture: 'architecture',
  formFactor: 'form',
  vramGiB: 'vram_gb',
  memoryBandwidthGBps: 'memory_bandwidth_gbps',
  fp32Tflops: 'fp32_tflops',
  tf32Tflops: 'tf32_dense_tflops',
  bf16Tflops: 'bf16_dense_tflops',
  fp16Tflops: 'fp16_tensor_dense_tflops',
  fp8Tflops: 'fp8_dense_tflops',
  computeCapability: 'compute_capability',
  nvlinkGBps: 'nvlink_gbps',
  tdpWatts: 'tdp_w',
  releaseYear: 'release_year',
  driverName: 'smi_name',
  driverMemoryMiB: 'smi_memory_mib',
} as const

const isField = (key: string): key is keyof typeof csvColumns => key in csvColumns
const fields = Object.keys(csvColumns).filter(isField)

/** A value as the CSV writes it; numbers without trailing zeros. */
const written = (model: GpuModel | undefined, field: keyof typeof csvColumns): string => {
  const value = model?.[field]
  return value === undefined ? '' : `${value}${model?.approximate.includes(field) ? '?' : ''}`
}

/** A value of the CSV; a lone question mark says no more than an empty cell. */
const cell = (row: Row, column: string): string => {
  const text = row(column)
  const [, number, mark] = /^(\d+(?:\.\d+)?)(\??)$/.exec(text) ?? []
  if (number !== undefined) return `${Number(number)}${mark}`
  return text === '?' ? '' : text
}

test.skipIf(!hasRecordedData)(
  'the table has every row of gpu-models.csv, with its values and question marks',
  () => {
    const rows = rowsOf('gpu-models.csv')
    expect(rows.length).toBeGreaterThan(130)
    for (const row of rows) {
      const model = findGpuModel(row('model'))
      const own = Object.fromEntries(fields.map((field) => [field, written(model, field)]))
      const theirs = Object.fromEntries(fields.map((field) => [field, cell(row, csvColumns[field])]))
      expect({ model: model?.model, ...own }).toEqual({ model: row('model'), ...theirs })
    }
    expect(gpuModels.length).toBeGreaterThan(rows.length)
  },
)
