import { Energy, Network, Ownership } from '@aima/gpu-core'
import { z } from 'zod'

/** One kind of GPU on one node, for options that differ between them. */
export interface ClusterGpu {
  /** Name of the node. */
  readonly node: string
  /** The GPU as the cluster names it, such as `a100` or `NVIDIA-L4`. */
  readonly name: string
  /** Canonical model; absent: the name is not known. */
  readonly model?: string | undefined
}

/** A value for all GPUs of a cluster, or one for each kind of GPU on each node. */
export type PerGpu<T> = T | ((gpu: ClusterGpu) => T | undefined)

/** Benchmark scores by name; higher is faster. */
export type Benchmarks = Readonly<Record<string, number>>

/** Schema of {@link Benchmarks}. */
export const Benchmarks: z.ZodType<Benchmarks> = z.record(z.string().min(1).max(128), z.number().positive())

/** Schema of the hours until busy GPUs are free. */
export const WaitHours: z.ZodType<number> = z.number().nonnegative()

/** What every source of a cluster may be told, because no cluster tells it. */
export interface ClusterOptions {
  /** Id of the source, and beginning of the ids of its offers. Default: the provider. */
  readonly id?: string | undefined
  /** Provider of its offers. Default: `slurm`, `prometheus` or `kubernetes`. */
  readonly provider?: string | undefined
  /** Name of the cluster, which is the region of its offers. Default: the id. */
  readonly cluster?: string | undefined
  /** Country where it stands, as ISO 3166-1 alpha-2 code. Default: unknown, which no residency rule accepts. */
  readonly country?: string | undefined
  /** What its GPUs are really called, by the cluster's own name: `{ a100: 'A100-SXM4-80GB' }`. Capitals do not count. */
  readonly models?: Readonly<Record<string, string>> | undefined
  /** What one GPU costs its owner. Of an offer with several, the amounts are multiplied; of a part of a GPU, it is its share. */
  readonly ownership?: PerGpu<Ownership> | undefined
  /** Power of one GPU with its share of the node, and the grid. Of several, or of a part, the power is multiplied by the share. */
  readonly energy?: PerGpu<Energy> | undefined
  /** Lines and data prices. */
  readonly network?: PerGpu<Network> | undefined
  /** Benchmark scores of one GPU, or of the part of one that a job gets: a function tells parts by their name. */
  readonly benchmarks?: PerGpu<Benchmarks> | undefined
  /** Hours until GPUs that are all taken are free, by node, or a function. Without it core refuses busy GPUs. */
  readonly waits?: Readonly<Record<string, number>> | ((gpu: ClusterGpu) => number | undefined) | undefined
}

const isFunction = (value: unknown): boolean => typeof value === 'function'

const orFunction = <T>(schema: z.ZodType<T>) =>
  z.union([schema, z.custom<(gpu: ClusterGpu) => T | undefined>(isFunction)]).optional()

/** The shape of {@link ClusterOptions}, for the schemas of the sources. */
export const clusterShape = {
  id: z.string().min(1).max(64).optional(),
  provider: z.string().min(1).max(64).optional(),
  cluster: z.string().min(1).max(128).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code in capitals')
    .optional(),
  models: z.record(z.string().max(128), z.string().min(1).max(128)).optional(),
  ownership: orFunction(Ownership),
  energy: orFunction(Energy),
  network: orFunction(Network),
  benchmarks: orFunction(Benchmarks),
  waits: z
    .union([z.record(z.string(), WaitHours), z.custom<(gpu: ClusterGpu) => number | undefined>(isFunction)])
    .optional(),
}
