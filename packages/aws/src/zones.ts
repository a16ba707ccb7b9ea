import { z } from 'zod'
import type { CallFailure, Connection } from './client.ts'
import { callEc2 } from './ec2.ts'
import { ec2Page, word } from './wire.ts'

const WireZone = z.object({ zoneName: word, zoneId: word })

/** Ids of zones by the names that an account has for them. */
export interface Zones {
  /** Ids by name. */
  readonly idByName: ReadonlyMap<string, string>
  /** Why they are missing. */
  readonly failure?: CallFailure | undefined
}

const page = ec2Page('DescribeAvailabilityZones', 'availabilityZoneInfo')

/** Asks for the zones of a region. Only needed where spot prices come without ids. */
export const readZones = async (connection: Connection, region: string): Promise<Zones> => {
  const { pages, failure } = await callEc2(connection, {
    region,
    action: 'DescribeAvailabilityZones',
    parameters: [],
    schema: page,
    next: () => undefined,
  })
  const zones = pages.flatMap(({ items }) => items.flatMap((item) => WireZone.safeParse(item).data ?? []))
  return { idByName: new Map(zones.map(({ zoneName, zoneId }) => [zoneName, zoneId])), failure }
}
