import { expect, test } from 'vitest'
import type { DeadlinePolicy } from '../../src/deadline/deadline-policy.ts'
import { greedy } from '../../src/deadline/policies/greedy.ts'
import { lindy } from '../../src/deadline/policies/lindy.ts'
import { onDemand } from '../../src/deadline/policies/on-demand.ts'
import { proportionalSlack } from '../../src/deadline/policies/proportional-slack.ts'
import { uniformProgress } from '../../src/deadline/policies/uniform-progress.ts'
import { runOnTrace } from '../../src/deadline/run-on-trace.ts'
import { zoneAtOnePrice } from '../../src/deadline/spot-zone.ts'
import { toScript } from './scripted.ts'

/** Six ticks of work, twelve until the deadline, a tenth of one to start; 1 USD a tick on demand, 0.2 USD on spot. */
const job = {
  workSeconds: 3600,
  deadlineSeconds: 7200,
  startSeconds: 60,
  tickSeconds: 600,
  onDemandUsdPerHour: 6,
}

const scriptOf = (policy: DeadlinePolicy, available: string, changes: Partial<typeof job> = {}): string =>
  toScript(
    runOnTrace({
      job: { ...job, ...changes },
      zone: zoneAtOnePrice(Array.from(available, Number), 1.2),
      policy,
    })._unsafeUnwrap().machines,
  )

test('on-demand never waits', () => {
  expect(scriptOf(onDemand, '111111111111')).toBe('ddddddd')
})

test('greedy waits until there are no two starts to spare', () => {
  expect(scriptOf(greedy, '000000000000')).toBe('.....ddddddd')
  expect(scriptOf(greedy, '000111111111')).toBe('...sssssss')
})

test('uniform progress starts on-demand as soon as the work is behind an even pace', () => {
  expect(scriptOf(uniformProgress, '000000000000')).toBe('.ddddddd')
})

test('uniform progress goes back to spot when it is ahead by two starts', () => {
  expect(scriptOf(uniformProgress, '000111111111')).toBe('.ddsssss')
})

test('proportional slack waits while more of the slack is left than of the work', () => {
  expect(scriptOf(proportionalSlack, '000000000000')).toBe('ddddddd')
  expect(scriptOf(proportionalSlack, '110000000000')).toBe('ss..ddddd')
})

test('lindy does not leave on-demand for spot that has just come back if the start eats what it saves', () => {
  const dear = { workSeconds: 36_000, deadlineSeconds: 39_600, startSeconds: 540 }
  expect(scriptOf(lindy, `${'0'.repeat(20)}1${'0'.repeat(60)}`, dear)).not.toContain('s')
})

test('lindy takes spot that is there from the start', () => {
  expect(scriptOf(lindy, '1'.repeat(12))).toBe('sssssss')
})

test('lindy makes a new plan when the price of spot moves', () => {
  const available = Uint8Array.from({ length: 12 }, () => 1)
  const spotUsdPerHour = Float64Array.from({ length: 12 }, (_, tick) => (tick < 2 ? 1.2 : 60))
  const { machines } = runOnTrace({
    job,
    zone: { isAvailable: available, spotUsdPerHour },
    policy: lindy,
  })._unsafeUnwrap()
  expect(toScript(machines)).toBe('ssddddd')
})
