import type { DeadlineJob } from './deadline-job.ts'
import type { Machine } from './machine.ts'
import type { Sight } from './sight.ts'

/** Guards `ceil` and `floor` of whole numbers of ticks against the rounding of a division (ticks). */
const rounding = 1e-9

/**
 * Below this the start of a machine is over (s).
 *
 * Source: cost-model.md section 12, step 2.
 * @example
 * startIsOverBelowSeconds // => 0.001
 */
export const startIsOverBelowSeconds = 1e-3

/** Whole ticks until a deadline. */
export const ticksLeft = (job: DeadlineJob, nowSeconds: number): number =>
  Math.floor((job.deadlineSeconds - nowSeconds) / job.tickSeconds + rounding)

/** Whole ticks that the work left takes after so many starts. */
export const ticksNeeded = (job: DeadlineJob, leftSeconds: number, starts: number): number =>
  Math.ceil((leftSeconds + starts * job.startSeconds) / job.tickSeconds - rounding)

/**
 * Tells whether a job can do without progress in the tick that starts now, and still start on demand after it in time.
 *
 * @param job - The job, each field in its range.
 * @param sight - The time since the start and the work left (s).
 * @example
 * const job = { workSeconds: 3000, deadlineSeconds: 6000, startSeconds: 60, tickSeconds: 600, onDemandUsdPerHour: 3 }
 * hasTickToSpare(job, { nowSeconds: 1800, leftSeconds: 3000 }) // => true
 * hasTickToSpare(job, { nowSeconds: 2400, leftSeconds: 3000 }) // => false
 */
export const hasTickToSpare = (
  job: DeadlineJob,
  { nowSeconds, leftSeconds }: Pick<Sight, 'nowSeconds' | 'leftSeconds'>,
): boolean => ticksNeeded(job, leftSeconds, 1) < ticksLeft(job, nowSeconds)

/** What must run when one more tick without progress would be one too many. */
const lastResort = (sight: Sight): Machine =>
  sight.running === 'spot' && sight.remainingStartSeconds < startIsOverBelowSeconds ? 'spot' : 'on-demand'

/**
 * Overrides a choice that would put the deadline at risk: with no tick to spare for one start, a spot machine that makes progress stays, and otherwise on-demand runs.
 *
 * @see {@link underSafetyNet}, which every policy runs under.
 * Source: cost-model.md section 12, step 6.
 */
export const safetyNet = (job: DeadlineJob, sight: Sight, choice: Machine): Machine =>
  hasTickToSpare(job, sight) ? choice : lastResort(sight)

/**
 * The end of a run under the published policies: with no tick to spare for two starts, nothing but on-demand is started.
 *
 * @see {@link safetyNet}, which steps in one start later.
 * Source: cost-model.md section 12, tail rule.
 */
export const tailRule = (job: DeadlineJob, sight: Sight, choice: Machine): Machine => {
  const isTail = ticksNeeded(job, sight.leftSeconds, 2) >= ticksLeft(job, sight.nowSeconds)
  return safetyNet(job, sight, isTail && sight.running !== 'spot' ? 'on-demand' : choice)
}
