import { type Assumption, type OfferedGpu, type ResolvedGpuModel, resolveGpuModel } from '@aima/gpu-core'
import type { CatalogueRow } from './catalogue-row.ts'

/** The GPU of an offer, and what had to be assumed of it. */
export interface ReadGpu {
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

/** What is read of a row. */
type NamedGpu = Pick<CatalogueRow, 'gpuTypeId' | 'memoryGB' | 'vendor'>

const formNote = (name: string, model: string): readonly Assumption[] => [
  {
    name: 'gpu',
    value: model,
    unit: '',
    basis: `RunPod says ${name}, and this is the slowest that it may mean`,
  },
]

const read = ({ gpuTypeId, memoryGB, vendor }: NamedGpu): ReadGpu => {
  const found: ResolvedGpuModel | undefined = resolveGpuModel(gpuTypeId, memoryGB).unwrapOr(undefined)
  const gpu: OfferedGpu = {
    name: gpuTypeId,
    model: found?.model.model,
    vendor: vendor ?? found?.model.vendor,
    vramGiB: found?.model.vramGiB ?? memoryGB,
  }
  return { gpu, assumptions: found?.formAssumed ? formNote(gpuTypeId, found.model.model) : [] }
}

/**
 * Prepares the reading of GPUs. Each is looked up once per listing.
 *
 * The id says more than the display name: `NVIDIA H100 80GB HBM3` is the SXM module, `NVIDIA H100 PCIe` the card. RunPod's sizes
 * are nominal, and of a known model its own counts: the H200 NVL was listed with 143 GB and has 141.
 *
 * @returns A function that reads the GPU of a row. Its model is absent where no model of that name has that memory, and for a
 *   part of a GPU (MIG).
 * @example
 * const read = prepareGpus()
 * read({ gpuTypeId: 'NVIDIA H100 80GB HBM3', memoryGB: 80, vendor: undefined }).gpu.model // => 'H100-SXM5'
 * read({ gpuTypeId: 'NVIDIA X9000', memoryGB: 512, vendor: 'nvidia' }).gpu.model // => undefined
 */
export const prepareGpus = (): ((row: NamedGpu) => ReadGpu) => {
  const known = new Map<string, ReadGpu>()
  return (row) => {
    const key = `${row.memoryGB} ${row.vendor} ${row.gpuTypeId}`
    const gpu = known.get(key) ?? read(row)
    known.set(key, gpu)
    return gpu
  }
}
