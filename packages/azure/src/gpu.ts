import { findGpuModel, type OfferedGpu } from '@aima/gpu-core'
import type { GpuSize } from './sizes.ts'

/**
 * Number of GPUs as an offer counts them: a share of one counts as one.
 *
 * @param size - The size.
 */
export const gpuCountOf = ({ gpus }: GpuSize): number => Math.max(1, gpus)

const shareOf = ({ gpus }: GpuSize): number => Math.min(1, gpus)

/**
 * Memory of each GPU, or of the share (GiB). Azure writes 192 for a GB200 and 288 for a GB300, which hold a little less.
 *
 * @param size - The size.
 */
export const vramGiBOf = (size: GpuSize): number => {
  const wholeGiB = Math.min(size.vramGiB, findGpuModel(size.model)?.vramGiB ?? size.vramGiB)
  return wholeGiB * shareOf(size)
}

/**
 * The GPU of a size.
 *
 * @param size - The size.
 */
export const gpuOf = (size: GpuSize): OfferedGpu => ({
  name: size.model,
  model: size.model,
  vendor: findGpuModel(size.model)?.vendor,
  vramGiB: vramGiBOf(size),
  fraction: size.gpus < 1 ? size.gpus : undefined,
  interconnect: size.interconnect,
})
