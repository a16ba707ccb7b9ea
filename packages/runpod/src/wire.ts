import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'

/** Stock as RunPod grades it; `UNKNOWN` stands for a word that is not documented. */
export type StockLevel = 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH' | 'UNKNOWN'

/** An amount in each cloud. Null or absent: not told. */
export interface PerCloud {
  /** In the secure cloud. */
  readonly secure?: number | null | undefined
  /** In the community cloud. */
  readonly community?: number | null | undefined
}

/** Stock of a GPU type in one data centre. */
interface WireDataCenterStock {
  /** Id of the data centre. */
  readonly id: string
  /** Level of stock at the count and in the cloud that were asked for. */
  readonly availability?: StockLevel | null | undefined
}

/** A CUDA version that machines with a GPU type report. */
interface WireCudaVersion {
  /** `major.minor`. */
  readonly version: string
  /** Whether such a machine has room now. */
  readonly available: boolean
}

/**
 * What is used of a GPU type in `GET /v2/catalog/gpus`. What is null or absent is not told.
 *
 * Source: `GpuType` in the REST v2 description of 2026-08-18.
 */
export interface WireGpuType {
  /** Id, such as `NVIDIA GeForce RTX 4090`. */
  readonly id: string
  /** `NVIDIA`, `AMD` or `UNKNOWN`. */
  readonly manufacturer?: string | null | undefined
  /** Nominal memory per GPU (GB, by which RunPod means the size as sold). */
  readonly memory?: number | null | undefined
  /** Whether the secure cloud offers it at all; when not, its price there is a placeholder. */
  readonly secure: boolean
  /** Whether the community cloud offers it at all; when not, its price there is a placeholder. */
  readonly community: boolean
  /** List price of one GPU (USD/h). */
  readonly price?: PerCloud | null | undefined
  /** GPUs of the largest machine: a ceiling and no stock. */
  readonly maxCount?: PerCloud | null | undefined
  /** Level of stock at the count and in the cloud that were asked for. */
  readonly availability?: StockLevel | null | undefined
  /** Stock by data centre; left out when there is none anywhere. */
  readonly dataCenters?: readonly WireDataCenterStock[] | null | undefined
  /** CUDA versions; left out for GPUs without, such as those of AMD. */
  readonly cudaVersions?: readonly WireCudaVersion[] | null | undefined
}

/**
 * What is used of a data centre in `GET /v2/catalog/datacenters`.
 *
 * Source: `DataCenter` in the REST v2 description of 2026-08-18.
 */
export interface WireDataCenter {
  /** Id, such as `EU-RO-1`. */
  readonly id: string
  /** What it is certified for, in RunPod's words. */
  readonly compliance: readonly string[]
}

/** A reply of `GET /v2/catalog/gpus`. Its rows are checked one by one. */
export interface WireGpusReply {
  /** One row for each GPU type. */
  readonly gpus: readonly unknown[]
}

/** A reply of `GET /v2/catalog/datacenters`. Its rows are checked one by one. */
export interface WireDataCentersReply {
  /** One row for each data centre. */
  readonly dataCenters: readonly unknown[]
}

/** An id of RunPod. Ids of offers are made of two of them, so their length is limited. */
export const runpodId: z.ZodType<string> = z.string().min(1).max(200)

/** A finite number from 0 to a bound above everything that can be true, so that an absurd value wins nothing. */
export const upTo = (most: number) => z.number().min(0).max(most).nullish()

/** A short text that need not be there. */
export const word = z.string().max(200).nullish()

/** Price of one GPU (USD/h). */
export const usdPerHour = upTo(100_000)

/** Memory of one GPU (GB). */
export const memoryGB = upTo(100_000)

/** A CUDA version that the provider states. */
export const cudaVersionText = z.string().max(32)

const levels: ReadonlyMap<string, StockLevel> = new Map([
  ['NONE', 'NONE'],
  ['OUT', 'NONE'],
  ['LOW', 'LOW'],
  ['MEDIUM', 'MEDIUM'],
  ['HIGH', 'HIGH'],
])

/**
 * A level of stock in any case: REST writes `HIGH`, GraphQL `High`. Other words become `UNKNOWN`.
 *
 * Sources: REST v2 description (2026-08-18), recorded GraphQL replies of 2026-07-18; `Out` is written by RunPod's own tool.
 */
export const stockLevel: z.ZodType<StockLevel> = z
  .string()
  .max(64)
  .transform((text) => levels.get(text.trim().toUpperCase()) ?? 'UNKNOWN')

const count = upTo(1_024)

/** Schema of {@link WireGpuType}. */
export const WireGpuType: z.ZodType<WireGpuType> = z.object({
  id: runpodId,
  manufacturer: word,
  memory: memoryGB,
  secure: z.boolean(),
  community: z.boolean(),
  price: z.object({ secure: usdPerHour, community: usdPerHour }).nullish(),
  maxCount: z.object({ secure: count, community: count }).nullish(),
  availability: stockLevel.nullish(),
  dataCenters: z.array(z.object({ id: runpodId, availability: stockLevel.nullish() })).nullish(),
  cudaVersions: z.array(z.object({ version: cudaVersionText, available: z.boolean() })).nullish(),
})

/** Schema of {@link WireDataCenter}. */
export const WireDataCenter: z.ZodType<WireDataCenter> = z.object({
  id: runpodId,
  compliance: z.array(z.string().min(1).max(200)),
})

/** Schema of {@link WireGpusReply}. */
export const WireGpusReply: z.ZodType<WireGpusReply> = z.object({ gpus: z.array(z.unknown()) })

/** Schema of {@link WireDataCentersReply}. */
export const WireDataCentersReply: z.ZodType<WireDataCentersReply> = z.object({
  dataCenters: z.array(z.unknown()),
})

/**
 * Reads one row.
 *
 * @param schema - What it should be.
 * @param row - Any value.
 * @returns The row, or the paths and expectations of its faults.
 */
export const parseRow = <T>(schema: z.ZodType<T>, row: unknown): Result<T, readonly string[]> => {
  const read = schema.safeParse(row)
  if (read.success) return ok(read.data)
  return err(
    read.error.issues.map(({ path, message }) =>
      path.length === 0 ? message : `${path.join('.')}: ${message}`,
    ),
  )
}
