import { findGpuModel, type ListedOffer } from '@aima/gpu-core'
import { isoCountries } from './iso-countries.ts'
import type { OfferFault } from './offer-faults.ts'

/** The least and the most that a number may believably be. */
interface Range {
  readonly least: number
  readonly most: number
  readonly unit: string
}

/** Wide enough for every machine of today, and narrow enough that a wrong unit falls out. */
const believable = {
  gpuCount: { least: 1, most: 72, unit: 'GPUs' },
  vramGiB: { least: 0.5, most: 1024, unit: 'GiB' },
  vcpus: { least: 0.25, most: 4096, unit: 'vCPU' },
  ramGiB: { least: 0.25, most: 65_536, unit: 'GiB' },
  diskGB: { least: 0.1, most: 1_000_000, unit: 'GB' },
} as const satisfies Record<string, Range>

/** How far a memory may lie above its model's size (share): sellers round in GB and GiB. */
const excess = 0.08
/** How far below (share): a driver keeps a part for itself. */
const shortfall = 0.15

const outside = (name: string, value: number | undefined, { least, most, unit }: Range): OfferFault =>
  value === undefined || (value >= least && value <= most)
    ? undefined
    : `has ${name} of ${value} ${unit}, which is not between ${least} and ${most}`

/** Memory is a part of a model's identity, so a size of a whole GPU that is not the model's is a wrong unit or a sum. */
const modelFault = ({ gpu }: ListedOffer): OfferFault => {
  if (gpu.model === undefined) return undefined
  const model = findGpuModel(gpu.model)
  if (model === undefined) return `names ${gpu.model}, which is no canonical model`
  const isOfOneSize = gpu.fraction === undefined && model.vramIsLargestConfiguration !== true
  const leastGiB = isOfOneSize ? model.vramGiB * (1 - shortfall) : 0
  const mostGiB = model.vramGiB * (1 + excess)
  const wrong = [gpu.vramGiB, gpu.reportedVramGiB].find(
    (sizeGiB) => sizeGiB !== undefined && (sizeGiB < leastGiB || sizeGiB > mostGiB),
  )
  return wrong === undefined ? undefined : `has ${wrong} GiB per GPU, and ${gpu.model} has ${model.vramGiB}`
}

/** The GPUs are believable: memory per GPU in GiB, as its model has it. */
export const gpuFault = (offer: ListedOffer): OfferFault =>
  outside('gpuCount', offer.gpuCount, believable.gpuCount) ??
  outside('gpu.vramGiB', offer.gpu.vramGiB, believable.vramGiB) ??
  outside('gpu.reportedVramGiB', offer.gpu.reportedVramGiB, believable.vramGiB) ??
  modelFault(offer)

/** The machine around the GPUs is believable, in its units. */
export const hostFault = ({ host }: ListedOffer): OfferFault =>
  outside('host.vcpus', host?.vcpus, believable.vcpus) ??
  outside('host.ramGiB', host?.ramGiB, believable.ramGiB) ??
  (host?.disk?.kind === 'fixed'
    ? outside('host.disk.sizeGB', host.disk.sizeGB, believable.diskGB)
    : undefined)

/** A country is one of ISO 3166-1, or absent. */
export const countryFault = ({ place: { country } }: ListedOffer): OfferFault =>
  country === undefined || isoCountries.has(country)
    ? undefined
    : `stands in ${country}, which is no country of ISO 3166-1`
