import type { DeadlineJob } from '../deadline-job.ts'

/** Most steps of a plan; a longer deadline gets longer steps. With 216 the runs of the oracle cost 0.3 % more. */
const mostSteps = 432

/** How a plan cuts time and slack. */
export interface PlanGrid {
  /** Length of a step (s), a whole number of ticks. */
  readonly stepSeconds: number
  /** Steps from the start to the deadline. */
  readonly steps: number
  /** Points of slack, a step apart, from none to what the job has at its start. */
  readonly points: number
}

/** Cuts a job's time into steps of one tick, or of several ones where there would be too many. */
export const toPlanGrid = (job: DeadlineJob): PlanGrid => {
  const ticksPerStep = Math.max(1, Math.ceil(job.deadlineSeconds / job.tickSeconds / mostSteps))
  const stepSeconds = ticksPerStep * job.tickSeconds
  const steps = Math.ceil(job.deadlineSeconds / stepSeconds)
  const slackSteps = Math.max(0, (job.deadlineSeconds - job.workSeconds) / stepSeconds)
  return { stepSeconds, steps, points: Math.ceil(slackSteps) + 2 }
}
