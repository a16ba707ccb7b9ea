import type { DeadlineJob } from './deadline-job.ts'
import type { Machine } from './machine.ts'
import type { Sight } from './sight.ts'

/** Guards `ceil` and `floor` of whole numbers of ticks against the rounding of a division (ticks). */
const rounding = 1e-9

/** Below this the start of a machine is over (s). */
export const startIsOverBelowSeconds = 1e-3

/** Whole ticks until a deadline. */
export const ticksLeft = (job: DeadlineJob, nowSeconds: number): number =>
  Math.floor((job.deadlineSeconds - nowSeconds) / job.tickSeconds + rounding)

/** Whole ticks that the work left takes after so many starts. */
export const ticksNeeded = (job: DeadlineJob, leftSeconds: number, starts: number): number =>
  Math.ceil((leftSeconds + starts * job.startSeconds) / job.tickSeconds - rounding)

/** What must run when one more tick without progress would be one too many. */
const lastResort = (sight: Sight): Machine =>
  sight.running === 'spot' && sight.remainingStartSeconds < startIsOverBelowSeconds ? 'spot' : 'on-demand'

/**
 * Overrides a choice that would put the deadline at risk: with no tick to spare for one start, a spot machine that makes progress stays, and otherwise on-demand runs.
 *
 * Every policy runs under it. Source: cost-model.md section 12, step 6.
 */
export const safetyNet = (job: DeadlineJob, sight: Sight, choice: Machine): Machine =>
  ticksNeeded(job, sight.leftSeconds, 1) >= ticksLeft(job, sight.nowSeconds) ? lastResort(sight) : choice

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
