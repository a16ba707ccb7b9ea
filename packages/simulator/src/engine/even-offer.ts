import type { Capacity, Offer, Price } from '@aima/gpu-core'

/** A price with every field, so that all prices look alike to the compiler. */
export const evenPrice = ({ usdPerHour, onDemandUsdPerHour, parts, converted }: Price): Price => ({
  usdPerHour,
  onDemandUsdPerHour,
  parts,
  converted,
})

/** A capacity with every field. */
export const evenCapacity = (capacity: Capacity): Capacity => ({
  stock: capacity.stock,
  allocHours: capacity.allocHours,
  availability: capacity.availability,
  retryHours: capacity.retryHours,
  bootHours: capacity.bootHours,
  openWindows: capacity.openWindows,
})

/**
 * Gives an offer that says the same with every field in its place.
 *
 * Decisions read thousands of offers. Where all have the same fields in the same order, the machine code that reads them is several times faster than where each
 * source builds its own way.
 *
 * @param offer - The offer.
 */
export const evenOffer = (offer: Offer): Offer => {
  const { gpu, host, place, price, capacity, spotRisk, network, billing } = offer
  return {
    id: offer.id,
    source: offer.source,
    provider: offer.provider,
    providerKind: offer.providerKind,
    purchase: offer.purchase,
    gpu: {
      name: gpu.name,
      model: gpu.model,
      vramGiB: gpu.vramGiB,
      reportedVramGiB: gpu.reportedVramGiB,
      fraction: gpu.fraction,
      interconnect: gpu.interconnect,
      vendor: gpu.vendor,
      computeCapability: gpu.computeCapability,
    },
    gpuCount: offer.gpuCount,
    host: host && {
      vcpus: host.vcpus,
      ramGiB: host.ramGiB,
      disk: host.disk,
      architecture: host.architecture,
      driver: host.driver,
    },
    place: { region: place.region, zone: place.zone, country: place.country },
    trust: offer.trust,
    certifications: offer.certifications,
    access: offer.access,
    price: price && evenPrice(price),
    ownership: offer.ownership,
    billing: billing && { ...billing },
    energy: offer.energy,
    capacity: capacity && evenCapacity(capacity),
    spotRisk: spotRisk && {
      interruptionsPerHour: spotRisk.interruptionsPerHour,
      recoverWaitHours: spotRisk.recoverWaitHours,
      noticeHours: spotRisk.noticeHours,
      uptimesHours: spotRisk.uptimesHours,
    },
    network: network && {
      dataPath: network.dataPath,
      ingressMbps: network.ingressMbps,
      egressMbps: network.egressMbps,
      registryMbps: network.registryMbps,
      imageCached: network.imageCached,
      inputCached: network.inputCached,
      ingressUsdPerGB: network.ingressUsdPerGB,
      egressUsdPerGB: network.egressUsdPerGB,
      egressTiers: network.egressTiers,
      storageUsdPerGBMonth: network.storageUsdPerGBMonth,
    },
    benchmarks: offer.benchmarks,
    exclusiveKeys: offer.exclusiveKeys,
    observedAtMs: offer.observedAtMs,
    assumptions: offer.assumptions,
    launch: offer.launch,
    site: offer.site,
  }
}
