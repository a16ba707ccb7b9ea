import {
  type JsonValue,
  type ListedOffer,
  positive,
  type TrustClass,
  unknownModels,
  type Warning,
} from '@aima/gpu-core'
import { billing } from './facts.ts'
import { prepareGpus, type ReadGpu } from './gpu.ts'
import { hostOf, networkOf } from './host.ts'
import { bidOf, type ListedDisk, onDemandPriceOf } from './price.ts'
import { countryOf, regionOf } from './regions.ts'
import { prepareExclusiveKeys } from './sharing.ts'
import { stayOf } from './stay.ts'
import type { WireOffer } from './wire.ts'

/** What the offers of one listing share. */
export interface ConvertContext {
  /** Id of the source, which begins the ids of its offers. */
  readonly source: string
  /** The disk of the listing. */
  readonly disk: ListedDisk
  /** Whether interruptible offers are listed too. */
  readonly includeInterruptible: boolean
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Offers, and the names that are in no table. */
export interface ConvertedOffers {
  /** The offers, sorted by id. */
  readonly offers: readonly ListedOffer[]
  /** One warning for each unknown GPU. */
  readonly warnings: readonly Warning[]
}

/**
 * How far a host is trusted. Only a verified one is: the check can be lost again (`deverified`, which occurs in certified data
 * centres too) or not have taken place yet (`unverified`), and then the class is unknown, which no rule on trust accepts.
 *
 * @param row - The row.
 * @returns `datacenter` for a verified host in a data centre that Vast.ai has certified, else `community` for a verified one.
 * Source: Vast.ai's documentation on verification and Secure Cloud (2026-08); 1 of 7 deverified rows of 2026-07-18 had hosting_type 1.
 */
const trustOf = ({ verification, hosting_type: hosting }: WireOffer): TrustClass | undefined => {
  if (verification !== 'verified') return undefined
  return hosting === 1 ? 'datacenter' : 'community'
}

/** The score is of all GPUs together. A machine on which the benchmark has not run reports 0. */
const benchmarksOf = (row: WireOffer): ListedOffer['benchmarks'] => {
  const dlperf = positive((row.dlperf ?? 0) / row.num_gpus)
  return dlperf === undefined ? undefined : { dlperf }
}

/** What renting takes, and what helps to choose among hosts. `diskGB` is the `disk` of the request. */
const launchOf = (row: WireOffer, { diskGB }: ListedDisk): Readonly<Record<string, JsonValue>> => ({
  askId: row.id,
  machineId: row.machine_id ?? null,
  hostId: row.host_id ?? null,
  diskGB: diskGB ?? null,
  verification: row.verification ?? null,
  reliability: row.reliability ?? null,
  hasStaticIp: row.static_ip ?? null,
  directPorts: row.direct_port_count ?? null,
})

/** What both ways to rent an offer have in common. */
const sharedBy = (
  row: WireOffer,
  {
    gpu: { gpu, assumptions },
    exclusiveKeys,
  }: { readonly gpu: ReadGpu; readonly exclusiveKeys: readonly string[] },
  context: ConvertContext,
) => ({
  source: context.source,
  provider: 'vastai',
  providerKind: 'gpu-cloud' as const,
  gpu,
  gpuCount: row.num_gpus,
  host: hostOf(row),
  place: {
    region: regionOf(row.geolocation),
    zone: row.machine_id ? `machine ${row.machine_id}` : undefined,
    country: countryOf(row.geolocation),
  },
  trust: trustOf(row),
  billing,
  capacity: stayOf(row, context.nowMs),
  network: networkOf(row, context.disk),
  benchmarks: benchmarksOf(row),
  exclusiveKeys,
  observedAtMs: context.nowMs,
  assumptions: assumptions.length === 0 ? undefined : assumptions,
})

const offersOf = (
  row: WireOffer,
  shared: Omit<ListedOffer, 'id' | 'purchase' | 'price' | 'launch'>,
  { source, disk, includeInterruptible }: ConvertContext,
): readonly ListedOffer[] => {
  const launch = launchOf(row, disk)
  const onDemand: ListedOffer = {
    ...shared,
    id: `${source}/${row.id}/on-demand`,
    purchase: 'on-demand',
    price: onDemandPriceOf(row, disk),
    launch,
  }
  const bid = includeInterruptible ? bidOf(row, disk) : undefined
  if (bid === undefined) return [onDemand]
  const interruptible: ListedOffer = {
    ...shared,
    id: `${source}/${row.id}/interruptible`,
    purchase: 'spot',
    price: bid.price,
    launch: { ...launch, bidUsdPerHour: bid.bidUsdPerHour },
  }
  return [interruptible, onDemand]
}

/** In the order of the ids of their offers, which is the order of their own as texts. */
const inOrderOfIds = (rows: readonly WireOffer[]): readonly WireOffer[] =>
  rows
    .map((row) => ({ key: String(row.id), row }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ row }) => row)

/**
 * Makes offers of rows: one on demand for each, and one by bid where the bid is below it.
 *
 * Prices are of the whole offer, with the job's disk. Interruptions are not stated, because Vast.ai publishes nothing about them:
 * the engine's prior counts, and is reported. There is no notice before one.
 *
 * @param rows - The rows, each id once.
 * @param context - What they share.
 */
export const toOffers = (rows: readonly WireOffer[], context: ConvertContext): ConvertedOffers => {
  const readGpu = prepareGpus()
  const keysOf = prepareExclusiveKeys(rows)
  const offers: ListedOffer[] = []
  for (const row of inOrderOfIds(rows)) {
    const shared = sharedBy(row, { gpu: readGpu(row), exclusiveKeys: keysOf(row) }, context)
    offers.push(...offersOf(row, shared, context))
  }
  return { offers, warnings: unknownModels(offers) }
}
