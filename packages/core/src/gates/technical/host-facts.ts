import type { Needs } from '../../needs.ts'
import type { Offer } from '../../offer.ts'
import { type Rejection, reject } from '../../rejection.ts'
import { computeCapabilityOf, vendorOf } from './gpu-facts.ts'

/**
 * Highest CUDA version that supports a compute capability.
 *
 * Source: NVIDIA CUDA release notes (11.0 dropped 3.0, 12.0 dropped 3.5 and 3.7, 13.0 dropped all below 7.5).
 */
const highestCuda = (computeCapability: number): number => {
  if (computeCapability < 3.5) return 10.2
  if (computeCapability < 5) return 11.8
  return computeCapability < 7.5 ? 12.9 : Number.POSITIVE_INFINITY
}

const cudaVersionOf = (offer: Offer): number | undefined => {
  const driver = offer.host?.driver
  if (driver?.kind !== 'from-image') return driver?.cudaVersion
  const capability = computeCapabilityOf(offer)
  return capability === undefined ? undefined : highestCuda(capability)
}

const cuda = (offer: Offer, { cudaVersion: needed }: Needs): Rejection | undefined => {
  if (needed === undefined) return undefined
  const actual = cudaVersionOf(offer)
  return actual !== undefined && actual >= needed
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'cuda-too-old', needed, actual: actual ?? null })
}

/** Whether a version is at least another, part by part; a missing part counts as 0. */
const isAtLeast = (version: string, least: string): boolean => {
  const parts = version.split('.').map(Number)
  const leastParts = least.split('.').map(Number)
  const differing = leastParts.findIndex((part, index) => part !== (parts[index] ?? 0))
  return differing === -1 || (parts[differing] ?? 0) > (leastParts[differing] ?? 0)
}

/** The machine image of the user brings the driver, so any version can be had for an NVIDIA GPU. */
const canBringDriver = (offer: Offer): boolean =>
  offer.host?.driver?.kind === 'from-image' && vendorOf(offer) === 'nvidia'

const driver = (offer: Offer, { driverVersion: needed }: Needs): Rejection | undefined => {
  if (needed === undefined || canBringDriver(offer)) return undefined
  const installed = offer.host?.driver
  const actual = installed?.kind === 'installed' ? installed.driverVersion : undefined
  return actual !== undefined && isAtLeast(actual, needed)
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'driver-too-old', needed, actual: actual ?? null })
}

const vcpus = (offer: Offer, { vcpus: needed }: Needs): Rejection | undefined => {
  const actual = offer.host?.vcpus
  if (needed === undefined || (actual !== undefined && actual >= needed)) return undefined
  return reject(offer, { gate: 'technical', kind: 'too-few-vcpus', needed, actual: actual ?? null })
}

const ram = (offer: Offer, { ramGiB: needed }: Needs): Rejection | undefined => {
  const actual = offer.host?.ramGiB
  if (needed === undefined || (actual !== undefined && actual >= needed)) return undefined
  return reject(offer, { gate: 'technical', kind: 'ram-too-small', needed, actual: actual ?? null })
}

const diskGBOf = (offer: Offer): number | undefined => {
  const disk = offer.host?.disk
  if (disk === undefined) return undefined
  return disk.kind === 'fixed' ? disk.sizeGB : (disk.largestGB ?? Number.POSITIVE_INFINITY)
}

const disk = (offer: Offer, { diskGB: needed }: Needs): Rejection | undefined => {
  if (needed === undefined) return undefined
  const actual = diskGBOf(offer)
  return actual !== undefined && actual >= needed
    ? undefined
    : reject(offer, { gate: 'technical', kind: 'disk-too-small', needed, actual: actual ?? null })
}

const architecture = (offer: Offer, { architectures: needed }: Needs): Rejection | undefined => {
  const actual = offer.host?.architecture
  if (needed === undefined || (actual !== undefined && needed.includes(actual))) return undefined
  return reject(offer, {
    gate: 'technical',
    kind: 'architecture-not-allowed',
    needed,
    actual: actual ?? null,
  })
}

/** What the machine around the GPUs must have. */
export const hostFactRules = [cuda, driver, vcpus, ram, disk, architecture] as const

/** The first rule on the machine around the GPUs that an offer breaks. */
export const hostFacts = (offer: Offer, needs: Needs): Rejection | undefined =>
  cuda(offer, needs) ??
  driver(offer, needs) ??
  vcpus(offer, needs) ??
  ram(offer, needs) ??
  disk(offer, needs) ??
  architecture(offer, needs)
