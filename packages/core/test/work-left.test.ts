import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import type { Job } from '../src/job.ts'
import { parseJob } from '../src/job.ts'
import { jobWithWorkLeft, type Meanwhile } from '../src/work-left.ts'

const job: Job = {
  id: 'a',
  confidentiality: 'internal',
  run: { refHours: 8, referenceGpu: 'L4', hoursByGpu: { L4: 8, H100: 2 }, restartHours: 0.5 },
  deadlineHours: 10,
  budget: { usdPerJob: 20, usdPerHour: 3 },
}

const meanwhile = (changes: Partial<Meanwhile> = {}): Meanwhile => ({
  doneShare: 0,
  passedHours: 0,
  spentUsd: 0,
  ...changes,
})

describe('a job with what is left of it', () => {
  test('is the job itself when nothing has happened', () => {
    expect(jobWithWorkLeft(job, meanwhile())).toEqual(job)
  })

  test('has less work in every measure of it, and the same start', () => {
    expect(jobWithWorkLeft(job, meanwhile({ doneShare: 0.75 })).run).toEqual({
      refHours: 2,
      referenceGpu: 'L4',
      hoursByGpu: { L4: 2, H100: 0.5 },
      restartHours: 0.5,
    })
  })

  test('has less time and money', () => {
    const left = jobWithWorkLeft(job, meanwhile({ passedHours: 4, spentUsd: 15 }))
    expect(left.deadlineHours).toBe(6)
    expect(left.budget).toEqual({ usdPerJob: 5, usdPerHour: 3 })
  })

  test('is not changed in place', () => {
    const before = JSON.stringify(job)
    jobWithWorkLeft(job, meanwhile({ doneShare: 0.5, passedHours: 1, spentUsd: 1 }))
    expect(JSON.stringify(job)).toBe(before)
  })

  test('states nothing that it did not state before', () => {
    const bare: Job = { id: 'a', confidentiality: 'public' }
    expect(jobWithWorkLeft(bare, meanwhile({ doneShare: 0.5, passedHours: 1, spentUsd: 1 }))).toEqual(bare)
    const unknown: Job = { ...bare, run: { restartHours: 1 }, budget: { usdPerHour: 2 } }
    expect(jobWithWorkLeft(unknown, meanwhile({ doneShare: 0.5, spentUsd: 1 }))).toEqual(unknown)
  })
})

const meanwhiles = fc.record({
  doneShare: fc.double({ min: 0, max: 1, noNaN: true }),
  passedHours: fc.double({ min: 0, max: 100, noNaN: true }),
  spentUsd: fc.double({ min: 0, max: 100, noNaN: true }),
})

property.prop([meanwhiles])('what is left is always a job that can be read', (happened) => {
  expect(parseJob(jobWithWorkLeft(job, happened)).isOk()).toBe(true)
})

property.prop([meanwhiles])(
  'something is left of all that is limited, and never more than before',
  (happened) => {
    const { run, deadlineHours = 0, budget } = jobWithWorkLeft(job, happened)
    for (const [left, whole] of [
      [run?.refHours ?? 0, 8],
      [deadlineHours, 10],
      [budget?.usdPerJob ?? 0, 20],
    ] as const) {
      expect(left).toBeGreaterThan(0)
      expect(left).toBeLessThanOrEqual(whole)
    }
  },
)
