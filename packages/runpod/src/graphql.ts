import type { ListError } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { Asked, CatalogueRow } from './catalogue-row.ts'
import type { Client } from './client.ts'
import { fromGraphql, stockByDataCenter } from './from-graphql.ts'
import { type Reading, rowsOfReply } from './graphql-reply.ts'
import { dataCentersQuery, GraphqlGpuType, gpuTypesQuery, graphqlDataCenter } from './graphql-wire.ts'
import { type CataloguePart, nothing, type Piece } from './piece.ts'
import { partName } from './plan.ts'
import type { ReadRows } from './rows.ts'

const load = async <T>(
  client: Client,
  query: string,
  reading: Reading<T>,
): Promise<Result<ReadRows<T>, ListError>> => {
  const reply = await client.graphql(query)
  return reply.andThen((read) => rowsOfReply(read, reading))
}

/** What becomes of the rows of a cloud and count. */
type Use = (rows: readonly CatalogueRow[]) => Partial<Piece>

const loadGpus = async (client: Client, asked: Asked, use: Use): Promise<Result<Piece, ListError>> => {
  const query = gpuTypesQuery(asked.cloud === 'SECURE', asked.gpuCount)
  const reading = { part: partName(asked), field: 'gpuTypes', schema: GraphqlGpuType } as const
  const read = await load(client, query, reading)
  return read.map(({ rows, bad }) => ({
    ...nothing,
    ...use(rows.flatMap((gpu) => fromGraphql(gpu, asked) ?? [])),
    warnings: bad,
  }))
}

const dataCenters = 'data centres'

const loadDataCenters = async (
  client: Client,
  counts: readonly number[],
): Promise<Result<Piece, ListError>> => {
  const reading = { part: dataCenters, field: 'dataCenters', schema: graphqlDataCenter(counts) } as const
  const read = await load(client, dataCentersQuery(counts), reading)
  return read.map(({ rows, bad }) => ({
    ...nothing,
    complianceOf: new Map(rows.flatMap(({ id, compliance }) => (compliance ? [[id, compliance]] : []))),
    stockOf: stockByDataCenter(rows),
    warnings: bad,
  }))
}

/** Counts for which the stock of the secure cloud matters. */
const secureCounts = (plan: readonly Asked[]): readonly number[] =>
  plan.flatMap(({ cloud, gpuCount }) => (cloud === 'SECURE' ? [gpuCount] : []))

/**
 * The requests to GraphQL, which answers without a key: one for each cloud and count, and one for the data centres of the secure
 * cloud.
 *
 * @param client - Sends them.
 * @param plan - Clouds and counts.
 * @param includeSpot - Whether bids count.
 */
export const graphqlParts = (
  client: Client,
  plan: readonly Asked[],
  { includeSpot }: { readonly includeSpot: boolean },
): readonly CataloguePart[] => {
  const use: Use = (rows) => ({ onDemand: rows, spot: includeSpot ? rows : [] })
  const counts = secureCounts(plan)
  const places: CataloguePart = {
    name: dataCenters,
    role: 'extra',
    load: () => loadDataCenters(client, counts),
  }
  return [
    ...plan.map(
      (asked): CataloguePart => ({
        name: partName(asked),
        role: 'gpus',
        load: () => loadGpus(client, asked, use),
      }),
    ),
    ...(counts.length > 0 ? [places] : []),
  ]
}

/**
 * The requests to GraphQL for bids alone, which the REST catalogue does not know.
 *
 * @param client - Sends them.
 * @param plan - Clouds and counts.
 */
export const spotParts = (client: Client, plan: readonly Asked[]): readonly CataloguePart[] =>
  plan.map((asked) => ({
    name: `spot bids of ${partName(asked)}`,
    role: 'extra',
    load: () => loadGpus(client, asked, (spot) => ({ spot })),
  }))
