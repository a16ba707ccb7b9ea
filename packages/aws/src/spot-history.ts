import { z } from 'zod'
import type { CallFailure, Connection } from './client.ts'
import { callEc2, numbered } from './ec2.ts'
import { typePattern } from './machine-type.ts'
import { type BadRow, type ReadRows, readRows } from './rows.ts'
import { ec2Page, numberUpTo } from './wire.ts'
import { isZoneId, isZoneName } from './zone-name.ts'

/** Price of a type in a zone that is in force. */
export interface SpotPrice {
  /** The type. */
  readonly type: string
  /** Name of the zone, which only this account understands. */
  readonly zoneName: string
  /** Id of the zone; absent: not told. */
  readonly zoneId?: string | undefined
  /** Price of the whole instance (USD/h). */
  readonly usdPerHour: number
  /** Since when it has been in force (ms since 1970-01-01 UTC). */
  readonly sinceMs: number
}

/** One change of a price. Source: EC2's service model (botocore, 2026-11). */
interface WireSpotPrice {
  readonly instanceType: string
  readonly productDescription: string
  readonly spotPrice: number
  readonly timestamp: number
  readonly availabilityZone: string
  readonly availabilityZoneId?: string | undefined
}

const zone = z.string().regex(/^[a-z0-9]{1,12}-[a-z0-9-]{1,32}$/, 'expected a zone')

const moment: z.ZodType<number> = z
  .string('expected a time')
  .transform((text) => Date.parse(text))
  .refine((ms) => Number.isFinite(ms), 'expected a time')

const WireSpotPrice: z.ZodType<WireSpotPrice> = z.object({
  instanceType: z.string().regex(typePattern, 'expected the name of a type'),
  productDescription: z.string(),
  spotPrice: numberUpTo(100_000),
  timestamp: moment,
  availabilityZone: zone,
  availabilityZoneId: zone.optional(),
})

/** Linux as AWS names it, today and in accounts of the time before VPC. */
const linux: readonly string[] = ['Linux/UNIX', 'Linux/UNIX (Amazon VPC)']

const isInRegion = ({ availabilityZone, availabilityZoneId }: WireSpotPrice): boolean =>
  isZoneName(availabilityZone) && (availabilityZoneId === undefined || isZoneId(availabilityZoneId))

/** Of types that are not asked for, nothing is read. */
const isAsked = (item: unknown): boolean => {
  const name = typeof item === 'object' && item !== null ? Reflect.get(item, 'instanceType') : undefined
  return typeof name !== 'string' || typePattern.test(name)
}

/**
 * Reads the items of `DescribeSpotPriceHistory`: of each type and zone the newest price of Linux, in whatever order they come.
 *
 * @param items - Any values.
 * @param region - Their region, for warnings.
 */
export const toSpotPrices = (items: readonly unknown[], region: string): ReadRows<SpotPrice> => {
  const { rows, bad } = readRows(`spot prices of ${region}`, items.filter(isAsked), WireSpotPrice)
  const newest = new Map<string, WireSpotPrice>()
  for (const row of rows) {
    if (!linux.includes(row.productDescription) || row.spotPrice <= 0 || !isInRegion(row)) continue
    const key = `${row.instanceType} ${row.availabilityZone}`
    if (row.timestamp > (newest.get(key)?.timestamp ?? Number.NEGATIVE_INFINITY)) newest.set(key, row)
  }
  const prices = [...newest.values()].map((row) => ({
    type: row.instanceType,
    zoneName: row.availabilityZone,
    zoneId: row.availabilityZoneId,
    usdPerHour: row.spotPrice,
    sinceMs: row.timestamp,
  }))
  return { rows: prices, bad }
}

/** Spot prices of a region. */
export interface SpotPrices {
  /** One of each type and zone that has a spot pool. */
  readonly prices: readonly SpotPrice[]
  /** Rows that could not be read. */
  readonly bad: readonly BadRow[]
  /** Why some are missing, or all. */
  readonly failure?: CallFailure | undefined
}

const page = ec2Page('DescribeSpotPriceHistory', 'spotPriceHistorySet')

/** Asks for the prices in force now: a history that begins now has exactly these. */
export const readSpotPrices = async (
  connection: Connection,
  region: string,
  types: readonly string[],
): Promise<SpotPrices> => {
  if (types.length === 0) return { prices: [], bad: [] }
  const now = new Date(connection.context.nowMs).toISOString().replace(/\.\d{3}Z$/, 'Z')
  const { pages, failure } = await callEc2(connection, {
    region,
    action: 'DescribeSpotPriceHistory',
    parameters: [
      ['StartTime', now],
      ...numbered('InstanceType', types),
      ['ProductDescription.1', 'Linux/UNIX'],
      ['MaxResults', 1000],
    ],
    schema: page,
    next: ({ nextToken }) => nextToken,
  })
  const items = pages.flatMap((one) => one.items)
  const { rows: prices, bad } = toSpotPrices(items, region)
  return { prices, bad, failure }
}
