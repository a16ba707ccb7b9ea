import type { Capacity, Host, Network, Offer, Place, Price, SpotRisk } from '@aima/gpu-core'

/** A type with each of its fields written out: what core adds to it does not compile here until it is taken over. */
type Every<T> = { readonly [Field in keyof Required<T>]: T[Field] }

/** A price with every field. */
export const evenPrice = ({ usdPerHour, onDemandUsdPerHour, parts, converted }: Price): Every<Price> => ({
  usdPerHour,
  onDemandUsdPerHour,
  parts,
  converted,
})

/** A capacity with every field. */
export const evenCapacity = (capacity: Capacity): Every<Capacity> => ({
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
 * Decisions read thousands of offers. Where all have the same fields in the same order, that takes about a fifth less time than where each source builds its own
 * way (`simulate.bench`, 5 000 jobs over 5 000 offers: 7.9 to 8.8 s in core's decisions, 9.8 to 10 s without).
 *
 * @param offer - The offer.
 */
export const evenOffer = (offer: Offer): Every<Offer> => {
  const { gpu, host, place, price, capacity, spotRisk, network } = offer
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
    } satisfies Every<Offer['gpu']>,
    gpuCount: offer.gpuCount,
    host:
      host &&
      ({
        vcpus: host.vcpus,
        ramGiB: host.ramGiB,
        disk: host.disk,
        architecture: host.architecture,
        driver: host.driver,
      } satisfies Every<Host>),
    place: { region: place.region, zone: place.zone, country: place.country } satisfies Every<Place>,
    trust: offer.trust,
    certifications: offer.certifications,
    access: offer.access,
    price: price && evenPrice(price),
    ownership: offer.ownership,
    billing: offer.billing,
    energy: offer.energy,
    capacity: capacity && evenCapacity(capacity),
    spotRisk:
      spotRisk &&
      ({
        interruptionsPerHour: spotRisk.interruptionsPerHour,
        recoverWaitHours: spotRisk.recoverWaitHours,
        noticeHours: spotRisk.noticeHours,
        uptimesHours: spotRisk.uptimesHours,
      } satisfies Every<SpotRisk>),
    network:
      network &&
      ({
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
      } satisfies Every<Network>),
    benchmarks: offer.benchmarks,
    exclusiveKeys: offer.exclusiveKeys,
    observedAtMs: offer.observedAtMs,
    assumptions: offer.assumptions,
    launch: offer.launch,
    site: offer.site,
  }
}
