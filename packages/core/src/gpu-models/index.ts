export type { FormFactor, GpuModel, GpuModelName } from './gpu-model.ts'
export { findGpuModel, gpuModels } from './gpu-models.ts'
export type { GpuShare } from './gpu-slice.ts'
export {
  maximumNameLength,
  type ResolvedGpuModel,
  resolveGpuModel,
  type UnknownGpuModel,
} from './resolve.ts'
export { vramTolerance } from './vram.ts'
