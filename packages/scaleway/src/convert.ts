import {
  type Host,
  type HostArchitecture,
  type ListedOffer,
  type Network,
  positive,
  type Stock,
  unknownModels,
  unknownRegions,
  type Warning,
} from '@aima/gpu-core'
import { billingOf, certifications } from './facts.ts'
import { gpuOf } from './gpu.ts'
import { priceOf } from './price.ts'
import { countryOf, regionOf } from './regions.ts'
import type { ServerType } from './rows.ts'
import type { WireServer } from './wire.ts'

/** One type of instance in one zone, with its stock. */
export interface StockedType extends ServerType {
  /** Its stock; undefined: unknown. */
  readonly stock: Stock | undefined
}

/** What the offers of one listing share. */
export interface ConvertContext {
  /** Id of the source, which begins the ids of its offers. */
  readonly source: string
  /** Rate of conversion (USD per EUR). */
  readonly usdPerEur: number
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Offers, and the names that are in no table. */
export interface ConvertedOffers {
  /** The offers, sorted by id. */
  readonly offers: readonly ListedOffer[]
  /** One warning for each unknown GPU, and one for all unknown regions. */
  readonly warnings: readonly Warning[]
}

const bytesPerGiB = 2 ** 30
const bitsPerMegabit = 1e6

const architectures: ReadonlyMap<string, HostArchitecture> = new Map([
  ['x86_64', 'x86_64'],
  ['arm64', 'arm64'],
])

/**
 * Disks are volumes that are ordered, and billed, apart. The image brings the driver.
 *
 * Source: types with GPUs hold no local volume, the RENDER-S apart, and there are images such as `ubuntu_noble_gpu_os_13_nvidia` (replies
 * of 2026-10-01).
 */
const hostOf = ({ ncpus, ram, arch }: WireServer): Host => ({
  vcpus: positive(ncpus),
  ramGiB: positive((ram ?? 0) / bytesPerGiB),
  disk: { kind: 'elastic' },
  architecture: architectures.get(arch ?? ''),
  driver: { kind: 'from-image' },
})

/** One number for both directions; the price of traffic is not told. */
const networkOf = ({ network }: WireServer): Network => {
  const mbps = positive((network?.sum_internet_bandwidth ?? 0) / bitsPerMegabit)
  return { dataPath: 'staged', ingressMbps: mbps, egressMbps: mbps }
}

/** A type that is no longer sold cannot be had, whatever the list of stock says. */
const stockedAs = ({ server, stock }: StockedType): Stock | undefined =>
  server.end_of_service === true ? 'none' : stock

const toOffer = (stocked: StockedType, { source, usdPerEur, nowMs }: ConvertContext): ListedOffer => {
  const { zone, type, server } = stocked
  const { gpu, assumptions } = gpuOf(type, server)
  const stock = stockedAs(stocked)
  return {
    id: `${source}/${zone}/${type}`,
    source,
    provider: 'scaleway',
    providerKind: 'gpu-cloud',
    purchase: 'on-demand',
    gpu,
    gpuCount: server.gpu,
    host: hostOf(server),
    place: { region: regionOf(zone), zone, country: countryOf(zone) },
    trust: 'datacenter',
    certifications,
    price: priceOf(server.hourly_price, usdPerEur),
    billing: billingOf(type),
    capacity: stock === undefined ? undefined : { stock },
    network: networkOf(server),
    observedAtMs: nowMs,
    assumptions: assumptions.length === 0 ? undefined : assumptions,
    launch: { zone, commercial_type: type },
  }
}

/**
 * Makes offers of types.
 *
 * Prices are list prices of the whole instance, without volumes and public addresses, which Scaleway bills apart.
 *
 * @param types - The types, each once in a zone.
 * @param context - What they share.
 */
export const toOffers = (types: readonly StockedType[], context: ConvertContext): ConvertedOffers => {
  const offers = types
    .map((type) => toOffer(type, context))
    .sort((one, other) => (one.id < other.id ? -1 : 1))
  return { offers, warnings: [...unknownModels(offers), ...unknownRegions(offers.map(({ place }) => place))] }
}
