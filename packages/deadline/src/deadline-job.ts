import { err, ok, type Result } from 'neverthrow'

/** One job that must be done by a deadline, on one machine at a time. */
export interface DeadlineJob {
  /** Work, as the time that it takes on a machine that is up (s, > 0). */
  readonly workSeconds: number
  /** Time from the start until the work must be done (s, > 0). */
  readonly deadlineSeconds: number
  /** Time without progress after each start of a machine or move to another one (s, ≥ 0). */
  readonly startSeconds: number
  /** Time between two decisions; a tick is paid in full (s, > 0). */
  readonly tickSeconds: number
  /** Price of a machine that can always be had (USD/h, ≥ 0). */
  readonly onDemandUsdPerHour: number
}

/** Why a job cannot be run: the fields that are out of range. */
export interface InvalidDeadlineJob {
  /** Tag of the union. */
  readonly kind: 'invalid-deadline-job'
  /** Names of the fields. */
  readonly fields: readonly (keyof DeadlineJob)[]
}

const isPositive = (value: number): boolean => Number.isFinite(value) && value > 0
const isNotNegative = (value: number): boolean => Number.isFinite(value) && value >= 0

/**
 * Checks that each field of a job is in its range.
 *
 * @param job - A deadline that cannot be met is allowed: the job is then late.
 * @returns The job, or `invalid-deadline-job`.
 * @example
 * const job = { workSeconds: 0, deadlineSeconds: 3600, startSeconds: 60, tickSeconds: 600, onDemandUsdPerHour: 3 }
 * checkDeadlineJob(job)._unsafeUnwrapErr() // => { kind: 'invalid-deadline-job', fields: ['workSeconds'] }
 */
export const checkDeadlineJob = (job: DeadlineJob): Result<DeadlineJob, InvalidDeadlineJob> => {
  const positive = (['workSeconds', 'deadlineSeconds', 'tickSeconds'] as const).filter(
    (field) => !isPositive(job[field]),
  )
  const notNegative = (['startSeconds', 'onDemandUsdPerHour'] as const).filter(
    (field) => !isNotNegative(job[field]),
  )
  const fields = [...positive, ...notNegative]
  return fields.length === 0 ? ok(job) : err({ kind: 'invalid-deadline-job', fields })
}

/**
 * Whether on-demand alone, started at once, is done in time. What holds then holds for every policy here: none is late.
 *
 * @param job - Each field in its range.
 * @example
 * isFeasible({ workSeconds: 3600, deadlineSeconds: 3600, startSeconds: 60, tickSeconds: 600, onDemandUsdPerHour: 3 }) // => false
 * isFeasible({ workSeconds: 3000, deadlineSeconds: 3600, startSeconds: 60, tickSeconds: 600, onDemandUsdPerHour: 3 }) // => true
 */
export const isFeasible = (job: DeadlineJob): boolean =>
  Math.ceil((job.workSeconds + job.startSeconds) / job.tickSeconds) <=
  Math.floor(job.deadlineSeconds / job.tickSeconds)
