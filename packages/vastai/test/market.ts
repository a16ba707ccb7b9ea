import type { RecordedRequest, Reply, Route } from '@aima/gpu-testing'
import type { WireOffer } from '../src/wire.ts'

/** How the market of a test answers. */
export interface MarketOptions {
  /** Most rows of a reply, whatever limit is asked for. Default: no other limit. */
  readonly cap?: number
  /** Whether it minds the order that is asked for. Default true. */
  readonly sorts?: boolean
}

type Test = (value: unknown, operand: unknown) => boolean

/** As in SQL, what is null or absent fulfils no condition. */
const operators: Readonly<Record<string, Test>> = {
  eq: (value, operand) => value === operand,
  gt: (value, operand) => typeof value === 'number' && value > Number(operand),
  gte: (value, operand) => typeof value === 'number' && value >= Number(operand),
  in: (value, operand) => Array.isArray(operand) && operand.includes(value),
  notin: (value, operand) => typeof value === 'string' && Array.isArray(operand) && !operand.includes(value),
}

/** `535.161.08` is 535161008, in all of 48 complete offers of 2026-07-18. */
const driverNumber = (version: string | null | undefined): number | null => {
  const [major, minor = 0, patch = 0] = (version ?? '').split('.').map(Number)
  return major === undefined || Number.isNaN(major) ? null : major * 1e6 + minor * 1e3 + patch
}

/** Columns that the server works out of others. */
const columns: Readonly<Record<string, (row: WireOffer) => unknown>> = {
  verified: (row) => row.verification === 'verified',
  datacenter: (row) => row.hosting_type === 1,
  geolocation: (row) => row.geolocation?.slice(-2),
  gpu_total_ram: (row) => (row.gpu_ram ?? Number.NaN) * row.num_gpus,
  driver_vers: (row) => driverNumber(row.driver_version),
}

const columnOf = (row: WireOffer, field: string): unknown =>
  field in columns ? columns[field]?.(row) : Reflect.get(row, field)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a row fulfils every condition of a search. */
export const fits = (row: WireOffer, query: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(query).every(
    ([field, condition]) =>
      !isObject(condition) ||
      Object.entries(condition).every(
        ([operator, operand]) => operators[operator]?.(columnOf(row, field), operand) ?? false,
      ),
  )

/** An order that is no order, the same each time. */
const shuffled = (rows: readonly WireOffer[]): readonly WireOffer[] => {
  const keyOf = (row: WireOffer): number => (Number(row.id) * 2_654_435_761) % 4_294_967_296
  return [...rows].sort((one, other) => keyOf(one) - keyOf(other))
}

/** Null comes last. */
const placeOf = (value: unknown): number => (typeof value === 'number' ? value : Number.MAX_VALUE)

const sorted = (rows: readonly WireOffer[], order: unknown): readonly WireOffer[] => {
  const [first]: readonly unknown[] = Array.isArray(order) ? order : []
  const [field]: readonly unknown[] = Array.isArray(first) ? first : []
  if (typeof field !== 'string') return rows
  return [...rows].sort((one, other) => placeOf(columnOf(one, field)) - placeOf(columnOf(other, field)))
}

/** The price with the disk that is asked for, as the server works it out. */
const priced = (row: WireOffer, storageGB: number): WireOffer => ({
  ...row,
  dph_total: Number(row.dph_base) + (Number(row.storage_cost) * storageGB) / 720,
})

/**
 * Answers a search as Vast.ai does: with conditions, of machines that have the disk to price, with an order if one is asked for and
 * shuffled if not, and with no more rows than the limit and the cap.
 */
export const answer = (
  rows: readonly WireOffer[],
  { body }: RecordedRequest,
  options: MarketOptions = {},
): Reply => {
  const query: Readonly<Record<string, unknown>> = JSON.parse(body)
  const { allocated_storage: storage = 8, limit = 64, order } = query
  const large = rows.filter(({ disk_space: largestGB }) => (largestGB ?? 0) >= Number(storage))
  const fitting = shuffled(large.map((row) => priced(row, Number(storage))).filter((row) => fits(row, query)))
  const ordered = options.sorts === false ? fitting : sorted(fitting, order)
  return {
    json: { offers: ordered.slice(0, Math.min(Number(limit), options.cap ?? Number.POSITIVE_INFINITY)) },
  }
}

/** A market as a route. */
export const marketRoutes = (rows: readonly WireOffer[], options?: MarketOptions): readonly Route[] => [
  { method: 'POST', path: '/api/v0/bundles/', reply: (request) => answer(rows, request, options) },
]

/** A market of so many offers with one GPU each; some hosts let it more cheaply for a bid, in another order. */
export const crowdedMarket = (count: number): readonly WireOffer[] =>
  Array.from({ length: count }, (_, index) => {
    const cents = 10 + index
    return {
      id: 100_000 + index,
      machine_id: 1_000 + index,
      gpu_name: 'RTX 4090',
      gpu_arch: 'nvidia',
      num_gpus: 1,
      gpu_ids: [50_000 + index],
      gpu_ram: 24_564,
      compute_cap: 890,
      disk_space: 500,
      dph_base: cents / 100,
      storage_cost: ((index * 7) % 11) / 10,
      min_bid: (cents * (1 + ((index * 13) % 9))) / 1_000,
      rentable: true,
      rented: false,
      verification: 'verified',
      hosting_type: 0,
      geolocation: 'Germany, DE',
      end_date: 1_798_761_600,
    }
  })
