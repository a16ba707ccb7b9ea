import { limitingFigure } from '../../estimate/speed.ts'
import { findGpuModel, type GpuModel } from '../../gpu-models/index.ts'
import type { Needs, Vendor } from '../../needs.ts'
import type { Offer } from '../../offer.ts'
import { type Rejection, reject } from '../../rejection.ts'

const factsOf = ({ gpu }: Offer): GpuModel | undefined =>
  gpu.model === undefined ? undefined : findGpuModel(gpu.model)

const isNamed = (names: readonly string[], { gpu }: Offer): boolean =>
  names.includes(gpu.name) || (gpu.model !== undefined && names.includes(gpu.model))

const allowedModel = (offer: Offer, { allowedModels: needed }: Needs): Rejection | undefined => {
  if (needed === undefined || isNamed(needed, offer)) return undefined
  const actual = offer.gpu.model ?? offer.gpu.name
  return reject(offer, { gate: 'technical', kind: 'model-not-allowed', needed, actual })
}

const deniedModel = (offer: Offer, { deniedModels: needed }: Needs): Rejection | undefined => {
  if (needed === undefined || !isNamed(needed, offer)) return undefined
  const actual = offer.gpu.model ?? offer.gpu.name
  return reject(offer, { gate: 'technical', kind: 'model-denied', needed, actual })
}

/** Vendor of an offer's GPU: as the source states it, else that of the model; undefined: unknown. */
export const vendorOf = (offer: Offer): Vendor | undefined => offer.gpu.vendor ?? factsOf(offer)?.vendor

const vendor = (offer: Offer, { vendors: needed }: Needs): Rejection | undefined => {
  if (needed === undefined) return undefined
  const actual = vendorOf(offer)
  return actual !== undefined && needed.includes(actual)
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'vendor-not-allowed', needed, actual: actual ?? null })
}

/** CUDA compute capability of an offer's GPU: as the source states it, else that of the model; undefined: unknown, or not an NVIDIA GPU. */
export const computeCapabilityOf = (offer: Offer): number | undefined =>
  offer.gpu.computeCapability ?? factsOf(offer)?.computeCapability

const computeCapability = (offer: Offer, { computeCapability: needed }: Needs): Rejection | undefined => {
  if (needed === undefined) return undefined
  const actual = computeCapabilityOf(offer)
  return actual !== undefined && actual >= needed
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'compute-capability-too-low', needed, actual: actual ?? null })
}

const tflops = (offer: Offer, { leastTflops: needed }: Needs): Rejection | undefined => {
  if (needed === undefined) return undefined
  const facts = factsOf(offer)
  const whole = facts === undefined ? undefined : limitingFigure(facts, needed.precision)
  const actual = whole === undefined ? undefined : whole * (offer.gpu.fraction ?? 1)
  return actual !== undefined && actual >= needed.tflops
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'tflops-too-low', needed, actual: actual ?? null })
}

const memoryBandwidth = (offer: Offer, { memoryBandwidthGBps: needed }: Needs): Rejection | undefined => {
  if (needed === undefined) return undefined
  const whole = factsOf(offer)?.memoryBandwidthGBps
  const actual = whole === undefined ? undefined : whole * (offer.gpu.fraction ?? 1)
  return actual !== undefined && actual >= needed
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'memory-bandwidth-too-low', needed, actual: actual ?? null })
}

const formFactor = (offer: Offer, { formFactors: needed }: Needs): Rejection | undefined => {
  if (needed === undefined) return undefined
  const actual = factsOf(offer)?.formFactor
  return actual !== undefined && needed.includes(actual)
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'form-factor-not-allowed', needed, actual: actual ?? null })
}

const interconnect = (offer: Offer, { interconnect: needed }: Needs): Rejection | undefined => {
  const actual = offer.gpu.interconnect
  if (needed === undefined || offer.gpuCount === 1 || actual === 'nvlink' || actual === needed)
    return undefined
  return reject(offer, { gate: 'technical', kind: 'interconnect-too-slow', needed, actual: actual ?? null })
}

/** What the GPU must be and do. */
export const gpuFactRules = [
  allowedModel,
  deniedModel,
  vendor,
  computeCapability,
  tflops,
  memoryBandwidth,
  formFactor,
  interconnect,
] as const

/** Whether a job asks for anything of these. */
export const asksForGpuFacts = (needs: Needs): boolean =>
  [
    needs.allowedModels,
    needs.deniedModels,
    needs.vendors,
    needs.computeCapability,
    needs.leastTflops,
    needs.memoryBandwidthGBps,
    needs.formFactors,
    needs.interconnect,
  ].some((need) => need !== undefined)
