import { z } from 'zod'
import { Precision } from './needs.ts'
import { count, nonNegative, positive, recordOf, shortText } from './parse.ts'

/** What limits a job's speed on a GPU: its memory bandwidth, or its arithmetic rate in one precision. */
export type LimitingFactor = 'memory-bandwidth' | Precision

/** Schema of {@link LimitingFactor}. */
export const LimitingFactor: z.ZodType<LimitingFactor> = z.union([z.literal('memory-bandwidth'), Precision], {
  error: 'expected memory-bandwidth, fp32, tf32, bf16, fp16 or fp8',
})

/** How a job saves its state, so that it loses little when its machine is taken away. */
export interface Checkpoint {
  /** Working hours between two checkpoints (> 0), or `auto` for the interval of least expected cost. */
  readonly everyHours: number | 'auto'
  /** Time to write one checkpoint (h). Default: see {@link Defaults}. */
  readonly writeHours?: number | undefined
  /** True when the job can write a checkpoint on the provider's notice; used where the notice is long enough. */
  readonly onNotice?: boolean | undefined
}

/** A benchmark whose score stands for the job's speed. */
export interface ScoredBenchmark {
  /** Name of the benchmark, as offers carry it in `benchmarks`. */
  readonly name: string
  /** Score of one reference GPU (> 0, higher is faster). */
  readonly referenceScore: number
}

/** How long a job takes, and on which GPU that was measured. */
export interface JobRun {
  /** Hours of work on the reference device (≥ 0). Absent: unknown, and costs are compared per hour. */
  readonly refHours?: number | undefined
  /** The model on which `refHours` was measured, by canonical name. */
  readonly referenceGpu?: string | undefined
  /** How many of them worked together. Default 1. */
  readonly referenceGpuCount?: number | undefined
  /** Measured hours on one GPU, by canonical model name. The first choice for the speed of a model. */
  readonly hoursByGpu?: Readonly<Record<string, number>> | undefined
  /** Measured throughput of one GPU in any one unit, by canonical model name; needs `referenceGpu` among them. */
  readonly throughputByGpu?: Readonly<Record<string, number>> | undefined
  /** The second choice: a benchmark that offers carry. */
  readonly benchmark?: ScoredBenchmark | undefined
  /** The last choice: which figure of the GPU table limits the job. Default `memory-bandwidth`. */
  readonly limitedBy?: LimitingFactor | undefined
  /** How the job saves its state; absent: an interruption loses everything. */
  readonly checkpoint?: Checkpoint | undefined
  /** From new capacity back to useful work (h). Default: boot and image of the offer. */
  readonly restartHours?: number | undefined
}

/** Schema of {@link JobRun}. */
export const JobRun: z.ZodType<JobRun> = z.strictObject({
  refHours: nonNegative.optional(),
  referenceGpu: shortText.optional(),
  referenceGpuCount: count.optional(),
  hoursByGpu: recordOf(positive).optional(),
  throughputByGpu: recordOf(positive).optional(),
  benchmark: z.strictObject({ name: shortText, referenceScore: positive }).optional(),
  limitedBy: LimitingFactor.optional(),
  checkpoint: z
    .strictObject({
      everyHours: z.union([positive, z.literal('auto')], {
        error: 'expected a number of hours > 0, or auto',
      }),
      writeHours: nonNegative.optional(),
      onNotice: z.boolean().optional(),
    })
    .optional(),
  restartHours: nonNegative.optional(),
})
