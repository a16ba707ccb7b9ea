import {
  type Asked,
  type CatalogueRow,
  type DataCenterStock,
  noGpuTypeId,
  type StockOf,
  stockKey,
} from './catalogue-row.ts'
import { highestAvailable } from './cuda-version.ts'
import type { GraphqlDataCenter, GraphqlGpuType, GraphqlLowestPrice, GraphqlStock } from './graphql-wire.ts'
import { vendorOf } from './vendor.ts'

const isSecure = ({ cloud }: Asked): boolean => cloud === 'SECURE'

/** Whether a pod of that size can be had at all, in stock or not. */
const isOffered = (gpu: GraphqlGpuType, asked: Asked): boolean => {
  const hasCloud = isSecure(asked) ? gpu.secureCloud : gpu.communityCloud
  const most = isSecure(asked) ? gpu.maxGpuCountSecureCloud : gpu.maxGpuCountCommunityCloud
  return hasCloud === true && gpu.id !== noGpuTypeId && asked.gpuCount <= (most ?? Number.POSITIVE_INFINITY)
}

const cudaVersionOf = (lowest: GraphqlLowestPrice | null | undefined): string | undefined =>
  highestAvailable(
    (lowest?.gpuTypeCudaVersions ?? []).map(({ cudaVersion: version, availability }) => ({
      version,
      isAvailable: availability?.toUpperCase() === 'AVAILABLE',
    })),
  )

/**
 * What a row of the GraphQL reply says of one cloud and count.
 *
 * No stock is written as null and is no failure: 44 of 49 types had none at 8 GPUs on 2026-07-18.
 *
 * @param gpu - The row.
 * @param asked - What the reply is about.
 * @returns Undefined where the cloud does not offer the type, or no machine of it is that large: the price is then a placeholder.
 * Source: recorded replies: `securePrice` and `communityPrice` are for one GPU, `lowestPrice` is for the whole pod.
 * @example
 * const gpu = { id: 'NVIDIA L4', secureCloud: true, securePrice: 0.39, lowestPrice: { stockStatus: null } }
 * fromGraphql(gpu, { cloud: 'SECURE', gpuCount: 8 })?.stock // => 'NONE'
 */
export const fromGraphql = (gpu: GraphqlGpuType, asked: Asked): CatalogueRow | undefined => {
  if (!isOffered(gpu, asked)) return undefined
  const { lowestPrice: lowest } = gpu
  return {
    ...asked,
    gpuTypeId: gpu.id,
    vendor: vendorOf(gpu.manufacturer),
    memoryGB: gpu.memoryInGb || undefined,
    usdPerGpuHour: (isSecure(asked) ? gpu.securePrice : gpu.communityPrice) || undefined,
    bidUsdPerHour: lowest?.minimumBidPrice || undefined,
    stock: lowest?.stockStatus ?? 'NONE',
    dataCenters: [],
    cudaVersion: cudaVersionOf(lowest),
    vcpus: lowest?.minVcpu || undefined,
    ramGB: lowest?.minMemory || undefined,
  }
}

const levelOf = ({ available, stockStatus }: GraphqlStock): DataCenterStock['stock'] =>
  available === false ? 'NONE' : (stockStatus ?? 'NONE')

/**
 * Stock of the secure cloud by data centre.
 *
 * @param dataCenters - What the reply says of all data centres.
 * @returns For each type and count (see {@link stockKey}) the data centres that list it.
 */
export const stockByDataCenter = (dataCenters: readonly GraphqlDataCenter[]): StockOf => {
  const stockOf = new Map<string, DataCenterStock[]>()
  for (const { id, stockOfCount } of dataCenters)
    for (const [gpuCount, stocks] of stockOfCount)
      for (const stock of stocks) {
        const key = stockKey({ gpuTypeId: stock.gpuTypeId ?? '', gpuCount })
        stockOf.set(key, [...(stockOf.get(key) ?? []), { id, stock: levelOf(stock) }])
      }
  return stockOf
}
