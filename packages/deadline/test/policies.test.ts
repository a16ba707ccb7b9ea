import { describe, expect, test } from 'vitest'
import type { DeadlineJob } from '../src/deadline-job.ts'
import type { DeadlinePolicy } from '../src/deadline-policy.ts'
import { greedy } from '../src/policies/greedy.ts'
import { createLindy, lindy } from '../src/policies/lindy.ts'
import { onDemand } from '../src/policies/on-demand.ts'
import { proportionalSlack } from '../src/policies/proportional-slack.ts'
import { uniformProgress } from '../src/policies/uniform-progress.ts'
import { firstSight, runTicks, sixTicks } from './run-ticks.ts'

const scriptOf = (policy: DeadlinePolicy, available: string, changes: Partial<DeadlineJob> = {}): string =>
  runTicks(policy, { job: { ...sixTicks, ...changes }, available })

test.each([
  [onDemand, 'on-demand'],
  [greedy, 'greedy'],
  [uniformProgress, 'uniform-progress'],
  [proportionalSlack, 'proportional-slack'],
  [lindy, 'lindy'],
])('a policy tells its name: %#', ({ name }, expected) => {
  expect(name).toBe(expected)
})

test('on-demand never waits', () => {
  expect(scriptOf(onDemand, '111111111111')).toBe('ddddddd')
})

describe('greedy', () => {
  test('waits until there are no two starts to spare', () => {
    expect(scriptOf(greedy, '000000000000')).toBe('.....ddddddd')
    expect(scriptOf(greedy, '000111111111')).toBe('...sssssss')
  })

  test('starts no spot machine at the end, and leaves one that runs', () => {
    const late = { nowSeconds: 3000, leftSeconds: 3600, slackSeconds: 540 }
    const tight = { ...sixTicks, startSeconds: 400 }
    const choose = greedy.begin(tight)
    expect(choose(firstSight(tight, { ...late, nowSeconds: 2400 }))).toBe('on-demand')
    expect(choose(firstSight(tight, { ...late, nowSeconds: 2400, running: 'spot' }))).toBe('spot')
  })
})

describe('uniform progress', () => {
  test('starts on-demand as soon as the work is behind an even pace', () => {
    expect(scriptOf(uniformProgress, '000000000000')).toBe('.ddddddd')
  })

  test('goes back to spot when it is ahead by two starts', () => {
    expect(scriptOf(uniformProgress, '000111111111')).toBe('.ddsssss')
  })

  test('waits while it is ahead of the pace', () => {
    const ahead = firstSight(sixTicks, { nowSeconds: 1200, doneSeconds: 900, leftSeconds: 2700 })
    expect(uniformProgress.begin(sixTicks)({ ...ahead, isSpotAvailable: false })).toBe('none')
  })
})

describe('proportional slack', () => {
  test('waits while more of the slack is left than of the work', () => {
    expect(scriptOf(proportionalSlack, '000000000000')).toBe('ddddddd')
    expect(scriptOf(proportionalSlack, '110000000000')).toBe('ss..ddddd')
  })

  test('leaves on-demand for spot that returns, and then waits again', () => {
    expect(scriptOf(proportionalSlack, '110000100000')).toBe('ss..dds...dd')
  })

  test('stays on demand where the slack does not pay for two starts', () => {
    const little = firstSight(sixTicks, { running: 'on-demand', slackSeconds: 700 })
    expect(proportionalSlack.begin(sixTicks)(little)).toBe('on-demand')
    expect(proportionalSlack.begin(sixTicks)({ ...little, slackSeconds: 800 })).toBe('spot')
  })
})

describe('lindy', () => {
  test('does not leave on-demand for spot that has just come back if the start eats what it saves', () => {
    const dear = { workSeconds: 36_000, deadlineSeconds: 39_600, startSeconds: 540 }
    expect(scriptOf(lindy, `${'0'.repeat(20)}1${'0'.repeat(60)}`, dear)).not.toContain('s')
  })

  test('takes spot that is there from the start', () => {
    expect(scriptOf(lindy, '1'.repeat(12))).toBe('sssssss')
  })

  test('makes a new plan when the price of spot moves', () => {
    const usdPerHourAt = (tick: number): number => (tick < 2 ? 1.2 : 60)
    const script = runTicks(lindy, { job: sixTicks, available: '1'.repeat(12), usdPerHourAt })
    expect(script).toBe('ssddddd')
  })

  test('asks two jobs apart', () => {
    const one = lindy.begin(sixTicks)
    lindy.begin({ ...sixTicks, workSeconds: 6600 })(firstSight({ ...sixTicks, workSeconds: 6600 }))
    expect(one(firstSight(sixTicks))).toBe(lindy.begin(sixTicks)(firstSight(sixTicks)))
  })

  test('waits longer where spells without spot are short', () => {
    const down = { isSpotAvailable: false, availableSoFar: new Uint8Array(6) }
    const sight = firstSight(sixTicks, { ...down, tick: 5 })
    const short = { tail: 5, youthHours: 0.05 }
    const forever = { tail: 1e-9, youthHours: 1 }
    expect(createLindy({ up: forever, down: short }).begin(sixTicks)(sight)).toBe('none')
    expect(createLindy({ up: short, down: forever }).begin(sixTicks)(sight)).toBe('on-demand')
  })
})
