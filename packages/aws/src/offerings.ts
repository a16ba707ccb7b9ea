import { z } from 'zod'
import type { CallFailure, Connection } from './client.ts'
import { callEc2, filter } from './ec2.ts'
import { grouped } from './grouped.ts'
import { typePattern, typeWildcards } from './machine-type.ts'
import { type BadRow, readRows } from './rows.ts'
import { ec2Page } from './wire.ts'
import { isZoneId } from './zone-name.ts'

/** One type in one zone. */
interface WireOffering {
  readonly instanceType: string
  readonly location: string
}

const zoneIdPattern = /^[a-z0-9]{2,12}-[a-z0-9-]{1,24}$/

const WireOffering: z.ZodType<WireOffering> = z.object({
  instanceType: z.string().regex(typePattern, 'expected the name of a type'),
  location: z.string().regex(zoneIdPattern, 'expected the id of a zone'),
})

/** Zones in which each type of a region is offered. */
export interface Offerings {
  /** Ids of zones by type, sorted. */
  readonly zoneIds: ReadonlyMap<string, readonly string[]>
  /** Rows that could not be read. */
  readonly bad: readonly BadRow[]
  /** Why some are missing, or all. */
  readonly failure?: CallFailure | undefined
}

const page = ec2Page('DescribeInstanceTypeOfferings', 'instanceTypeOfferingSet')

const zonesByType = (rows: readonly WireOffering[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...grouped(rows, ({ instanceType }) => instanceType)].map(([type, offerings]) => [
      type,
      [...new Set(offerings.map(({ location }) => location))].sort(),
    ]),
  )

/** Asks where the types of a region are offered. It says nothing about capacity. */
export const readOfferings = async (connection: Connection, region: string): Promise<Offerings> => {
  const { pages, failure } = await callEc2(connection, {
    region,
    action: 'DescribeInstanceTypeOfferings',
    parameters: [
      ['LocationType', 'availability-zone-id'],
      ...filter(1, 'instance-type', typeWildcards),
      ['MaxResults', 1000],
    ],
    schema: page,
    next: ({ nextToken }) => nextToken,
  })
  const items = pages.flatMap((one) => one.items)
  const { rows, bad } = readRows(`offerings of ${region}`, items, WireOffering)
  return { zoneIds: zonesByType(rows.filter(({ location }) => isZoneId(location))), bad, failure }
}
