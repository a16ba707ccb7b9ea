import { describe, expect, test } from 'vitest'
import {
  empiricalRun,
  estimate,
  expectedRunHours,
  expectedRunHoursOnNotice,
  meetChance,
  meetChanceOf,
  type Terms,
  type Work,
} from '../../src/index.ts'
import { expectClose } from '../close.ts'
import { plainTerms, plainWork } from '../plain-terms.ts'

const runOf = (work: Partial<Work>, terms: Partial<Terms>) =>
  estimate({ ...plainWork, ...work }, { ...plainTerms, purchase: 'spot', ...terms })

test('a rate that goes to 0 gives the run without interruptions', () => {
  const checkpointing = { everyHours: 1, writeHours: 0.05 }
  const run = expectedRunHours(10, { perHour: 1e-12, restartHours: 0.2 }, checkpointing)
  expectClose(run, expectedRunHours(10, { perHour: 0, restartHours: 0.2 }, checkpointing))
})

describe('observed up-times', () => {
  const uptimesHours = [0.5, 0.5, 1, 2, 6, 10, 12]

  test('count in place of the rate for a job without checkpoints', () => {
    const { runHours } = runOf({ refHours: 4, restartHours: 0.2 }, { interruptionsPerHour: 9, uptimesHours })
    expectClose(runHours, 5.447619047619047)
  })

  test('tell the interruptions: the first loss, and those of the restarts', () => {
    expectClose(empiricalRun(uptimesHours, 4, 0.2).interruptions, 4 / 7 / (3 / 7))
  })

  test('do not count for a job with checkpoints', () => {
    const checkpoint = { everyHours: 1, writeHours: 0, onNotice: false }
    const run = runOf({ refHours: 4, checkpoint }, { interruptionsPerHour: 0, uptimesHours })
    expect(run.runHours).toBe(4)
  })

  test('do not count when there are none', () => {
    expect(runOf({ refHours: 4 }, { interruptionsPerHour: 0, uptimesHours: [] }).runHours).toBe(4)
  })

  test('give a chance for a deadline by their mean rate', () => {
    const { deadlineChance, runHours, interruptions } = runOf(
      { refHours: 4, restartHours: 0.2, deadlineHours: 5 },
      { interruptionsPerHour: 9, recoverWaitHours: 0.1, uptimesHours },
    )
    const stretches = { saved: 0, savedHours: 0, lastHours: 4 }
    const run = { perHour: interruptions / runHours, restartHours: 0.2, recoverWaitHours: 0.1, stretches }
    expectClose(deadlineChance ?? Number.NaN, meetChance(1, run))
  })

  test('all longer than the run leave no interruption and a sure deadline', () => {
    const run = runOf({ refHours: 4, deadlineHours: 4 }, { interruptionsPerHour: 9, uptimesHours: [5, 6] })
    expect([run.runHours, run.interruptions, run.deadlineChance]).toEqual([4, 0, 1])
  })
})

describe('a provider that gives notice', () => {
  const checkpoint = { everyHours: 1, writeHours: 0.03, onNotice: true }
  const work: Partial<Work> = { refHours: 10, checkpoint, restartHours: 0.1 }
  const onNotice = 10 / (1 - 0.2 * 0.13)

  test('long enough for a checkpoint costs one write and one restart an interruption', () => {
    const run = runOf(work, { interruptionsPerHour: 0.2, noticeHours: 0.03 })
    expectClose(run.runHours, onNotice)
    expectClose(run.interruptions, 0.2 * onNotice)
  })

  test.each<[string, Partial<Work>, number | undefined]>([
    ['too short for a checkpoint', work, 0.02],
    ['of unknown length', work, undefined],
    ['that the job cannot use', { ...work, checkpoint: { ...checkpoint, onNotice: false } }, 0.03],
  ])('%s leaves the interval of the job', (_, job, noticeHours) => {
    expect(runOf(job, { interruptionsPerHour: 0.2, noticeHours }).checkpointEveryHours).toBe(1)
  })

  test.each([1, 1.5, 3])('is of no use when restarts eat all the time, at %d/h', (perHour) => {
    expect(expectedRunHoursOnNotice(1, { perHour, restartHours: 0.9 }, 0.1)).toBe(Number.POSITIVE_INFINITY)
  })

  test('gives a chance from the moments of its losses, a sum of writes, restarts and waits', () => {
    const terms = { interruptionsPerHour: 0.2, noticeHours: 0.03, recoverWaitHours: 0.2 }
    const { deadlineChance } = runOf({ ...work, deadlineHours: 11 }, terms)
    const count = 0.2 * onNotice
    const expected = meetChanceOf(1, {
      uninterrupted: Math.exp(-2),
      excessHours: count * (0.13 + 0.2),
      variance: count * (0.13 ** 2 + 2 * 0.13 * 0.2 + 2 * 0.2 ** 2),
    })
    expectClose(deadlineChance ?? Number.NaN, expected)
  })

  test('leaves a deadline before the end of the work no chance', () => {
    const terms = { interruptionsPerHour: 0.2, noticeHours: 0.03 }
    expect(runOf({ ...work, deadlineHours: 9.9 }, terms).deadlineChance).toBe(0)
  })
})
