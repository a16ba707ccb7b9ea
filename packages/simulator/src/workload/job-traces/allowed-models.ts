import { gpuModels, resolveGpuModel } from '@aima/gpu-core'

const familyOf = (model: string): string => model.split('-')[0] ?? model

/** Models that a name means when it leaves open how they are built in: same name before the form, same memory. */
const siblingsOf = (name: string, vramGiB: number): readonly string[] =>
  gpuModels
    .filter((model) => familyOf(model.model) === familyOf(name) && model.vramGiB === vramGiB)
    .map(({ model }) => model)

const meantBy = (name: string): readonly string[] =>
  resolveGpuModel(name).match(
    ({ model, formAssumed }) => (formAssumed ? siblingsOf(model.model, model.vramGiB) : [model.model]),
    (unknown) => (unknown.kind === 'ambiguous-gpu-name' ? unknown.candidates : []),
  )

/**
 * Reads a list of GPU models that a job may use, as a scheduler prints them, with `|` between them.
 *
 * A name that leaves memory or form open allows all models that it may mean. Each name is also kept as printed, for offers whose GPU is
 * printed so and is no known model.
 *
 * @param list - The list; empty: all models.
 * @returns Names for `needs.allowedModels`, each once; undefined: all.
 * @example
 * allowedModelsIn('T4|G2') // => ['T4', 'G2']
 * @example
 * allowedModelsIn('P100') // => ['P100-PCIe-12GB', 'P100-PCIe-16GB', 'P100-SXM2-16GB', 'P100']
 */
export const allowedModelsIn = (list: string): readonly string[] | undefined => {
  const names = list
    .split('|')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) return undefined
  return [...new Set(names.flatMap((name) => [...meantBy(name), name]))]
}
