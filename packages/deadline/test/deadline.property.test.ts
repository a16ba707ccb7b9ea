import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { type DeadlineJob, isFeasible } from '../src/deadline-job.ts'
import type { DeadlinePolicy } from '../src/deadline-policy.ts'
import type { Machine } from '../src/machine.ts'
import { greedy } from '../src/policies/greedy.ts'
import { lindy } from '../src/policies/lindy.ts'
import { onDemand } from '../src/policies/on-demand.ts'
import { proportionalSlack } from '../src/policies/proportional-slack.ts'
import { uniformProgress } from '../src/policies/uniform-progress.ts'
import { runTicks } from './run-ticks.ts'

/** Whatever a policy may come up with, drawn from a number. */
const erratic = (seed: number): DeadlinePolicy => ({
  name: 'erratic',
  begin:
    () =>
    ({ tick }): Machine =>
      (['none', 'spot', 'on-demand'] as const)[(Math.imul(seed + tick, 2654435761) >>> 9) % 3] ?? 'none',
})

const published = fc.constantFrom(onDemand, greedy, uniformProgress, proportionalSlack, lindy)
const policies = fc.oneof(published, fc.nat().map(erratic))

const jobs: fc.Arbitrary<DeadlineJob> = fc
  .record({
    workMinutes: fc.integer({ min: 1, max: 300 }),
    slackMinutes: fc.integer({ min: 0, max: 200 }),
    startMinutes: fc.integer({ min: 0, max: 25 }),
  })
  .map(({ workMinutes, slackMinutes, startMinutes }) => ({
    workSeconds: workMinutes * 60,
    deadlineSeconds: (workMinutes + slackMinutes) * 60,
    startSeconds: startMinutes * 60,
    tickSeconds: 600,
    onDemandUsdPerHour: 3,
  }))

/** Spells of 1 to 20 ticks, by turns with and without spot. */
const availability = fc
  .array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 })
  .map((spells) => spells.map((ticks, index) => `${index % 2}`.repeat(ticks)).join(''))

test.prop([jobs, availability, policies])(
  'no policy is late where on-demand is not',
  (job, available, policy) => {
    const ticks = runTicks(policy, { job, available }).length
    expect(ticks * job.tickSeconds > job.deadlineSeconds && isFeasible(job)).toBe(false)
  },
)

test.prop([jobs, availability, policies])('spot runs only where it can be had', (job, available, policy) => {
  const script = runTicks(policy, { job, available })
  expect([...script].every((letter, tick) => letter !== 's' || available[tick] === '1')).toBe(true)
})

test.prop([jobs, availability, published])(
  'a policy does the same again with the same market',
  (job, available, policy) => {
    expect(runTicks(policy, { job, available })).toBe(runTicks(policy, { job, available }))
  },
)

test.prop([jobs, availability, published])('twice the prices change no choice', (job, available, policy) => {
  const dear = { ...job, onDemandUsdPerHour: 6 }
  const once = runTicks(policy, { job, available, usdPerHourAt: () => 1 })
  expect(runTicks(policy, { job: dear, available, usdPerHourAt: () => 2 })).toBe(once)
})
