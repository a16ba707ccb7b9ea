import { z } from 'zod'
import {
  cudaVersionText,
  memoryGB,
  runpodId,
  type StockLevel,
  stockLevel,
  upTo,
  usdPerHour,
  word,
} from './wire.ts'

/** A CUDA version that machines report. */
interface GraphqlCudaVersion {
  /** `major.minor`. */
  readonly cudaVersion: string
  /** `AVAILABLE` where such a machine has room now. */
  readonly availability?: string | null | undefined
}

/** The cheapest way to have a GPU type at the count and in the cloud that were asked for. All null: none is in stock. */
export interface GraphqlLowestPrice {
  /** Least bid for the whole pod (USD/h). */
  readonly minimumBidPrice?: number | null | undefined
  /** Level of stock. */
  readonly stockStatus?: StockLevel | null | undefined
  /** Least virtual processors of a pod. */
  readonly minVcpu?: number | null | undefined
  /** Least memory of a pod (GB). */
  readonly minMemory?: number | null | undefined
  /** CUDA versions. */
  readonly gpuTypeCudaVersions?: readonly GraphqlCudaVersion[] | null | undefined
}

/**
 * What is asked of a GPU type by GraphQL. What is null or absent is not told.
 *
 * Sources: recorded replies of 2025-06 and 2026-07-18; queries of runpod/runpod-mcp 7074c87 and dstackai/gpuhunt 3584151.
 */
export interface GraphqlGpuType {
  /** Id, such as `NVIDIA GeForce RTX 4090`; `unknown` is a placeholder. */
  readonly id: string
  /** `Nvidia` or `AMD`. */
  readonly manufacturer?: string | null | undefined
  /** Nominal memory per GPU (GB, by which RunPod means the size as sold). */
  readonly memoryInGb?: number | null | undefined
  /** Whether the secure cloud offers it at all; when not, its price there is a placeholder. */
  readonly secureCloud?: boolean | null | undefined
  /** Whether the community cloud offers it at all; when not, its price there is a placeholder. */
  readonly communityCloud?: boolean | null | undefined
  /** List price of one GPU in the secure cloud (USD/h). */
  readonly securePrice?: number | null | undefined
  /** List price of one GPU in the community cloud (USD/h). */
  readonly communityPrice?: number | null | undefined
  /** GPUs of the largest machine of the secure cloud. */
  readonly maxGpuCountSecureCloud?: number | null | undefined
  /** GPUs of the largest machine of the community cloud. */
  readonly maxGpuCountCommunityCloud?: number | null | undefined
  /** Stock and host at the count and in the cloud that were asked for. */
  readonly lowestPrice?: GraphqlLowestPrice | null | undefined
}

/** Stock of a GPU type in a data centre. */
export interface GraphqlStock {
  /** Id of the GPU type. */
  readonly gpuTypeId?: string | null | undefined
  /** Whether there is any. */
  readonly available?: boolean | null | undefined
  /** Level of stock. */
  readonly stockStatus?: StockLevel | null | undefined
}

/** What is asked of a data centre by GraphQL. */
export interface GraphqlDataCenter {
  /** Id, such as `EU-RO-1`. */
  readonly id: string
  /** What it is certified for, in RunPod's words; null: not told. */
  readonly compliance?: readonly string[] | null | undefined
  /** Stock of the secure cloud by GPU count. */
  readonly stockOfCount: ReadonlyMap<number, readonly GraphqlStock[]>
}

/** What a reply holds. Rows are checked one by one; null: it failed. */
export interface GraphqlData {
  /** One row for each GPU type. */
  readonly gpuTypes?: readonly unknown[] | null | undefined
  /** One row for each data centre. */
  readonly dataCenters?: readonly unknown[] | null | undefined
}

/** A reply of GraphQL. An error comes with status 200. */
export interface GraphqlReply {
  /** What was asked for; null or absent when all of it failed. */
  readonly data?: GraphqlData | null | undefined
  /** What failed. */
  readonly errors?: readonly unknown[] | null | undefined
}

const count = upTo(1_024)

const lowestPrice: z.ZodType<GraphqlLowestPrice> = z.object({
  minimumBidPrice: upTo(10_000_000),
  stockStatus: stockLevel.nullish(),
  minVcpu: upTo(100_000),
  minMemory: upTo(1_000_000),
  gpuTypeCudaVersions: z.array(z.object({ cudaVersion: cudaVersionText, availability: word })).nullish(),
})

/** Schema of {@link GraphqlGpuType}. */
export const GraphqlGpuType: z.ZodType<GraphqlGpuType> = z.object({
  id: runpodId,
  manufacturer: word,
  memoryInGb: memoryGB,
  secureCloud: z.boolean().nullish(),
  communityCloud: z.boolean().nullish(),
  securePrice: usdPerHour,
  communityPrice: usdPerHour,
  maxGpuCountSecureCloud: count,
  maxGpuCountCommunityCloud: count,
  lowestPrice: lowestPrice.nullish(),
})

const stocks = z.array(
  z.object({ gpuTypeId: word, available: z.boolean().nullish(), stockStatus: stockLevel.nullish() }),
)

/** Name under which the query asks for the stock at a count. */
const alias = (gpuCount: number): string => `x${gpuCount}`

/**
 * Schema of {@link GraphqlDataCenter} in the reply of {@link dataCentersQuery}.
 *
 * @param counts - The same GPU counts.
 */
export const graphqlDataCenter = (counts: readonly number[]): z.ZodType<GraphqlDataCenter> => {
  const compliance = z.array(z.string().min(1).max(200)).nullish()
  const asked = z.looseObject({ id: runpodId, compliance })
  return asked.transform(({ id, compliance: held, ...others }, context) => {
    const stockOfCount = new Map<number, readonly GraphqlStock[]>()
    for (const gpuCount of counts) {
      const read = stocks.nullish().safeParse(others[alias(gpuCount)])
      if (read.success) stockOfCount.set(gpuCount, read.data ?? [])
      else context.addIssue({ code: 'custom', message: 'expected a list of stocks', path: [alias(gpuCount)] })
    }
    return { id, compliance: held, stockOfCount }
  })
}

/** Schema of {@link GraphqlReply}. */
export const GraphqlReply: z.ZodType<GraphqlReply> = z.object({
  data: z
    .object({ gpuTypes: z.array(z.unknown()).nullish(), dataCenters: z.array(z.unknown()).nullish() })
    .nullish(),
  errors: z.array(z.unknown()).nullish(),
})

/**
 * Query for all GPU types, with stock and hosts of one cloud at one count. Without `secureCloud` RunPod answers for the cheaper
 * cloud, though another may be meant.
 *
 * @param isSecure - Whether the secure cloud is meant.
 * @param gpuCount - GPUs in the pod (a whole number).
 */
export const gpuTypesQuery = (isSecure: boolean, gpuCount: number): string =>
  `query { gpuTypes { id manufacturer memoryInGb secureCloud communityCloud securePrice communityPrice \
maxGpuCountSecureCloud maxGpuCountCommunityCloud \
lowestPrice(input: { gpuCount: ${gpuCount}, secureCloud: ${isSecure} }) { \
minimumBidPrice stockStatus minVcpu minMemory gpuTypeCudaVersions { cudaVersion availability } } } }`

const stockField = (gpuCount: number): string =>
  `${alias(gpuCount)}: gpuAvailability(input: { gpuCount: ${gpuCount}, secureCloud: true }) { gpuTypeId available stockStatus }`

/**
 * Query for all data centres, with the stock of the secure cloud at several counts.
 *
 * @param counts - GPUs in the pod (whole numbers).
 */
export const dataCentersQuery = (counts: readonly number[]): string =>
  `query { dataCenters { id compliance ${counts.map(stockField).join(' ')} } }`
