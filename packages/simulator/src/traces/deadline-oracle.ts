import type { DeadlineJob } from '@aima/gpu-deadline'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { type SpotZone, zoneAtOnePrice } from '../deadline/spot-zone.ts'
import { readJsonLines } from './read-json-lines.ts'
import type { TraceFault } from './trace-fault.ts'

/** Costs that the oracle states (USD), rounded to a millionth. */
export interface OracleCosts {
  /** Always on demand. */
  readonly onDemand: number
  /** Spot whenever it can be had. */
  readonly greedy: number
  /** An even pace towards the deadline. */
  readonly uniformProgress: number
  /** Least of all schedules known in advance. */
  readonly optimum: number
}

/** One run of the oracle: a job on a slice of a trace, and what it costs. */
export interface OracleRun {
  /** Name of the series and number of the slice, such as `us-west-2a_k80_8#001`. */
  readonly id: string
  /** Deadline (h). */
  readonly deadlineHours: number
  /** Time without progress after a start (h). */
  readonly startHours: number
  /** The job. */
  readonly job: DeadlineJob
  /** Availability of spot. */
  readonly zone: SpotZone
  /** Cost under each policy, and the least of any schedule, rounded to a millionth (USD). */
  readonly expectedUsd: OracleCosts
}

const Line = z.object({
  id: z.string(),
  gap_seconds: z.number().positive(),
  task_h: z.number().positive(),
  price_on_demand: z.number().nonnegative(),
  price_spot: z.number().nonnegative(),
  available: z.string().regex(/^[01]*$/, 'expected a string of 0 and 1'),
  runs: z.array(
    z.object({
      deadline_h: z.number().positive(),
      overhead_h: z.number().nonnegative(),
      on_demand: z.number(),
      greedy: z.number(),
      uniform_progress: z.number(),
      optimum: z.number(),
    }),
  ),
})

/** Whole milliseconds, so that 0.02 h is 72 s. */
const toSeconds = (hours: number): number => Math.round(hours * 3_600_000) / 1000

const toRuns = (line: z.infer<typeof Line>): readonly OracleRun[] => {
  const zone = zoneAtOnePrice(
    Array.from(line.available, (digit) => Number(digit)),
    line.price_spot,
  )
  return line.runs.map((run) => ({
    id: line.id,
    deadlineHours: run.deadline_h,
    startHours: run.overhead_h,
    job: {
      workSeconds: toSeconds(line.task_h),
      deadlineSeconds: toSeconds(run.deadline_h),
      startSeconds: toSeconds(run.overhead_h),
      tickSeconds: line.gap_seconds,
      onDemandUsdPerHour: line.price_on_demand,
    },
    zone,
    expectedUsd: {
      onDemand: run.on_demand,
      greedy: run.greedy,
      uniformProgress: run.uniform_progress,
      optimum: run.optimum,
    },
  }))
}

/**
 * Reads the runs of a deadline oracle.
 *
 * @param text - `deadline-oracle-dev.jsonl`, unpacked.
 * @returns The runs in the order of the file, or `unreadable-trace`.
 */
export const readDeadlineOracle = (text: string): Result<readonly OracleRun[], TraceFault> =>
  readJsonLines(text, Line).map((lines) => lines.flatMap(toRuns))
