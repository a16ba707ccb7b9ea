import type { Job } from './job.ts'
import type { JobRun } from './run.ts'

/** Least share of the work that is left: an end of nothing would be no run at all. */
const leastShare = 1e-6

/** Least time to a deadline that is over already (h): a second, because no deadline of none can be stated. */
const leastDeadlineHours = 1 / 3600

/** Least budget when all is spent (USD), because no budget of none can be stated. */
const leastUsd = 1e-6

const scaled = (run: JobRun, share: number): JobRun => ({
  ...run,
  ...(run.refHours === undefined ? {} : { refHours: run.refHours * share }),
  ...(run.hoursByGpu === undefined
    ? {}
    : {
        hoursByGpu: Object.fromEntries(
          Object.entries(run.hoursByGpu).map(([model, hours]) => [model, hours * share]),
        ),
      }),
})

/** What has happened to a job since it was decided where it runs. */
export interface Meanwhile {
  /** How much of its work is done and saved (0 to 1). */
  readonly doneShare: number
  /** Time that has passed (h, ≥ 0). */
  readonly passedHours: number
  /** What has been spent (USD, ≥ 0). */
  readonly spentUsd: number
}

/**
 * Gives a job with what is left of it: of its work, of the time until its deadline, and of its budget.
 *
 * A job whose run time is unknown keeps it unknown. Something is always left of each: a millionth of the work or of a dollar, and a second.
 *
 * @param job - The job.
 * @param meanwhile - What has happened since.
 * @example
 * const job = { id: 'a', confidentiality: 'public', run: { refHours: 8 }, deadlineHours: 10 }
 * const left = jobWithWorkLeft(job, { doneShare: 0.25, passedHours: 4, spentUsd: 1 })
 * left.run // => { refHours: 6 }
 * left.deadlineHours // => 6
 */
export const jobWithWorkLeft = (job: Job, { doneShare, passedHours, spentUsd }: Meanwhile): Job => {
  const { run, deadlineHours, budget } = job
  return {
    ...job,
    ...(run === undefined ? {} : { run: scaled(run, Math.max(leastShare, 1 - doneShare)) }),
    ...(deadlineHours === undefined
      ? {}
      : { deadlineHours: Math.max(leastDeadlineHours, deadlineHours - passedHours) }),
    ...(budget?.usdPerJob === undefined
      ? {}
      : { budget: { ...budget, usdPerJob: Math.max(leastUsd, budget.usdPerJob - spentUsd) } }),
  }
}
