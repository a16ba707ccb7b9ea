import { type GpuModel, resolveGpuModel } from '@aima/gpu-core'

const gibibyte = 2 ** 30

/**
 * Model that a name and a size of memory mean.
 *
 * @param name - Name as the tool prints it.
 * @param totalBytes - Memory of the GPU (bytes), where it is known and its own.
 * @returns The model; undefined when none, or more than one, is called so.
 * @example
 * modelOf('AMD Instinct MI210', 68_702_699_520)?.model // => 'MI210'
 */
export const modelOf = (name: string, totalBytes: number | undefined): GpuModel | undefined => {
  const size = totalBytes === undefined ? undefined : totalBytes / gibibyte
  return resolveGpuModel(name, size)
    .map(({ model }) => model)
    .unwrapOr(undefined)
}
