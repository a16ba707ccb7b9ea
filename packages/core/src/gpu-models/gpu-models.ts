import type { GpuModel, GpuModelName } from './gpu-model.ts'
import { amdModels } from './table/amd.ts'
import { appleModels } from './table/apple.ts'
import { intelModels } from './table/intel.ts'
import { memoryVariants } from './table/memory-variants.ts'
import { adaModels } from './table/nvidia-ada.ts'
import { ampereModels } from './table/nvidia-ampere.ts'
import { hopperAndBlackwellModels } from './table/nvidia-hopper-blackwell.ts'
import { keplerToTuringModels } from './table/nvidia-kepler-to-turing.ts'

/**
 * Every GPU model that is known, with its facts.
 *
 * Fractions of a GPU (MIG slices, vGPUs, a sixth of an A10) are not models.
 *
 * Source: data sheets of the vendors and recordings of their tools, as each file under `table/` says.
 */
export const gpuModels: readonly GpuModel[] = [
  ...keplerToTuringModels,
  ...ampereModels,
  ...adaModels,
  ...hopperAndBlackwellModels,
  ...amdModels,
  ...intelModels,
  ...appleModels,
  ...memoryVariants,
]

const byName: ReadonlyMap<string, GpuModel> = new Map(gpuModels.map((model) => [model.model, model]))

/**
 * Finds a model by its canonical name.
 *
 * @param name - Exactly as in the table: case and spaces count.
 * @returns The model, or undefined when the table has none of that name.
 * @see {@link resolveGpuModel} for names as providers and drivers print them.
 * @example
 * findGpuModel('RTX 4090')?.vramGiB // => 24
 */
export const findGpuModel = (name: GpuModelName): GpuModel | undefined => byName.get(name)
