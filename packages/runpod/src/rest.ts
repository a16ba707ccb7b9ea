import type { ListError, OfferQuery } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { Asked } from './catalogue-row.ts'
import type { Client } from './client.ts'
import { leastVersion } from './cuda-version.ts'
import { fromRest } from './from-rest.ts'
import { type CataloguePart, nothing, type Piece } from './piece.ts'
import { partName } from './plan.ts'
import { readRows } from './rows.ts'
import { WireDataCenter, WireDataCentersReply, WireGpusReply, WireGpuType } from './wire.ts'

const dataCenters = 'data centres'

/** `product` belongs to `include`: RunPod answers 400 to one without the other. */
const loadGpus = async (
  client: Client,
  asked: Asked,
  cudaVersion: number | undefined,
): Promise<Result<Piece, ListError>> => {
  const query = {
    include: 'AVAILABILITY',
    product: 'POD',
    count: asked.gpuCount,
    cloud: asked.cloud,
    ...(cudaVersion === undefined ? {} : { minCudaVersion: leastVersion(cudaVersion) }),
  }
  const reply = await client.rest({ path: '/catalog/gpus', query }, WireGpusReply)
  return reply
    .andThen(({ gpus }) => readRows(WireGpuType, gpus, partName(asked)))
    .map(({ rows, bad }) => ({
      ...nothing,
      onDemand: rows.flatMap((gpu) => fromRest(gpu, asked) ?? []),
      warnings: bad,
    }))
}

const loadDataCenters = async (client: Client): Promise<Result<Piece, ListError>> => {
  const reply = await client.rest({ path: '/catalog/datacenters' }, WireDataCentersReply)
  return reply
    .andThen((listed) => readRows(WireDataCenter, listed.dataCenters, dataCenters))
    .map(({ rows, bad }) => ({
      ...nothing,
      complianceOf: new Map(rows.map(({ id, compliance }) => [id, compliance])),
      warnings: bad,
    }))
}

/**
 * The requests to the REST catalogue: one for the data centres, one for each cloud and count.
 *
 * @param client - Sends them.
 * @param plan - Clouds and counts.
 * @param query - What the listing is for. Stock counts only on hosts with the CUDA version that it needs.
 */
export const restParts = (
  client: Client,
  plan: readonly Asked[],
  { cudaVersion }: OfferQuery,
): readonly CataloguePart[] => [
  ...plan.map(
    (asked): CataloguePart => ({
      name: partName(asked),
      role: 'gpus',
      load: () => loadGpus(client, asked, cudaVersion),
    }),
  ),
  { name: dataCenters, role: 'extra', load: () => loadDataCenters(client) },
]
