import { err, ok, type Result } from 'neverthrow'
import type { FileLimits } from './bulk-prices.ts'
import { readBulkPrices } from './bulk-prices.ts'
import type { CallFailure, Connection } from './client.ts'
import { pricingRegions } from './hosts.ts'
import { readInstanceTypes } from './instance-types.ts'
import { type ListPrices, readListPrices } from './list-prices.ts'
import type { MachineType } from './machine-type.ts'
import type { Market, MissingPart } from './market.ts'
import { type Offerings, readOfferings } from './offerings.ts'
import type { PriceScope } from './price-product.ts'
import { type Quotas, readQuotas } from './quotas.ts'
import { plainFailure } from './report.ts'
import { readSpotPrices, type SpotPrice, type SpotPrices } from './spot-history.ts'
import { readZones } from './zones.ts'

/** What of a region is wanted. */
export interface MarketOptions extends FileLimits {
  /** Whether spot prices are. */
  readonly includeSpot: boolean
  /** Whether quotas are. */
  readonly quotas: boolean
}

const soldAs = (types: readonly MachineType[], usageClass: string): readonly string[] =>
  types.filter(({ usageClasses }) => usageClasses?.includes(usageClass)).map(({ type }) => type)

/** Replies of before 2025 have no ids, and some zones may lack them still. */
const withZoneIds = async (
  connection: Connection,
  region: string,
  { prices, ...rest }: SpotPrices,
): Promise<SpotPrices & { readonly zones?: CallFailure | undefined }> => {
  if (prices.every(({ zoneId }) => zoneId !== undefined)) return { ...rest, prices }
  const { idByName, failure } = await readZones(connection, region)
  const known = prices.map(
    (price): SpotPrice => ({ ...price, zoneId: price.zoneId ?? idByName.get(price.zoneName) }),
  )
  return { ...rest, prices: known, zones: failure }
}

/** Where the keys of a partition are not accepted by the service of prices, the public file has them. */
const pricesOf = async (
  connection: Connection,
  scope: PriceScope,
  { types, limits }: { readonly types: readonly string[]; readonly limits: FileLimits },
): Promise<ListPrices> => {
  if (types.length === 0) return { perHourByType: new Map(), bad: [] }
  if (pricingRegions[connection.partition] !== undefined) return readListPrices(connection, scope, types)
  const bulk = await readBulkPrices(connection, scope, limits)
  return bulk.match<ListPrices>(
    (read) => ({
      perHourByType: new Map(read.types.map(({ machine, perHour }) => [machine.type, perHour])),
      bad: read.bad,
    }),
    (error) => ({ perHourByType: new Map(), bad: [], failure: plainFailure(error) }),
  )
}

const noOfferings: Offerings = { zoneIds: new Map(), bad: [] }

const noQuotas: Quotas = { byCode: new Map() }

const missingPart = (part: string, failure: CallFailure | undefined): readonly MissingPart[] =>
  failure === undefined ? [] : [{ part, failure }]

/**
 * Reads a region with an account: its types, and then at once where they are offered, what they cost and how many may run.
 *
 * @param connection - Where to, and who asks.
 * @param scope - The region and its currency.
 * @param options - What is wanted.
 * @returns The failure when its types cannot be had, or nothing that they are sold by.
 */
export const readAccountMarket = async (
  connection: Connection,
  scope: PriceScope,
  options: MarketOptions,
): Promise<Result<Market, CallFailure>> => {
  const { region } = scope
  const read = await readInstanceTypes(connection, region)
  const types = read.rows
  if (types.length === 0 && read.failure !== undefined) return err(read.failure)
  const names = types.map(({ type }) => type)
  const onDemand = soldAs(types, 'on-demand')
  const [offerings, prices, spot, quotas] = await Promise.all([
    names.length === 0 ? noOfferings : readOfferings(connection, region),
    pricesOf(connection, scope, { types: onDemand, limits: options }),
    readSpotPrices(connection, region, options.includeSpot ? soldAs(types, 'spot') : []),
    options.quotas ? readQuotas(connection, region, names) : noQuotas,
  ])
  const located = await withZoneIds(connection, region, spot)
  const essential = [offerings.failure, prices.failure, options.includeSpot ? spot.failure : prices.failure]
  const [first] = essential
  const hasNothing = offerings.zoneIds.size + spot.prices.length === 0
  if (first !== undefined && hasNothing && essential.every((one) => one !== undefined)) return err(first)
  return ok({
    region,
    types,
    perHourByType: prices.perHourByType,
    zoneIds: offerings.zoneIds,
    spotPrices: located.prices,
    quotas: quotas.byCode,
    observedAtMs: connection.context.nowMs,
    bad: [...read.bad, ...offerings.bad, ...prices.bad, ...spot.bad],
    missing: [
      ...missingPart('instance types', read.failure),
      ...missingPart('offerings', offerings.failure),
      ...missingPart('on-demand prices', prices.failure),
      ...missingPart('spot prices', spot.failure),
      ...missingPart('zones', located.zones),
      ...missingPart('quotas', quotas.failure),
    ],
  })
}
