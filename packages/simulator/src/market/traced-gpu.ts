import { findGpuModel, type OfferedGpu, resolveGpuModel } from '@aima/gpu-core'

/** Canonical names of GPUs whose short name leaves open which they are, as one cloud means it. */
export type MeantGpus = Readonly<Record<string, string>>

/**
 * What AWS and Google Cloud mean by the names of GPUs in SkyPilot's lists, which the price traces were made from.
 *
 * Source: AWS, "Accelerated computing instances" (P3, P4d, P5); Google Cloud, "GPU machine types" (N1, A2, A3).
 */
export const meantByClouds: MeantGpus = {
  A100: 'A100-SXM4-40GB',
  'A100-80GB': 'A100-SXM4-80GB',
  H100: 'H100-SXM5',
  P100: 'P100-PCIe-16GB',
  V100: 'V100-SXM2-16GB',
}

/**
 * Turns the name of a GPU in a trace into what an offer says of it.
 *
 * @param name - As the trace writes it.
 * @param meant - What short names mean. Default: none has a meaning of its own.
 * @returns The GPU; without a model when the name is not known, which is never guessed.
 * @example
 * tracedGpu('V100', meantByClouds) // => { name: 'V100', model: 'V100-SXM2-16GB', vramGiB: 16 }
 */
export const tracedGpu = (name: string, meant: MeantGpus = {}): OfferedGpu => {
  const canonical = Object.hasOwn(meant, name) ? meant[name] : undefined
  const model = canonical === undefined ? resolved(name) : findGpuModel(canonical)
  return model === undefined ? { name } : { name, model: model.model, vramGiB: model.vramGiB }
}

const resolved = (name: string) =>
  resolveGpuModel(name).match(
    ({ model }) => model,
    () => undefined,
  )
