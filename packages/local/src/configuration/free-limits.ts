import { z } from 'zod'

/** Up to what use a GPU counts as free. All of the limits hold. */
export interface FreeLimits {
  /** Memory in use (MiB). Default 600: what a desktop, or a driver up to 470, holds on an idle GPU. */
  readonly usedMiB?: number | undefined
  /** Memory in use (share of all of it). Default 0.1. */
  readonly usedShare?: number | undefined
  /** Share of time in which it worked. Default 0.1. */
  readonly utilisation?: number | undefined
  /** Names of programs that do not count, such as `dcgm-exporter`: the last part of their path, without case. Default: none. */
  readonly ignoredPrograms?: readonly string[] | undefined
}

/** Schema of {@link FreeLimits}. */
export const FreeLimits: z.ZodType<FreeLimits> = z.strictObject({
  usedMiB: z.number().nonnegative().optional(),
  usedShare: z.number().min(0).max(1).optional(),
  utilisation: z.number().min(0).max(1).optional(),
  ignoredPrograms: z.array(z.string().min(1).max(512)).optional(),
})
