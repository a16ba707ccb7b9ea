import type { RecordedRequest, Route } from '@aima/gpu-testing'
import { dataCentersReply, gpuTypes, type Row, stock } from './fixtures.ts'

const isObject = (value: unknown): value is Row => typeof value === 'object' && value !== null

const stockOf = (cloud: string, count: number): Readonly<Record<string, Row>> =>
  stock[`${cloud} ${count}`] ?? {}

const idOf = ({ id }: Row): string => String(id)

const availabilityOf = (type: Row, cloud: string, count: number): Row =>
  stockOf(cloud, count)[idOf(type)] ?? { availability: 'NONE' }

/** The reply of `GET /v2/catalog/gpus` for a cloud and a count. */
export const gpusReply = (cloud: string, count: number): { readonly gpus: readonly Row[] } => ({
  gpus: gpuTypes.map((type) => ({ ...type, ...availabilityOf(type, cloud, count) })),
})

/** `HIGH` is `High` there, and `NONE` is null. */
const graphqlLevel = (level: unknown): string | null => {
  const word = String(level)
  return word === 'NONE' ? null : `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`
}

const listIn = (row: Row, field: string): readonly Row[] => {
  const list = row[field]
  return Array.isArray(list) ? list.filter(isObject) : []
}

const inCloud = (type: Row, field: string, cloud: string): unknown => {
  const amounts = type[field]
  return isObject(amounts) ? amounts[cloud.toLowerCase()] : undefined
}

const lowestPrice = (type: Row, cloud: string, count: number): Row => {
  const available = availabilityOf(type, cloud, count)
  const { availability } = available
  const level = graphqlLevel(availability)
  const usdPerHour = level === null ? null : Number(inCloud(type, 'price', cloud)) * count
  return {
    minimumBidPrice: usdPerHour,
    stockStatus: level,
    minVcpu: level === null ? null : 8 * count,
    minMemory: level === null ? null : 100 * count,
    gpuTypeCudaVersions: listIn(available, 'cudaVersions').map(({ version, available: isFree }) => ({
      cudaVersion: version,
      availability: isFree === true ? 'AVAILABLE' : 'UNAVAILABLE',
    })),
  }
}

/** The same type in the words of GraphQL. */
const graphqlType = (type: Row, cloud: string, count: number): Row => {
  const { id, manufacturer, memory, secure, community } = type
  return {
    id,
    manufacturer: manufacturer === 'NVIDIA' ? 'Nvidia' : manufacturer,
    memoryInGb: memory,
    secureCloud: secure,
    communityCloud: community,
    securePrice: inCloud(type, 'price', 'SECURE'),
    communityPrice: inCloud(type, 'price', 'COMMUNITY'),
    maxGpuCountSecureCloud: inCloud(type, 'maxCount', 'SECURE'),
    maxGpuCountCommunityCloud: inCloud(type, 'maxCount', 'COMMUNITY'),
    lowestPrice: lowestPrice(type, cloud, count),
  }
}

const noType: Row = {
  id: 'unknown',
  memoryInGb: 0,
  secureCloud: false,
  communityCloud: false,
  securePrice: 0,
  communityPrice: 0,
  lowestPrice: null,
}

/** The reply of GraphQL to `gpuTypes` for a cloud and a count. */
export const gpuTypesData = (cloud: string, count: number): { readonly gpuTypes: readonly Row[] } => ({
  gpuTypes: [...gpuTypes.map((type) => graphqlType(type, cloud, count)), noType],
})

const stockIn = (dataCenterId: unknown, count: number): readonly Row[] =>
  Object.entries(stockOf('SECURE', count)).flatMap(([gpuTypeId, available]) =>
    listIn(available, 'dataCenters')
      .filter(({ id }) => id === dataCenterId)
      .map(({ availability }) => ({
        gpuTypeId,
        available: availability !== 'NONE',
        stockStatus: graphqlLevel(availability),
      })),
  )

/** The reply of GraphQL to `dataCenters`. It also knows the one that REST has not described. */
export const dataCentersData = (counts: readonly number[]): { readonly dataCenters: readonly Row[] } => ({
  dataCenters: [...dataCentersReply.dataCenters, { id: 'EU-NEW-1', compliance: null }].map(
    ({ id, compliance }) => ({
      id,
      compliance,
      ...Object.fromEntries(counts.map((count) => [`x${count}`, stockIn(id, count)])),
    }),
  ),
})

/** What a GraphQL request asks for. */
export interface AskedByGraphql {
  /** The text of the query. */
  readonly query: string
  /** Root. */
  readonly root: string
  /** Counts, in the order of the query. */
  readonly counts: readonly number[]
  /** Cloud. */
  readonly cloud: 'SECURE' | 'COMMUNITY'
}

/** Reads a GraphQL request. */
export const askedOf = ({ body }: RecordedRequest): AskedByGraphql => {
  const { query }: { readonly query: string } = JSON.parse(body)
  return {
    query,
    root: /^query \{ (\w+)/.exec(query)?.[1] ?? '',
    counts: [...query.matchAll(/gpuCount: (\d+)/g)].map(([, count]) => Number(count)),
    cloud: query.includes('secureCloud: true') ? 'SECURE' : 'COMMUNITY',
  }
}

const answerGraphql = (request: RecordedRequest) => {
  const { root, counts, cloud } = askedOf(request)
  return {
    json: { data: root === 'dataCenters' ? dataCentersData(counts) : gpuTypesData(cloud, counts[0] ?? 1) },
  }
}

/** The routes of REST v2. They mind that availability is asked for as RunPod wants it. */
export const restRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/catalog/gpus',
    when: ({ query }) => query.get('include') === 'AVAILABILITY' && query.get('product') === 'POD',
    reply: ({ query }) => ({
      json: gpusReply(query.get('cloud') ?? 'SECURE', Number(query.get('count') ?? 1)),
    }),
  },
  { method: 'GET', path: '/v2/catalog/datacenters', reply: { json: dataCentersReply } },
]

/** The route of GraphQL. */
export const graphqlRoutes: readonly Route[] = [{ method: 'POST', path: '/graphql', reply: answerGraphql }]
