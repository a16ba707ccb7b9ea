import { describe, expect, test } from 'vitest'
import { checkDeadlineJob, isFeasible } from '../src/deadline-job.ts'
import { sixTicks } from './run-ticks.ts'

describe('a job', () => {
  test('in its ranges passes as it is', () => {
    expect(checkDeadlineJob(sixTicks)._unsafeUnwrap()).toBe(sixTicks)
  })

  test.each(['workSeconds', 'deadlineSeconds', 'tickSeconds'] as const)(
    'must have a positive %s',
    (field) => {
      for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
        expect(checkDeadlineJob({ ...sixTicks, [field]: value })._unsafeUnwrapErr()).toEqual({
          kind: 'invalid-deadline-job',
          fields: [field],
        })
    },
  )

  test.each(['startSeconds', 'onDemandUsdPerHour'] as const)('may have no %s, and none below', (field) => {
    expect(checkDeadlineJob({ ...sixTicks, [field]: 0 }).isOk()).toBe(true)
    expect(checkDeadlineJob({ ...sixTicks, [field]: -1 }).isErr()).toBe(true)
  })

  test('is told all its faults at once', () => {
    const wrong = { ...sixTicks, workSeconds: Number.NaN, startSeconds: -1 }
    expect(checkDeadlineJob(wrong)._unsafeUnwrapErr().fields).toEqual(['workSeconds', 'startSeconds'])
  })

  test('that cannot be done in time passes: it will be late', () => {
    expect(checkDeadlineJob({ ...sixTicks, deadlineSeconds: 1 }).isOk()).toBe(true)
  })
})

describe('on-demand from the start', () => {
  test('is in time with one start', () => {
    expect(isFeasible({ ...sixTicks, deadlineSeconds: 4200 })).toBe(true)
  })

  test('is late when the start takes a tick too many', () => {
    expect(isFeasible({ ...sixTicks, deadlineSeconds: 3600 })).toBe(false)
    expect(isFeasible({ ...sixTicks, deadlineSeconds: 4199 })).toBe(false)
  })
})
