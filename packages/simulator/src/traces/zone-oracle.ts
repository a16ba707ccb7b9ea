import type { DeadlineJob } from '@aima/gpu-deadline'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { readJson } from './read-json.ts'
import type { TraceFault } from './trace-fault.ts'

/** The least that a job costs on slices of several zones, known in advance. */
export interface ZoneOracle {
  /** The job. Its tick is that of the slices: 195 s. */
  readonly job: DeadlineJob
  /** Least cost of any schedule (USD), by the number of the slice. */
  readonly optimumUsdBySlice: ReadonlyMap<number, number>
}

const File = z.object({
  task_h: z.number().positive(),
  deadline_h: z.number().positive(),
  overhead_s: z.number().nonnegative(),
  on_demand_usd_h: z.number().nonnegative(),
  optimum_usd_by_slice: z.record(z.string().regex(/^\d+$/, 'expected a number'), z.number().nonnegative()),
})

/**
 * Reads the oracle of the nine zones.
 *
 * @param text - `deadline-oracle-9az-dev.json`.
 * @returns The job and what it costs at least, or `unreadable-trace`.
 * @example
 * const text = '{"task_h":48,"deadline_h":52,"overhead_s":720,"on_demand_usd_h":3.06,"optimum_usd_by_slice":{"0":49.1}}'
 * readZoneOracle(text)._unsafeUnwrap().optimumUsdBySlice.get(0) // => 49.1
 */
export const readZoneOracle = (text: string): Result<ZoneOracle, TraceFault> =>
  readJson(text, File).map((file) => ({
    job: {
      workSeconds: file.task_h * 3600,
      deadlineSeconds: file.deadline_h * 3600,
      startSeconds: file.overhead_s,
      tickSeconds: 195,
      onDemandUsdPerHour: file.on_demand_usd_h,
    },
    optimumUsdBySlice: new Map(
      Object.entries(file.optimum_usd_by_slice).map(([slice, usd]): [number, number] => [Number(slice), usd]),
    ),
  }))
