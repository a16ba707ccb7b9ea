import type { DeadlineJob } from '../deadline-job.ts'
import type { ChooseMachine, DeadlinePolicy } from '../deadline-policy.ts'
import type { Machine } from '../machine.ts'
import type { Sight } from '../sight.ts'
import { tailRule } from '../time-needed.ts'

/** Work that an even pace would have done by then (s). */
const paceAt = (job: DeadlineJob, seconds: number): number =>
  (seconds * job.workSeconds) / job.deadlineSeconds

const fromOnDemand = (job: DeadlineJob, sight: Sight): Machine =>
  !sight.isSpotAvailable || sight.doneSeconds <= paceAt(job, sight.nowSeconds + 2 * job.startSeconds)
    ? 'on-demand'
    : 'spot'

const fromElsewhere = (job: DeadlineJob, sight: Sight): Machine => {
  if (sight.isSpotAvailable) return 'spot'
  return sight.doneSeconds < paceAt(job, sight.nowSeconds) ? 'on-demand' : 'none'
}

/** Chooses by the pace, under the tail rule. */
const begin =
  (job: DeadlineJob): ChooseMachine =>
  (sight) =>
    tailRule(job, sight, (sight.running === 'on-demand' ? fromOnDemand : fromElsewhere)(job, sight))

/**
 * Keeps an even pace towards the deadline: on-demand whenever the work is behind it and spot is away.
 *
 * Source: "Can't Be Late", NSDI 2024; cost-model.md section 12.
 */
export const uniformProgress: DeadlinePolicy = { name: 'uniform-progress', begin }
