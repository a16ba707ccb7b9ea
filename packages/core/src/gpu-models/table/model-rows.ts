import type { FormFactor, GpuModel } from '../gpu-model.ts'

/**
 * A figure; with a question mark one that is an estimate or comes from a secondary source; undefined: none or
 * unknown.
 */
type Figure = number | `${number}?` | undefined

/**
 * One model as a line of a table. The columns, with their units, are those of {@link GpuModel}:
 *
 * model, formFactor, vramGiB, memoryBandwidthGBps, fp32Tflops, tf32Tflops, bf16Tflops, fp16Tflops, fp8Tflops,
 * computeCapability, nvlinkGBps, tdpWatts, releaseYear, driverName, driverMemoryMiB.
 *
 * A question mark at the end of a value marks it as approximate, in the driver's name too.
 */
export type ModelRow = readonly [
  model: string,
  formFactor: FormFactor,
  vramGiB: number | `${number}?`,
  memoryBandwidthGBps: number | `${number}?`,
  fp32Tflops: Figure,
  tf32Tflops: Figure,
  bf16Tflops: Figure,
  fp16Tflops: Figure,
  fp8Tflops: Figure,
  computeCapability: number | undefined,
  nvlinkGBps: Figure,
  tdpWatts: Figure,
  releaseYear: number | `${number}?`,
  driverName: string,
  driverMemoryMiB?: number | undefined,
]

/** The fields of {@link GpuModel} in the order of {@link ModelRow}. */
const columns = [
  'model',
  'formFactor',
  'vramGiB',
  'memoryBandwidthGBps',
  'fp32Tflops',
  'tf32Tflops',
  'bf16Tflops',
  'fp16Tflops',
  'fp8Tflops',
  'computeCapability',
  'nvlinkGBps',
  'tdpWatts',
  'releaseYear',
  'driverName',
  'driverMemoryMiB',
] as const satisfies readonly (keyof GpuModel)[]

/** What all rows of one table share. */
type Shared = Pick<GpuModel, 'vendor' | 'architecture' | 'vramIsLargestConfiguration'>

const withoutMark = (text: string): string => (text.endsWith('?') ? text.slice(0, -1) : text)

const numberIn = (figure: number | `${number}?`): number =>
  typeof figure === 'number' ? figure : Number(withoutMark(figure))

const knownNumberIn = (figure: Figure): number | undefined =>
  figure === undefined ? undefined : numberIn(figure)

const isApproximate = (cell: ModelRow[number]): boolean => typeof cell === 'string' && cell.endsWith('?')

const toModel = (shared: Shared, row: ModelRow): GpuModel => {
  const [model, formFactor, vram, bandwidth, fp32, tf32, bf16, fp16, fp8, ...rest] = row
  const [computeCapability, nvlink, tdp, releaseYear, driverName, driverMemoryMiB] = rest
  return {
    model,
    ...shared,
    formFactor,
    vramGiB: numberIn(vram),
    memoryBandwidthGBps: numberIn(bandwidth),
    fp32Tflops: knownNumberIn(fp32),
    tf32Tflops: knownNumberIn(tf32),
    bf16Tflops: knownNumberIn(bf16),
    fp16Tflops: knownNumberIn(fp16),
    fp8Tflops: knownNumberIn(fp8),
    computeCapability,
    nvlinkGBps: knownNumberIn(nvlink),
    tdpWatts: knownNumberIn(tdp),
    releaseYear: numberIn(releaseYear),
    driverName: withoutMark(driverName),
    driverMemoryMiB,
    approximate: columns.filter((_column, index) => isApproximate(row[index])),
  }
}

/**
 * Turns the rows of a table into models.
 *
 * @param shared - What the rows have in common.
 * @param rows - The rows, one model each.
 * @returns The models in the order of the rows.
 */
export const toModels = (shared: Shared, rows: readonly ModelRow[]): readonly GpuModel[] =>
  rows.map((row) => toModel(shared, row))
