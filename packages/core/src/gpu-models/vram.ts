import type { GpuModel } from './gpu-model.ts'

/**
 * Share by which reported and nominal memory may differ.
 *
 * Source: assumption of the design. Recorded drivers fall short by up to 7.8 % (T4 on old
 * drivers), price lists exceed by up to 6.7 % (B300 sold as 288 GB).
 */
export const vramTolerance = 0.08

/**
 * Distance of a model's memory from a size (GiB), or undefined when the model does not come with that size.
 */
const vramDistance = (model: GpuModel, vramGiB: number): number | undefined => {
  const slack = vramTolerance * model.vramGiB
  if (model.vramIsLargestConfiguration) return vramGiB > 0 && vramGiB <= model.vramGiB + slack ? 0 : undefined
  const distance = Math.abs(model.vramGiB - vramGiB)
  return distance <= slack ? distance : undefined
}

/**
 * Keeps the models whose nominal memory is nearest to a size.
 *
 * @param models - Any models.
 * @param vramGiB - Nominal or reported memory of one GPU (GiB). A size of 0 or below, or NaN, fits no model.
 * @returns Those of the nearest nominal size within {@link vramTolerance}, in their order; an empty list when
 *   no model is that near. A chip that is built with several sizes fits up to its largest.
 */
export const nearest = (models: readonly GpuModel[], vramGiB: number): readonly GpuModel[] => {
  const distances = models.map((model) => vramDistance(model, vramGiB))
  const least = Math.min(...distances.filter((distance) => distance !== undefined))
  return models.filter((_model, index) => distances[index] === least)
}
