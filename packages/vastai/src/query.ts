import { countriesOf, type HostArchitecture, type OfferQuery, vramTolerance } from '@aima/gpu-core'
import { leastPricedDiskGB, mebibytesPerGiB } from './facts.ts'
import type { VastaiOptions } from './options.ts'
import type { ListedDisk } from './price.ts'

/** A value that the search compares with. */
type Operand = boolean | number | string | readonly (number | string)[]

/** One condition on a field: operators with what they compare. All must hold. */
type Condition = Readonly<Partial<Record<'eq' | 'gt' | 'gte' | 'in' | 'notin', Operand>>>

/** Conditions of a search by field. All must hold. */
export type Conditions = Readonly<Record<string, Condition>>

/** A field by which the search sorts, upwards: the price with disk, or the lowest bid. */
export type SortField = 'dph_total' | 'min_bid'

/** One request for rows. */
export interface PageRequest {
  /** Field by which the rows come, the least first. Without an order the reply is a random sample. */
  readonly sortedBy: SortField
  /** Least value of that field; undefined: from the beginning. */
  readonly from?: number | undefined
  /** Rows at most. */
  readonly limit: number
}

/** Least MiB that a driver reports for a nominal GiB. */
const reportedMebibytesPerGiB = (1 - vramTolerance) * mebibytesPerGiB

/**
 * The disk of a listing.
 *
 * @param query - What the listing is for.
 * @param options - Disk where the query names none.
 * @example
 * diskFor({ diskGB: 100 }, {}) // => { diskGB: 100, pricedDiskGB: 100 }
 * diskFor({}, {}) // => { diskGB: undefined, pricedDiskGB: 1 }
 */
export const diskFor = (query: OfferQuery, options: VastaiOptions): ListedDisk => {
  const diskGB = query.diskGB || options.diskGB || undefined
  return { diskGB, pricedDiskGB: diskGB ?? leastPricedDiskGB }
}

const optional = (field: string, operator: keyof Condition, value: Operand | undefined): Conditions =>
  value === undefined ? {} : { [field]: { [operator]: value } }

/** In the unit of the search, never above the need. */
const inUnits = (need: number | undefined, unitsPerOne: number): number | undefined =>
  need === undefined ? undefined : Math.floor(need * unitsPerOne)

const notEmpty = (names: readonly string[] | undefined): readonly string[] | undefined =>
  names?.length === 0 ? undefined : names

/** A single GPU needs no link, so the link is a condition only where several GPUs are needed. */
const leastLink = ({ interconnect, gpuCount = 1 }: OfferQuery): number | undefined =>
  interconnect === 'nvlink' && gpuCount > 1 ? 0 : undefined

const gpuConditions = (query: OfferQuery): Conditions => ({
  ...optional('num_gpus', 'gte', query.gpuCount),
  ...optional('gpu_ram', 'gte', inUnits(query.vramGiB, reportedMebibytesPerGiB)),
  ...optional('gpu_total_ram', 'gte', inUnits(query.totalVramGiB, reportedMebibytesPerGiB)),
  ...optional('gpu_arch', 'in', query.vendors),
  ...optional('gpu_name', 'notin', notEmpty(query.deniedModels)),
  ...optional('compute_cap', 'gte', inUnits(query.computeCapability, 100)),
  ...optional('bw_nvlink', 'gt', leastLink(query)),
})

/** Half a step below the need: the server may hold 12.4 as a little less. */
const leastCuda = (needed: number | undefined): number | undefined =>
  needed === undefined ? undefined : Math.floor(needed * 100 - 5) / 100

const greatestPart = 999

/** The search compares 535.161.08 as 535161008. A fourth part has no place in it, and no part may run into the one before. */
const driverNumber = (version: string | undefined): number | undefined => {
  if (version === undefined) return undefined
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return (major * 1_000 + Math.min(minor, greatestPart)) * 1_000 + Math.min(patch, greatestPart)
}

const wireArchitectures: Readonly<Record<HostArchitecture, string>> = { x86_64: 'amd64', arm64: 'arm64' }

const machineConditions = (query: OfferQuery): Conditions => ({
  ...optional('cuda_max_good', 'gte', leastCuda(query.cudaVersion)),
  ...optional('driver_vers', 'gte', driverNumber(query.driverVersion)),
  ...optional('cpu_cores_effective', 'gte', query.vcpus),
  ...optional('cpu_ram', 'gte', inUnits(query.ramGiB, mebibytesPerGiB)),
  ...optional(
    'cpu_arch',
    'in',
    query.architectures?.map((architecture) => wireArchitectures[architecture]),
  ),
  ...optional('geolocation', 'in', query.countries && [...countriesOf(query.countries)].sort()),
})

const secondsOf = (hours: number | undefined): number | undefined =>
  hours === undefined ? undefined : Math.ceil(hours * 3600)

const hostConditions = ({
  hosts = 'verified',
  leastReliability,
  leastStayHours,
}: VastaiOptions): Conditions => ({
  ...optional('verified', 'eq', hosts === 'any' ? undefined : true),
  ...optional('datacenter', 'eq', hosts === 'datacenter' ? true : undefined),
  ...optional('reliability', 'gte', leastReliability),
  ...optional('duration', 'gte', secondsOf(leastStayHours)),
})

/**
 * Conditions that hold for every request of a listing.
 *
 * None that comes of the query leaves out what the gates of core would accept. A field that a row does not state fails its
 * condition as it fails the gate. Only vendor and compute capability of a GPU could be known by its name as well, and every
 * recorded row states them.
 *
 * Four needs have no condition. Models: the host's name for a model is in no closed list, so only denied names are left out.
 * Form, arithmetic rate and bandwidth of memory are read from core's table of models: Vast.ai's numbers for them are measured, and
 * `gpu_mem_bw` of an H100 SXM is 1 213 to 2 893 GB/s where the table has 3 350.
 *
 * @param query - What the listing is for.
 * @param options - Which hosts are wanted.
 * Sources: grammar and fields from openapi.yaml of vast-ai/docs c624622 and vastai/data/query.py of vast-ai/vast-cli 5567983; numbers
 * from 48 complete offers of 2026-07-18. The interface counts memory in MiB and time in seconds, unlike the command line tool.
 * @example
 * conditionsOf({ gpuCount: 2, vramGiB: 24 }, {}).gpu_ram // => { gte: 22609 }
 * conditionsOf({ driverVersion: '535.161' }, {}).driver_vers // => { gte: 535161000 }
 */
export const conditionsOf = (query: OfferQuery, options: VastaiOptions): Conditions => ({
  rentable: { eq: true },
  rented: { eq: false },
  ...hostConditions(options),
  ...gpuConditions(query),
  ...machineConditions(query),
  ...optional('disk_space', 'gte', diskFor(query, options).diskGB),
})

/**
 * Whether nothing can satisfy a query: a list of what is allowed is empty.
 *
 * @param query - What the listing is for.
 * @example
 * allowsNothing({ countries: [] }) // => true
 * allowsNothing({ deniedModels: [] }) // => false
 */
export const allowsNothing = (query: OfferQuery): boolean =>
  [query.countries, query.vendors, query.architectures, query.allowedModels, query.formFactors].some(
    (allowed) => allowed?.length === 0,
  )

/** Body of a search. */
export type SearchBody = Readonly<Record<string, unknown>>

/**
 * Body of one request.
 *
 * It asks for offers on demand, whose rows carry the lowest bid too; a search for `bid` would hide the price on demand.
 *
 * @param conditions - See {@link conditionsOf}.
 * @param request - Which rows.
 * @param pricedDiskGB - Disk for which the rows shall be priced, and so sorted (GB).
 */
export const bodyOf = (
  conditions: Conditions,
  { sortedBy, from, limit }: PageRequest,
  pricedDiskGB: number,
): SearchBody => ({
  type: 'on-demand',
  limit,
  allocated_storage: pricedDiskGB,
  order: [[sortedBy, 'asc']],
  ...conditions,
  ...optional(sortedBy, 'gte', from),
})
