import type { DeadlineJob } from '../deadline-job.ts'
import type { ChooseMachine, DeadlinePolicy } from '../deadline-policy.ts'
import { tailRule } from '../time-needed.ts'

/** Chooses by whether spot is there, under the tail rule. */
const begin =
  (job: DeadlineJob): ChooseMachine =>
  (sight) =>
    tailRule(job, sight, sight.isSpotAvailable ? 'spot' : 'none')

/** Spot whenever it can be had, and on-demand only when time gets short. Source: cost-model.md section 12. */
export const greedy: DeadlinePolicy = { name: 'greedy', begin }
