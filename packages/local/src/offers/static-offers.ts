import {
  type Capacity,
  findGpuModel,
  type ListedOffer,
  resolveGpuModel,
  type Vendor,
  type Warning,
} from '@aima/gpu-core'
import type { Maintenance } from '../configuration/closures.ts'
import { isMeantBy, type NamedGpu } from '../configuration/gpu-names.ts'
import type { SiteConfiguration } from '../configuration/site-configuration.ts'
import { always } from '../configuration/spans.ts'
import type { StaticGpus, StaticHost } from '../configuration/static-host.ts'
import { waitHours } from '../configuration/waits.ts'
import { prepareWindows } from '../configuration/windows.ts'
import type { LocalGpusOptions } from '../options.ts'
import { shortKey } from './gpu-keys.ts'
import { driverOf } from './host-facts.ts'
import type { HostListing, HostListingContext } from './host-listing.ts'
import { originOf } from './to-offer.ts'

/** What a host says about its place counts before what the options say. */
const siteOf = (host: StaticHost, options: LocalGpusOptions): SiteConfiguration => ({
  place: host.place ?? options.place,
  trust: host.trust ?? options.trust,
  certifications: host.certifications ?? options.certifications,
  access: host.access ?? options.access,
  network: host.network ?? options.network,
  diskGB: host.diskGB,
  electricity: host.electricity ?? options.electricity,
  ownership: host.ownership ?? options.ownership,
  openingHours: host.openingHours ?? options.openingHours,
  maintenance: host.maintenance ?? options.maintenance,
})

/** Which sizes are listed: one, 2, 4, 8 and so on, and all. */
const sizesOf = (count: number): readonly number[] => {
  const powers = Array.from({ length: Math.floor(Math.log2(count)) + 1 }, (_size, index) => 2 ** index)
  return [...new Set([...powers, count])]
}

/** The fields that say what the GPU is. */
const gpuOf = ({ name, vramGiB, vendor, interconnect }: StaticGpus, count: number): ListedOffer['gpu'] => {
  const resolved = resolveGpuModel(name, vramGiB)
  const model = findGpuModel(name) ?? (resolved.isOk() ? resolved.value.model : undefined)
  return {
    name,
    model: model?.model,
    vendor: vendor ?? model?.vendor,
    vramGiB: vramGiB ?? (model?.vramIsLargestConfiguration ? undefined : model?.vramGiB),
    computeCapability: model?.computeCapability,
    interconnect: count === 1 ? undefined : interconnect,
  }
}

const times = (value: number | undefined, count: number): number | undefined =>
  value === undefined ? undefined : value * count

const ownershipOf = (site: SiteConfiguration, count: number): ListedOffer['ownership'] => {
  const { ownership, electricity } = site
  const usdPerKWh = ownership?.usdPerKWh ?? electricity?.usdPerKWh
  if (ownership === undefined && usdPerKWh === undefined) return undefined
  return {
    ...ownership,
    capexUsd: times(ownership?.capexUsd, count),
    residualUsd: times(ownership?.residualUsd, count),
    maintenanceUsdPerHour: times(ownership?.maintenanceUsdPerHour, count),
    shadowUsdPerHour: times(ownership?.shadowUsdPerHour, count),
    usdPerKWh,
  }
}

const energyOf = (site: SiteConfiguration, { powerW }: StaticGpus, count: number): ListedOffer['energy'] => {
  const { pue, gridGPerKWh } = site.electricity ?? {}
  const powerKW = powerW === undefined ? undefined : (powerW * count) / 1000
  return [powerKW, pue, gridGPerKWh].every((value) => value === undefined)
    ? undefined
    : { powerKW, pue, gridGPerKWh }
}

const hostOf = (
  host: StaticHost,
  site: SiteConfiguration,
  vendor: Vendor | undefined,
): ListedOffer['host'] => ({
  vcpus: host.vcpus,
  ramGiB: host.ramGiB,
  disk: site.diskGB === undefined ? undefined : { kind: 'fixed', sizeGB: site.diskGB },
  architecture: host.architecture,
  driver:
    host.driverVersion === undefined && host.cudaVersion === undefined
      ? undefined
      : driverOf({ vendor, cudaVersion: host.cudaVersion, driverVersion: host.driverVersion }),
})

/**
 * Maintenance that is about the host, or about any of its GPUs: which of them an offer holds nobody knows, so that all are closed.
 */
const maintenanceOf = (
  { host, gpus }: StaticHost,
  { maintenance = [] }: SiteConfiguration,
): readonly Maintenance[] => {
  const { name } = gpus
  const { model } = gpuOf(gpus, 1)
  const known: readonly NamedGpu[] = [
    { name: host },
    { name, model },
    ...(gpus.uuids ?? []).map((uuid) => ({ uuid })),
  ]
  return maintenance
    .filter(({ gpus: names }) => names?.some((one) => known.some((gpu) => isMeantBy(one, gpu))) ?? true)
    .map(({ from, until }) => ({ from, until }))
}

const capacityOf = (
  host: StaticHost,
  site: SiteConfiguration,
  { options, nowMs }: HostListingContext,
): Capacity | undefined => {
  const { busy } = host
  const { openingHours } = site
  const windowsOf = prepareWindows({ nowMs, horizonDays: options.horizonDays })
  const windows = windowsOf({ openingHours, maintenance: maintenanceOf(host, site), gpu: {} })
  const openWindows = windows === always ? undefined : windows
  if (busy === undefined) return openWindows && { openWindows }
  const hours = busy === 'unknown' ? undefined : waitHours(busy, nowMs)
  return { stock: 'busy', allocHours: hours, openWindows }
}

const launchOf = ({ host, gpus }: StaticHost): ListedOffer['launch'] => ({
  host,
  gpuName: gpus.name,
  ...(gpus.uuids === undefined ? {} : { uuids: [...gpus.uuids] }),
})

const offersOf = (host: StaticHost, context: HostListingContext): readonly ListedOffer[] => {
  const { options, source } = context
  const { gpus } = host
  const site = siteOf(host, options)
  const hostKey = `${source}/${shortKey(host.host)}/static`
  const capacity = capacityOf(host, site, context)
  return sizesOf(gpus.count ?? 1).map((count) => {
    const gpu = gpuOf(gpus, count)
    return {
      ...originOf(site, context),
      id: `${hostKey}/${count}x`,
      access: site.access,
      gpu,
      gpuCount: count,
      host: hostOf(host, site, gpu.vendor),
      ownership: ownershipOf(site, count),
      energy: energyOf(site, gpus, count),
      capacity,
      benchmarks: gpus.benchmarks,
      // Also where UUIDs are told: which of the GPUs a smaller offer gets nobody knows, so it may be any.
      exclusiveKeys: [hostKey],
      launch: launchOf(host),
    }
  })
}

/**
 * Lists hosts that are described by hand: one GPU, 2, 4, 8 and so on, and all of them. Which of them an offer gets, and which are
 * free, nobody knows, so all offers of a host exclude each other.
 *
 * @param hosts - The hosts.
 * @param context - Circumstances.
 */
export const listStaticHosts = (hosts: readonly StaticHost[], context: HostListingContext): HostListing => {
  const offers = hosts.flatMap((host) => offersOf(host, context))
  const warnings = hosts
    .filter(({ gpus }) => gpuOf(gpus, 1).model === undefined)
    .map(
      ({ gpus }): Warning => ({
        kind: 'unknown-model',
        name: gpus.name,
        offers: sizesOf(gpus.count ?? 1).length,
      }),
    )
  return { offers, warnings }
}
