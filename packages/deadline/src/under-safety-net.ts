import type { DeadlineJob } from './deadline-job.ts'
import type { ChooseMachine } from './deadline-policy.ts'
import { safetyNet } from './time-needed.ts'

/**
 * Puts a policy's choice under the net that keeps a job from being late: with no tick to spare for one start, a spot machine that makes progress stays, and otherwise on-demand runs. Spot that cannot be had is nothing.
 *
 * @param job - The job, each field in its range.
 * @param choose - What the policy began with; it is asked in each tick, so that it misses none.
 * @see {@link hasTickToSpare} for when the net leaves a choice.
 * Source: cost-model.md section 12, steps 6 and 7.
 * @example
 * const job = { workSeconds: 3000, deadlineSeconds: 6000, startSeconds: 60, tickSeconds: 600, onDemandUsdPerHour: 3 }
 * const choose = underSafetyNet(job, () => 'none')
 * const sight = { nowSeconds: 0, leftSeconds: 3000, running: 'none', isSpotAvailable: true }
 * choose(sight) // => 'none'
 * choose({ ...sight, nowSeconds: 2400 }) // => 'on-demand'
 */
export const underSafetyNet =
  (job: DeadlineJob, choose: ChooseMachine): ChooseMachine =>
  (sight) => {
    const machine = safetyNet(job, sight, choose(sight))
    return machine === 'spot' && !sight.isSpotAvailable ? 'none' : machine
  }
