import { type Assumption, type OfferedGpu, resolveGpuModel, type Vendor, vramTolerance } from '@aima/gpu-core'
import { familyOf } from './gpu-families.ts'

/** GPUs as a reply or the table states them. */
export interface StatedGpu {
  /** Type of the instance, such as `p5.48xlarge`. */
  readonly type: string
  /** Name of the GPU as AWS prints it. */
  readonly name: string
  /** Who made it. */
  readonly vendor?: Vendor | undefined
  /** Memory of one GPU, or of the share (MiB). */
  readonly mebibytes?: number | undefined
  /** GPUs; below 1: a share of one. */
  readonly gpus: number
}

/** The GPU of a type, and what had to be assumed of it. */
export interface ReadGpu {
  /** The GPU. */
  readonly gpu: OfferedGpu
  /** How many of it. */
  readonly gpuCount: number
  /** What had to be assumed. */
  readonly assumptions: readonly Assumption[]
}

const mebibytesPerGiB = 1024

/** AWS's names leave out the form of a GPU; the family tells it, where both mean the same GPU. */
const exactNameOf = ({ type, name, mebibytes, gpus }: StatedGpu): string => {
  const family = familyOf(type)
  if (family === undefined) return name
  // p5e and p5en once printed `NVIDIA` alone. Source: dstackai/gpuhunt (2025).
  const isSameName = name === family.apiName || name.toUpperCase() === 'NVIDIA'
  const wholeMebibytes = (mebibytes ?? family.mebibytes) / Math.min(1, gpus)
  const isSameMemory = Math.abs(wholeMebibytes / family.mebibytes - 1) < vramTolerance
  return isSameName && isSameMemory ? family.exactName : name
}

const formNote = (name: string, model: string): readonly Assumption[] => [
  {
    name: 'gpu',
    value: model,
    unit: '',
    basis: `AWS says ${name}, and this is the slowest that it may mean`,
  },
]

/**
 * Reads the GPU of a type.
 *
 * @param stated - As AWS states it. Its memory is what a driver may use, a little below the nominal size.
 * @returns Its model is absent where no model of that name has that memory, or several have. Of a share, the memory is the share's.
 * @example
 * gpuOf({ type: 'p4d.24xlarge', name: 'A100', mebibytes: 40960, gpus: 8 }).gpu.model // => 'A100-SXM4-40GB'
 * gpuOf({ type: 'g6f.large', name: 'L4', mebibytes: 2861, gpus: 0.125 }).gpu.vramGiB // => 3
 */
export const gpuOf = (stated: StatedGpu): ReadGpu => {
  const { type, name, mebibytes, gpus } = stated
  const share = Math.min(1, gpus)
  const reportedVramGiB = mebibytes === undefined ? undefined : mebibytes / mebibytesPerGiB
  const wholeGiB = reportedVramGiB === undefined ? undefined : reportedVramGiB / share
  const found = resolveGpuModel(exactNameOf(stated), wholeGiB).unwrapOr(undefined)
  const nominalGiB = found?.model.vramGiB
  const gpuCount = Math.max(1, gpus)
  const gpu: OfferedGpu = {
    name,
    model: found?.model.model,
    vendor: stated.vendor ?? found?.model.vendor,
    vramGiB: nominalGiB === undefined ? undefined : nominalGiB * share,
    reportedVramGiB,
    fraction: share < 1 ? share : undefined,
    interconnect: gpuCount > 1 ? familyOf(type)?.interconnect : undefined,
  }
  return { gpu, gpuCount, assumptions: found?.formAssumed ? formNote(name, found.model.model) : [] }
}
