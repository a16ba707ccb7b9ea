import { z } from 'zod'
import type { CallFailure, Connection } from './client.ts'
import { callEc2 } from './ec2.ts'
import { partitionOf } from './regions.ts'
import { ec2Page } from './wire.ts'

const WireRegion = z.object({
  regionName: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d{1,2}$/),
  optInStatus: z.string().optional(),
})

/** Regions of a partition, as an account has them. */
export interface AccountRegions {
  /** Those that answer, sorted. */
  readonly enabled: readonly string[]
  /** Those that the account has not switched on, sorted. */
  readonly disabled: readonly string[]
  /** Why they could not be had. */
  readonly failure?: CallFailure | undefined
}

const page = ec2Page('DescribeRegions', 'regionInfo')

/** Regions that answer `DescribeRegions` for their partition. */
const askedRegions = { aws: 'us-east-1', 'aws-us-gov': 'us-gov-west-1', 'aws-cn': 'cn-northwest-1' } as const

/** Asks which regions there are, and which of them the account has switched on. */
export const readRegions = async (connection: Connection): Promise<AccountRegions> => {
  const { pages, failure } = await callEc2(connection, {
    region: askedRegions[connection.partition],
    action: 'DescribeRegions',
    parameters: [['AllRegions', 'true']],
    schema: page,
    next: () => undefined,
  })
  const regions = pages
    .flatMap(({ items }) => items.flatMap((item) => WireRegion.safeParse(item).data ?? []))
    .filter(({ regionName }) => partitionOf(regionName) === connection.partition)
    .sort((one, other) => (one.regionName < other.regionName ? -1 : 1))
  const names = (isDisabled: boolean): readonly string[] =>
    regions
      .filter(({ optInStatus }) => (optInStatus === 'not-opted-in') === isDisabled)
      .map(({ regionName }) => regionName)
  return { enabled: names(false), disabled: names(true), failure }
}
