import {
  type Host,
  type JsonValue,
  type ListedOffer,
  type OfferQuery,
  type Stock,
  unknownModels,
  type Warning,
} from '@aima/gpu-core'
import type { CatalogueRow } from './catalogue-row.ts'
import { cudaNumber, orderedVersion } from './cuda-version.ts'
import { architecture, assumptions, billing, disk, network, spotRisk } from './facts.ts'
import { prepareGpus, type ReadGpu } from './gpu.ts'
import { anywhere, type ComplianceOf, type Placing, placeOf, placingsOf, standingOf } from './placing.ts'
import { onDemandPriceOf, spotPriceOf } from './price.ts'
import type { StockLevel } from './wire.ts'

/** What the offers of one listing share. */
export interface ConvertContext {
  /** Id of the source, which begins the ids of its offers. */
  readonly source: string
  /** What data centres hold. */
  readonly complianceOf: ComplianceOf
  /** What the listing is for: its disk and its CUDA version are ordered. */
  readonly query: OfferQuery
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Rows of a listing. */
export interface Rows {
  /** Of which offers on demand are made. */
  readonly onDemand: readonly CatalogueRow[]
  /** Of which spot offers are made, where their bid is low enough. */
  readonly spot: readonly CatalogueRow[]
}

/** Offers, and what was not as it should be. */
export interface ConvertedOffers {
  /** The offers, sorted by id, each id once. */
  readonly offers: readonly ListedOffer[]
  /** Names and places that are in no table, and rows that occurred twice. */
  readonly warnings: readonly Warning[]
}

/** Source: REST v2 description (2026-08-18). `UNKNOWN` stays unknown. */
const stocks: Readonly<Record<StockLevel, Stock | undefined>> = {
  NONE: 'none',
  LOW: 'low',
  MEDIUM: 'available',
  HIGH: 'available',
  UNKNOWN: undefined,
}

const gibibytesPerGB = 1e9 / 2 ** 30

/** RunPod says GB. Read as 10^9 bytes, it promises nothing that a pod may not have. */
const hostOf = ({ vcpus, ramGB, cudaVersion }: CatalogueRow): Host => ({
  vcpus,
  ramGiB: ramGB === undefined ? undefined : ramGB * gibibytesPerGB,
  disk,
  architecture,
  driver: { kind: 'installed', cudaVersion: cudaVersion === undefined ? undefined : cudaNumber(cudaVersion) },
})

/** What both ways to rent a row have in common. */
const sharedBy = (
  row: CatalogueRow,
  { gpu, assumptions: ofGpu }: ReadGpu,
  { source, nowMs }: ConvertContext,
) => ({
  source,
  provider: 'runpod',
  providerKind: 'gpu-cloud' as const,
  gpu,
  gpuCount: row.gpuCount,
  host: hostOf(row),
  billing,
  network,
  observedAtMs: nowMs,
  assumptions: ofGpu.length === 0 ? assumptions : [...assumptions, ...ofGpu],
})

const placedAt = (row: CatalogueRow, placing: Placing, { complianceOf }: ConvertContext) => ({
  place: placeOf(placing),
  ...standingOf(row, placing, complianceOf),
  capacity: { stock: stocks[placing.stock] },
})

const idOf = (
  { cloud, gpuTypeId, gpuCount }: CatalogueRow,
  placing: Placing,
  { source }: ConvertContext,
): string => `${source}/${cloud.toLowerCase()}/${placing.dataCenterId ?? anywhere}/${gpuTypeId}/${gpuCount}`

/** A whole number of GB, as both interfaces take it; 0: nobody said how much. */
const diskOf = ({ query: { diskGB = 0 } }: ConvertContext): number => Math.ceil(diskGB)

/**
 * The body of `POST /v2/pods` without name and image. The CUDA version is the one that the offer states: without it the pod may
 * meet an older driver. Without a disk RunPod chooses its size.
 */
const podOf = (
  row: CatalogueRow,
  { dataCenterId }: Placing,
  context: ConvertContext,
): Readonly<Record<string, JsonValue>> => {
  const diskGB = diskOf(context)
  const { gpuTypeId: id, gpuCount: count, cudaVersion: minCudaVersion, cloud } = row
  return {
    gpu: { id, count, ...(minCudaVersion === undefined ? {} : { minCudaVersion }) },
    cloud,
    ...(dataCenterId === undefined ? {} : { dataCenterIds: [dataCenterId] }),
    ...(diskGB > 0 ? { disk: diskGB } : {}),
  }
}

/** The input of the GraphQL mutation `podRentInterruptable` without name and image; REST v2 has no spot. */
const bidOf = (
  row: CatalogueRow,
  usdPerHour: number,
  context: ConvertContext,
): Readonly<Record<string, JsonValue>> => ({
  gpuTypeId: row.gpuTypeId,
  gpuCount: row.gpuCount,
  cloudType: row.cloud,
  bidPerGpu: usdPerHour / row.gpuCount,
  ...(row.cudaVersion === undefined ? {} : { allowedCudaVersions: [row.cudaVersion] }),
  ...(diskOf(context) > 0 ? { containerDiskInGb: diskOf(context) } : {}),
})

/** The pod is ordered with the CUDA version that is needed, so no newer one is promised. */
const ordered = (row: CatalogueRow, { query }: ConvertContext): CatalogueRow => ({
  ...row,
  cudaVersion: orderedVersion(row.cudaVersion, query.cudaVersion),
})

const onDemandOffers = (
  listed: CatalogueRow,
  gpu: ReadGpu,
  context: ConvertContext,
): readonly ListedOffer[] => {
  const row = ordered(listed, context)
  const shared = sharedBy(row, gpu, context)
  const price = onDemandPriceOf(row)
  return placingsOf(row).map((placing) => ({
    ...shared,
    ...placedAt(row, placing, context),
    id: idOf(row, placing, context),
    purchase: 'on-demand',
    price,
    launch: podOf(row, placing, context),
  }))
}

/** A bid is for the whole cloud: RunPod names no data centre with it. */
const spotOffers = (row: CatalogueRow, gpu: ReadGpu, context: ConvertContext): readonly ListedOffer[] => {
  const price = spotPriceOf(row)
  if (price?.usdPerHour === undefined) return []
  const placing: Placing = { dataCenterId: undefined, stock: row.stock }
  const offer: ListedOffer = {
    ...sharedBy(row, gpu, context),
    ...placedAt(row, placing, context),
    id: `${idOf(row, placing, context)}/spot`,
    purchase: 'spot',
    price,
    spotRisk,
    launch: bidOf(row, price.usdPerHour, context),
  }
  return [offer]
}

const byId = (one: ListedOffer, other: ListedOffer): number => {
  if (one.id === other.id) return 0
  return one.id < other.id ? -1 : 1
}

/** Keeps the first offer of each id. */
const eachIdOnce = (sorted: readonly ListedOffer[]): ConvertedOffers => {
  const isRepeated = ({ id }: ListedOffer, index: number): boolean => sorted[index - 1]?.id === id
  const repeated = new Set(sorted.filter(isRepeated).map(({ id }) => id))
  return {
    offers: sorted.filter((offer, index) => !isRepeated(offer, index)),
    warnings: [...repeated].map((row) => ({
      kind: 'bad-row',
      row,
      issues: ['id: expected once in a reply'],
    })),
  }
}

const mostNamed = 10

const listed = (ids: readonly string[]): string =>
  ids.length > mostNamed
    ? `${ids.slice(0, mostNamed).join(', ')} and ${ids.length - mostNamed} more`
    : ids.join(', ')

/** Warns of data centres that are in no table. */
const unknownPlaces = (offers: readonly ListedOffer[]): readonly Warning[] => {
  const unknown = offers.filter(
    ({ launch, place }) => 'dataCenterIds' in launch && place.country === undefined,
  )
  const ids = [...new Set(unknown.map(({ place }) => place.region))].sort()
  if (ids.length === 0) return []
  const reason = `the country of ${listed(ids)} is not known, so rules on countries refuse it; a newer version may know it`
  return [{ kind: 'limited', reason }]
}

/**
 * Makes offers of rows.
 *
 * Prices are of the whole pod, without disk. Of a cloud and a count there is one offer for each data centre in stock.
 *
 * @param rows - The rows.
 * @param context - What they share.
 */
export const toOffers = ({ onDemand, spot }: Rows, context: ConvertContext): ConvertedOffers => {
  const readGpu = prepareGpus()
  const all = [
    ...onDemand.flatMap((row) => onDemandOffers(row, readGpu(row), context)),
    ...spot.flatMap((row) => spotOffers(row, readGpu(row), context)),
  ]
  const { offers, warnings } = eachIdOnce(all.sort(byId))
  return { offers, warnings: [...warnings, ...unknownModels(offers), ...unknownPlaces(offers)] }
}
