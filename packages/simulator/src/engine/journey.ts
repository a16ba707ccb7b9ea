import { type Job, jobWithWorkLeft, type StagedPlace } from '@aima/gpu-core'
import { createRandom, type Random } from '../random.ts'
import type { BillLine } from '../result/bill-line.ts'
import type { JobEnd, JobOutcome, RefusalCounts, Stay } from '../result/job-outcome.ts'
import type { Arrival } from '../workload/workload.ts'
import type { ActiveStay } from './active-stay.ts'
import type { Appointment } from './agenda.ts'
import type { Waiting } from './local-queue.ts'

/** A job on its way through the simulation. It is the one thing there that changes. */
export interface Journey extends Waiting {
  /** The job as it came. */
  readonly job: Job
  /** When it came (ms since 1970-01-01 UTC). */
  readonly arrivedAtMs: number
  /** Its own luck. */
  readonly random: Random
  /** Share of its work that is saved. */
  doneShare: number
  /** Since when it has had no machine (ms since 1970-01-01 UTC); undefined: it has one. */
  waitsSinceMs: number | undefined
  /** Time without a machine before that (ms). */
  waitedMs: number
  /** Since when no offer takes it (ms since 1970-01-01 UTC); undefined: one does. */
  unplacedSinceMs: number | undefined
  /** What it waits for. */
  next: Appointment | undefined
  /** Its machine. */
  stay: ActiveStay | undefined
  /** Where its input lies. */
  places: readonly StagedPlace[]
  fits: ReadonlySet<string>
  expectedMs: number
  decisions: number
  interruptions: number
  uploadedGB: number
  downloadedGB: number
  spentUsd: number
  readonly stays: Stay[]
  readonly bill: BillLine[]
  refusals: RefusalCounts
}

const hourMs = 3_600_000

/**
 * Sets a job on its way.
 *
 * @param arrival - The job, and when it comes.
 * @param seed - Seed of the simulation.
 */
export const createJourney = ({ job, atMs }: Arrival, seed: number): Journey => ({
  job,
  arrivedAtMs: atMs,
  random: createRandom(seed, job.id),
  doneShare: 0,
  waitsSinceMs: atMs,
  waitedMs: 0,
  unplacedSinceMs: undefined,
  next: undefined,
  stay: undefined,
  places: [],
  fits: new Set(),
  expectedMs: 0,
  decisions: 0,
  interruptions: 0,
  uploadedGB: 0,
  downloadedGB: 0,
  spentUsd: 0,
  stays: [],
  bill: [],
  refusals: {},
})

/** The job with what is left of it. */
export const jobLeft = ({ job, arrivedAtMs, doneShare, spentUsd }: Journey, nowMs: number): Job =>
  nowMs === arrivedAtMs && doneShare === 0
    ? job
    : jobWithWorkLeft(job, { doneShare, passedHours: (nowMs - arrivedAtMs) / hourMs, spentUsd })

/** Ends the time without a machine: an offer has taken the job, and not only been chosen for it. */
export const stopWaiting = (journey: Journey, nowMs: number): void => {
  if (journey.waitsSinceMs !== undefined) journey.waitedMs += nowMs - journey.waitsSinceMs
  journey.waitsSinceMs = undefined
  journey.unplacedSinceMs = undefined
}

/** Begins the time without a machine. */
export const startWaiting = (journey: Journey, nowMs: number): void => {
  journey.waitsSinceMs ??= nowMs
}

const lateHoursOf = (
  completionHours: number,
  deadlineHours: number | undefined,
  end: JobEnd,
): number | null => {
  if (deadlineHours === undefined || (end !== 'done' && completionHours <= deadlineHours)) return null
  return Math.max(0, completionHours - deadlineHours)
}

/** What became of a job. */
export const outcomeOf = (journey: Journey, end: JobEnd, nowMs: number): JobOutcome => {
  const { job, arrivedAtMs } = journey
  const { deadlineHours } = job
  const completionHours = (nowMs - arrivedAtMs) / hourMs
  return {
    jobId: job.id,
    workload: job.workload ?? null,
    confidentiality: job.confidentiality,
    arrivedAtMs,
    endedAtMs: nowMs,
    end,
    waitHours: (journey.waitedMs + nowMs - (journey.waitsSinceMs ?? nowMs)) / hourMs,
    completionHours,
    lateHours: lateHoursOf(completionHours, deadlineHours, end),
    interruptions: journey.interruptions,
    decisions: journey.decisions,
    uploadedGB: journey.uploadedGB,
    downloadedGB: journey.downloadedGB,
    stays: journey.stays,
    bill: journey.bill,
    usd: journey.spentUsd,
    refusals: end === 'refused' || end === 'gave-up' ? journey.refusals : {},
  }
}
