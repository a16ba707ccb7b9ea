import { type Assumption, type Driver, findGpuModel } from '@aima/gpu-core'

/**
 * First CUDA version that knew each generation of GPUs, the newest generation first.
 *
 * Source: NVIDIA CUDA release notes.
 */
const firstVersions: readonly (readonly [computeCapability: number, cudaVersion: number])[] = [
  [10.3, 12.9],
  [10, 12.8],
  [8.9, 11.8],
  [8.6, 11.1],
  [8, 11],
  [7.5, 10],
  [7, 9],
  [6, 8],
]

/** The RTX 50 and RTX PRO Blackwell came with the first Blackwell, though their number is higher. */
const rtxBlackwell = 12

/**
 * Least CUDA version that a driver supports which runs a GPU at all: that with which its generation came.
 *
 * @param model - Canonical name of the GPU.
 * @returns The version; undefined: no NVIDIA GPU, or older than any that matters.
 * @example
 * leastCudaVersion('RTX 4090') // => 11.8
 * leastCudaVersion('RTX 5090') // => 12.8
 * leastCudaVersion('MI300X') // => undefined
 */
export const leastCudaVersion = (model: string): number | undefined => {
  const capability = findGpuModel(model)?.computeCapability
  if (capability === undefined) return undefined
  const generation = Math.floor(capability) === rtxBlackwell ? 10 : capability
  return firstVersions.find(([from]) => generation >= from)?.[1]
}

/** A driver with the report that it is assumed. */
export interface AssumedDriver {
  /** The driver. */
  readonly driver: Driver
  /** The report. */
  readonly assumptions: readonly Assumption[]
}

/**
 * The driver of a host of which nothing is stated but its GPU.
 *
 * @param model - Canonical name of the GPU.
 * @returns The driver; undefined when nothing follows from the model.
 * @example
 * leastDriver('H100-SXM5')?.driver // => { kind: 'installed', cudaVersion: 11.8 }
 */
export const leastDriver = (model: string | undefined): AssumedDriver | undefined => {
  const cudaVersion = model === undefined ? undefined : leastCudaVersion(model)
  if (cudaVersion === undefined) return undefined
  const basis = 'least version of a driver that runs this GPU; the list states none'
  return {
    driver: { kind: 'installed', cudaVersion },
    assumptions: [{ name: 'cudaVersion', value: cudaVersion, unit: '', basis }],
  }
}
