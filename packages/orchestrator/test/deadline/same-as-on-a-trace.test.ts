import {
  type DeadlineJob,
  type DeadlinePolicy,
  greedy,
  isFeasible,
  lindy,
  onDemand,
  proportionalSlack,
  uniformProgress,
} from '@aima/gpu-deadline'
import { runOnTrace, zoneAtOnePrice } from '@aima/gpu-simulator'
import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { cheapUsdPerHour, runWatched, sixTicks } from './spot-market.ts'

const policies = [onDemand, greedy, uniformProgress, proportionalSlack, lindy]

const letters = { none: '.', spot: 's', 'on-demand': 'd' }

/** Longer than any run here: what a policy sees of a trace ends with it. */
const padded = (available: string): string => available.padEnd(120, '0')

const onTrace = (terms: DeadlineJob, available: string, policy: DeadlinePolicy) => {
  const zone = zoneAtOnePrice(Array.from(padded(available), Number), cheapUsdPerHour)
  const { machines, ...run } = runOnTrace({ job: terms, zone, policy })._unsafeUnwrap()
  return { ...run, script: machines.map((machine) => letters[machine]).join('') }
}

describe.each(policies)('a job that is kept to its deadline by $name', (policy) => {
  test.each(['', '111111111111', '110000000000', '000111000111', '101010101010', '011011001101'])(
    'does what it does on the trace "%s"',
    async (available) => {
      const expected = onTrace(sixTicks, available, policy)
      const run = await runWatched({ terms: sixTicks, available, policy })
      expect(run.script).toBe(expected.script)
      expect(run.costUsd).toBeCloseTo(expected.costUsd, 9)
      expect(run.finishedSeconds).toBe(expected.finishedSeconds)
      expect(run.advised.at(-1)).toBe('done')
    },
  )
})

const terms: fc.Arbitrary<DeadlineJob> = fc
  .record({
    workMinutes: fc.integer({ min: 1, max: 200 }),
    slackMinutes: fc.integer({ min: 0, max: 150 }),
    startMinutes: fc.integer({ min: 0, max: 15 }),
  })
  .map(({ workMinutes, slackMinutes, startMinutes }) => ({
    ...sixTicks,
    workSeconds: workMinutes * 60,
    deadlineSeconds: (workMinutes + slackMinutes) * 60,
    startSeconds: startMinutes * 60,
  }))

const availability = fc
  .array(fc.integer({ min: 1, max: 8 }), { maxLength: 12 })
  .map((spells) => spells.map((ticks, index) => `${index % 2}`.repeat(ticks)).join(''))

property.prop([terms, availability, fc.constantFrom(...policies)])(
  'a job that can be done in time does what it does on its trace, and is in time',
  async (job, available, policy) => {
    fc.pre(isFeasible(job))
    const run = await runWatched({ terms: job, available, policy })
    expect(run.script).toBe(onTrace(job, available, policy).script)
    expect(run.finishedSeconds).toBeLessThanOrEqual(job.deadlineSeconds)
    expect(run.advised).not.toContain('late')
  },
)
