import type { DeadlineJob } from '../deadline-job.ts'
import type { ChooseMachine, DeadlinePolicy } from '../deadline-policy.ts'
import type { Machine } from '../machine.ts'
import type { Sight } from '../sight.ts'
import { tailRule } from '../time-needed.ts'

const withSpot = (job: DeadlineJob, sight: Sight): Machine =>
  sight.running !== 'on-demand' || sight.slackSeconds > 2 * job.startSeconds + job.tickSeconds
    ? 'spot'
    : 'on-demand'

const withoutSpot = (job: DeadlineJob, sight: Sight): Machine => {
  const slackAtStart = job.deadlineSeconds - job.workSeconds - job.startSeconds
  const mayWait = sight.slackSeconds > (slackAtStart * sight.leftSeconds) / job.workSeconds
  return sight.running === 'none' && mayWait ? 'none' : 'on-demand'
}

/** Chooses by the slack, under the tail rule. */
const begin =
  (job: DeadlineJob): ChooseMachine =>
  (sight) =>
    tailRule(job, sight, (sight.isSpotAvailable ? withSpot : withoutSpot)(job, sight))

/** Spends slack as the work goes on: waits for spot only while more of it is left than of the work. Source: cost-model.md section 12. */
export const proportionalSlack: DeadlinePolicy = { name: 'proportional-slack', begin }
