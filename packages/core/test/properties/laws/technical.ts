import { findGpuModel, type GpuModel, type Needs, type Offer, type Vendor } from '../../../src/index.ts'
import { atLeast, type Law, metBy, oneOf } from './law.ts'

const factsOf = ({ gpu }: Offer): GpuModel | undefined => findGpuModel(gpu.model ?? '')

/** A law about one need of the job. */
const need =
  (keeps: (needs: Needs, offer: Offer) => boolean): Law =>
  (offer, { job }) =>
    keeps(job.needs ?? {}, offer)

/** Memory of one GPU that counts against a need (GiB): as sold, else as reported with 8 % to spare. */
const countingVramGiB = (offer: Offer): number | undefined => {
  const { vramGiB, fraction, reportedVramGiB } = offer.gpu
  const facts = factsOf(offer)
  const isOneSize = facts?.vramIsLargestConfiguration !== true && fraction === undefined
  const nominal = vramGiB ?? (isOneSize ? facts?.vramGiB : undefined)
  return nominal ?? (reportedVramGiB === undefined ? undefined : reportedVramGiB / 0.92)
}

/** A figure of the table for what the offer holds of a GPU. */
const shareOf = (offer: Offer, figure: number | undefined): number | undefined =>
  figure === undefined ? undefined : figure * (offer.gpu.fraction ?? 1)

const tflopsOf = (offer: Offer, precision: string): number | undefined => {
  const facts = factsOf(offer)
  const figures = new Map([
    ['fp32', facts?.fp32Tflops],
    ['tf32', facts?.tf32Tflops],
    ['bf16', facts?.bf16Tflops],
    ['fp16', facts?.fp16Tflops],
    ['fp8', facts?.fp8Tflops],
  ])
  return shareOf(offer, figures.get(precision))
}

const capabilityOf = (offer: Offer): number | undefined =>
  offer.gpu.computeCapability ?? factsOf(offer)?.computeCapability

const vendorOf = (offer: Offer): Vendor | undefined => offer.gpu.vendor ?? factsOf(offer)?.vendor

/** Newest CUDA for a compute capability, as NVIDIA dropped the old ones. */
const newestCuda = (capability: number): number =>
  capability >= 7.5 ? 99 : capability >= 5 ? 12.9 : capability >= 3.5 ? 11.8 : 10.2

const cudaOf = (offer: Offer): number | undefined => {
  const driver = offer.host?.driver
  if (driver?.kind === 'installed') return driver.cudaVersion
  const capability = driver === undefined ? undefined : capabilityOf(offer)
  return capability === undefined ? undefined : newestCuda(capability)
}

const driverOf = (offer: Offer): string | undefined => {
  const driver = offer.host?.driver
  if (driver?.kind === 'installed') return driver.driverVersion
  return driver !== undefined && vendorOf(offer) === 'nvidia' ? '999999' : undefined
}

/** A version as one number: each part has six digits. */
const versionNumber = (version: string): number =>
  [0, 1, 2].reduce((sum, part) => sum * 1e6 + Number(version.split('.')[part] ?? 0), 0)

const diskOf = ({ host }: Offer): number | undefined => {
  if (host?.disk === undefined) return undefined
  return host.disk.kind === 'fixed' ? host.disk.sizeGB : (host.disk.largestGB ?? 1e9)
}

const isCalled = (offer: Offer, names: readonly string[]): boolean =>
  names.some((name) => name === offer.gpu.name || name === offer.gpu.model)

export const gpuCountLaw = need(({ gpuCount = 1 }, offer) => offer.gpuCount >= gpuCount)
export const vramLaw = need(({ vramGiB }, offer) =>
  metBy(vramGiB, countingVramGiB(offer), (least, fact) => fact >= least * (1 - 1e-12)),
)
export const totalVramLaw = need(({ totalVramGiB }, offer) =>
  metBy(totalVramGiB, countingVramGiB(offer), (least, one) => one * offer.gpuCount >= least * (1 - 1e-12)),
)
export const allowedModelLaw = need(
  ({ allowedModels }, offer) => allowedModels === undefined || isCalled(offer, allowedModels),
)
export const deniedModelLaw = need(({ deniedModels = [] }, offer) => !isCalled(offer, deniedModels))
export const vendorLaw = need(({ vendors }, offer) => metBy(vendors, vendorOf(offer), oneOf))
export const capabilityLaw = need(({ computeCapability }, offer) =>
  metBy(computeCapability, capabilityOf(offer), atLeast),
)
export const cudaLaw = need(({ cudaVersion }, offer) => metBy(cudaVersion, cudaOf(offer), atLeast))
export const driverLaw = need(({ driverVersion }, offer) =>
  metBy(driverVersion, driverOf(offer), (least, fact) => versionNumber(fact) >= versionNumber(least)),
)
export const tflopsLaw = need(
  ({ leastTflops }, offer) =>
    leastTflops === undefined || metBy(leastTflops.tflops, tflopsOf(offer, leastTflops.precision), atLeast),
)
export const bandwidthLaw = need(({ memoryBandwidthGBps }, offer) =>
  metBy(memoryBandwidthGBps, shareOf(offer, factsOf(offer)?.memoryBandwidthGBps), atLeast),
)
export const formFactorLaw = need(({ formFactors }, offer) =>
  metBy<readonly string[], string>(formFactors, factsOf(offer)?.formFactor, oneOf),
)
export const interconnectLaw = need(
  ({ interconnect }, { gpuCount, gpu }) =>
    gpuCount === 1 ||
    metBy(interconnect, gpu.interconnect, (least, fact) => fact === 'nvlink' || fact === least),
)
export const vcpuLaw = need(({ vcpus }, { host }) => metBy(vcpus, host?.vcpus, atLeast))
export const ramLaw = need(({ ramGiB }, { host }) => metBy(ramGiB, host?.ramGiB, atLeast))
export const diskLaw = need(({ diskGB }, offer) => metBy(diskGB, diskOf(offer), atLeast))
export const architectureLaw = need(({ architectures }, { host }) =>
  metBy(architectures, host?.architecture, oneOf),
)
