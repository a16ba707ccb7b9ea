import { findGpuModel, type Offer } from '@aima/gpu-core'

/** What the hand-written scans look for: one fixed job under one fixed policy, every number a constant. */
export interface ScanJob {
  /** Least memory per GPU (GiB). */
  readonly vramGiB: number
  /** Least CUDA version. */
  readonly cudaVersion: number
  /** Least disk (GB). */
  readonly diskGB: number
  /** Least vCPUs. */
  readonly vcpus: number
  /** Hours on one reference GPU (h). */
  readonly refHours: number
  /** FP16 rate of the reference GPU (TFLOP/s). */
  readonly referenceTflops: number
  /** Volumes (GB) and lines (Mbps). */
  readonly inputGB: number
  readonly outputGB: number
  readonly imageGB: number
  readonly uplinkMbps: number
  readonly downlinkMbps: number
  /** Checkpoint interval, write and restart (h). */
  readonly everyHours: number
  readonly writeHours: number
  readonly restartHours: number
  /** Oldest price (h), and the present (ms). */
  readonly maximumAgeHours: number
  readonly nowMs: number
}

const cudaOf = (offer: Offer): number => {
  const driver = offer.host?.driver
  if (driver?.kind !== 'from-image') return driver?.cudaVersion ?? 0
  const capability =
    offer.gpu.computeCapability ?? findGpuModel(offer.gpu.model ?? '')?.computeCapability ?? 0
  return capability < 7.5 ? 12.9 : 99
}

/** Whether an offer can take the job: the same rules as the gates, as one expression. */
const fits = (offer: Offer, job: ScanJob): boolean => {
  const { gpu, host, price, capacity } = offer
  const vram = gpu.vramGiB ?? gpu.reportedVramGiB
  if (offer.site !== 'cloud' && offer.site !== 'local') return false
  if (offer.gpuCount < 1 || vram === undefined || vram < job.vramGiB) return false
  if (cudaOf(offer) < job.cudaVersion || (host?.vcpus ?? 0) < job.vcpus) return false
  const disk = host?.disk
  if (disk === undefined || (disk.kind === 'fixed' && disk.sizeGB < job.diskGB)) return false
  if (disk.kind === 'elastic' && (disk.largestGB ?? 1e9) < job.diskGB) return false
  const usdPerHour = price?.usdPerHour
  if (usdPerHour === undefined || !(usdPerHour > 0)) return false
  if ((job.nowMs - offer.observedAtMs) / 3_600_000 > job.maximumAgeHours) return false
  if (offer.purchase === 'spot' && usdPerHour > (price?.onDemandUsdPerHour ?? 1e9)) return false
  return capacity?.stock !== 'none' && capacity?.stock !== 'busy' && capacity?.availability !== 0
}

/** Expected running hours with checkpoints and restarts. */
const runOf = (offer: Offer, compute: number, job: ScanJob): number => {
  if (offer.purchase !== 'spot') return compute
  const rate = offer.spotRisk?.interruptionsPerHour ?? 0.05
  let stretches = 0
  let last = compute
  if (job.everyHours < compute) {
    stretches = Math.floor(compute / job.everyHours + 1e-9)
    last = compute - stretches * job.everyHours
    if (last <= 1e-9 * Math.max(1, compute)) {
      stretches -= 1
      last = job.everyHours
    }
  }
  const saved = stretches === 0 ? 0 : stretches * Math.expm1(rate * (job.everyHours + job.writeHours))
  return (Math.exp(rate * job.restartHours) * (saved + Math.expm1(rate * last))) / rate
}

/** Total cost (USD) of a job on an offer that fits; undefined: the GPU's speed is unknown. */
const totalOf = (offer: Offer, job: ScanJob): number | undefined => {
  const tflops = findGpuModel(offer.gpu.model ?? '')?.fp16Tflops
  if (tflops === undefined) return undefined
  const { network, capacity, billing, price, spotRisk } = offer
  const isInstance = network?.dataPath === 'instance'
  const up = (job.inputGB * 8000) / Math.min(job.uplinkMbps, network?.ingressMbps ?? 1e9) / 3600
  const down = (job.outputGB * 8000) / Math.min(job.downlinkMbps, network?.egressMbps ?? 1e9) / 3600
  const image = (job.imageGB * 8000) / (network?.registryMbps ?? 300) / 3600
  const setup = (capacity?.bootHours ?? 0.0667) + image + (isInstance ? up : 0)
  const run = runOf(offer, job.refHours / ((tflops * (offer.gpu.fraction ?? 1)) / job.referenceTflops), job)
  const used = setup + run + (isInstance ? down : 0)
  const step = (billing?.billStepSeconds ?? 1) / 3600
  const billed = step * Math.ceil(Math.max(used, (billing?.billMinSeconds ?? 0) / 3600) / step - 1e-9)
  const outside =
    offer.purchase === 'spot'
      ? (spotRisk?.interruptionsPerHour ?? 0.05) * run * (spotRisk?.recoverWaitHours ?? 0.25)
      : 0
  const stored = job.inputGB + job.outputGB + job.imageGB
  let egress = job.outputGB * (network?.egressUsdPerGB ?? 0.12)
  if (network?.egressTiers !== undefined) {
    egress = 0
    let from = 0
    for (const [upTo, usd] of network.egressTiers) {
      const until = upTo === null ? job.outputGB : Math.min(upTo, job.outputGB)
      if (until > from) egress += (until - from) * usd
      from = Math.max(from, until)
    }
  }
  const traffic = job.inputGB * (network?.ingressUsdPerGB ?? 0) + egress
  return (
    (price?.usdPerHour ?? 0) * billed +
    traffic +
    (stored * (network?.storageUsdPerGBMonth ?? 0.08) * (used + outside)) / 730
  )
}

/** (a) One pass by hand: the cheapest, and nothing else. */
export const bareScan = (offers: readonly Offer[], job: ScanJob): Offer | undefined => {
  let best: Offer | undefined
  let bestUsd = Number.POSITIVE_INFINITY
  for (const offer of offers) {
    if (!fits(offer, job)) continue
    const total = totalOf(offer, job)
    if (total !== undefined && total < bestUsd) {
      best = offer
      bestUsd = total
    }
  }
  return best
}

/** (b) What one writes first: filter, map, sort. */
export const filterMapSort = (offers: readonly Offer[], job: ScanJob): Offer | undefined =>
  offers
    .filter((offer) => fits(offer, job))
    .map((offer) => ({ ...offer, total: totalOf(offer, job) ?? Number.POSITIVE_INFINITY }))
    .sort((one, other) => one.total - other.total)[0]
