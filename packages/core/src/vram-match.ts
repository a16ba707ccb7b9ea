import { findGpuModel, vramTolerance } from './gpu-models/index.ts'
import type { Offer } from './offer.ts'

/** Which size satisfied a need for memory: the nominal one, or the one that a driver reports, which may fall short by 8 %. */
export type VramMatch = 'nominal' | 'reported'

/** Nominal memory of one GPU of an offer (GiB); undefined: unknown. */
const nominalVramGiB = ({ gpu }: Offer): number | undefined => {
  if (gpu.vramGiB !== undefined) return gpu.vramGiB
  const model = gpu.model === undefined || gpu.fraction !== undefined ? undefined : findGpuModel(gpu.model)
  return model?.vramIsLargestConfiguration ? undefined : model?.vramGiB
}

/** Known memory of one GPU of an offer (GiB): nominal, else as reported; undefined: unknown. */
export const vramGiBOf = (offer: Offer): number | undefined =>
  nominalVramGiB(offer) ?? offer.gpu.reportedVramGiB

/**
 * Tells which size of an offer's memory satisfies a need; undefined: none.
 *
 * @param offer - The offer.
 * @param neededGiB - Least memory (GiB).
 * @param gpus - How many GPUs count together. Default 1.
 */
export const vramMatchOf = (offer: Offer, neededGiB: number, gpus = 1): VramMatch | undefined => {
  const nominal = nominalVramGiB(offer)
  if (nominal !== undefined) return nominal * gpus >= neededGiB ? 'nominal' : undefined
  const reported = offer.gpu.reportedVramGiB
  return reported !== undefined && reported * gpus >= neededGiB * (1 - vramTolerance) ? 'reported' : undefined
}
