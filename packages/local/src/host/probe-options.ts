import { isAbsolute } from 'node:path'
import { type CancelSignal, Vendor } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { ToolName } from './host-access.ts'

/** Options of a probe. */
export interface ProbeOptions {
  /**
   * Time that the probe has (ms, 1 to 600 000). Default 10 000, and 5 000 once a probe of this process has had its answers in time:
   * the first call may have to load the driver.
   */
  readonly deadlineMs?: number | undefined
  /** Whose GPUs are looked for. Default: all four vendors. */
  readonly vendors?: readonly Vendor[] | undefined
  /** Absolute paths of tools. Default: `PATH`, then the usual places of the platform. */
  readonly toolPaths?: Readonly<Partial<Record<ToolName, string | undefined>>> | undefined
  /** Most that one run of a tool may print (bytes). Default 4 MiB; eight GPUs print 0.25 MiB. */
  readonly maximumOutputBytes?: number | undefined
  /** Cancels the probe: its tools are killed, unless somebody else waits for the same probe. */
  readonly signal?: CancelSignal | undefined
  /** The time that the inventory states (ms since 1970-01-01 UTC). Default: the clock of this machine. */
  readonly nowMs?: number | undefined
}

const toolPath = z
  .string()
  .refine((path) => isAbsolute(path) && !path.includes('\0'), 'expected an absolute path')

const isSignal = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value

const schema: z.ZodType<ProbeOptions> = z.strictObject({
  deadlineMs: z.number().min(1).max(600_000).optional(),
  vendors: z.array(Vendor).min(1).optional(),
  toolPaths: z
    .strictObject({
      'nvidia-smi': toolPath.optional(),
      'amd-smi': toolPath.optional(),
      'rocm-smi': toolPath.optional(),
      'xpu-smi': toolPath.optional(),
      system_profiler: toolPath.optional(),
      vm_stat: toolPath.optional(),
    })
    .optional(),
  maximumOutputBytes: z
    .int()
    .min(1)
    .max(2 ** 30)
    .optional(),
  signal: z.custom<CancelSignal>(isSignal, 'expected an AbortSignal').optional(),
  nowMs: z.number().nonnegative().optional(),
})

/**
 * Checks options.
 *
 * @param options - As the user gave them.
 * @returns The options, or one line for each fault, with its path and what belongs there.
 * @example
 * checkProbeOptions({ toolPaths: { 'amd-smi': 'amd-smi' } })._unsafeUnwrapErr() // => ['toolPaths.amd-smi: expected an absolute path']
 */
export const checkProbeOptions = (options: unknown): Result<ProbeOptions, readonly string[]> => {
  const read = schema.safeParse(options)
  if (read.success) return ok(read.data)
  return err(read.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`))
}

/** Without persistence mode the first call loads the driver, which takes seconds. Source: measurements of nvidia-smi, 2026-11-23. */
const firstDeadlineMs = 10_000
const laterDeadlineMs = 5_000

/**
 * Time that a probe has (ms).
 *
 * @param options - Whose `deadlineMs` comes first.
 * @param hasAnswered - Whether a probe of this process has had its answers in time.
 * @example
 * deadlineOf({}, false) // => 10_000
 * deadlineOf({}, true) // => 5_000
 */
export const deadlineOf = ({ deadlineMs }: ProbeOptions, hasAnswered: boolean): number =>
  deadlineMs ?? (hasAnswered ? laterDeadlineMs : firstDeadlineMs)
