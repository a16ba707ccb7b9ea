import type { Stay } from '../result/job-outcome.ts'
import type { SimulationResult } from '../result/simulation-result.ts'
import { type Columns, csvTable } from './csv-table.ts'

const msPerHour = 3_600_000

/** A stay, whose it is, and which of its job's stays. */
interface StayOfJob {
  readonly jobId: string
  readonly number: number
  readonly stay: Stay
}

const columns: Columns<StayOfJob> = {
  jobId: ({ jobId }) => jobId,
  stay: ({ number }) => number,
  offerId: ({ stay }) => stay.offerId,
  provider: ({ stay }) => stay.provider,
  site: ({ stay }) => stay.site,
  purchase: ({ stay }) => stay.purchase,
  gpu: ({ stay }) => stay.gpu,
  gpuCount: ({ stay }) => stay.gpuCount,
  hardware: ({ stay }) => stay.hardware.join('; '),
  fromMs: ({ stay }) => stay.fromMs,
  workedFromMs: ({ stay }) => stay.workedFromMs,
  untilMs: ({ stay }) => stay.untilMs,
  heldHours: ({ stay }) => (stay.untilMs - stay.fromMs) / msPerHour,
  end: ({ stay }) => stay.end,
}

/**
 * Writes the machines that the jobs of a result had as CSV, a row for each stay, job after job in the order in which they ended.
 *
 * Columns, as in {@link Stay} unless said otherwise; an empty cell is a null:
 *
 * - `jobId`; `stay`: which of its stays, from 1
 * - `offerId`, `provider`, `site`, `purchase`, `gpu`, `gpuCount`
 * - `hardware`: names, with `; ` between them
 * - `fromMs`, `workedFromMs`, `untilMs` (ms since 1970-01-01 UTC)
 * - `heldHours`: for how long the machine was the job's (h)
 * - `end`
 *
 * @param result - The result, with its jobs kept.
 * @example
 * staysCsv({ jobs: [] }).startsWith('jobId,stay,offerId,') // => true
 */
export const staysCsv = ({ jobs }: SimulationResult): string =>
  csvTable(
    jobs.flatMap(({ jobId, stays }) => stays.map((stay, index) => ({ jobId, number: index + 1, stay }))),
    columns,
  )
