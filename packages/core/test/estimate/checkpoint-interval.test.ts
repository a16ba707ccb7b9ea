import { describe, expect, test } from 'vitest'
import {
  autoIntervalHours,
  dalyIntervalHours,
  estimate,
  exactIntervalHours,
  expectedRunHours,
  stretchesOf,
  type Terms,
  type Work,
} from '../../src/index.ts'
import { expectClose } from '../close.ts'
import { plainTerms, plainWork } from '../plain-terms.ts'

const runOf = (work: Partial<Work>, terms: Partial<Terms>) =>
  estimate({ ...plainWork, ...work }, { ...plainTerms, purchase: 'spot', ...terms })

describe('the interval that is best for a job of finite length', () => {
  const cases = [0.01, 0.1, 0.5, 2]
    .flatMap((perHour) =>
      [0.5, 3, 12].flatMap((hours) =>
        [0.001, 0.02, 0.3].map((writeHours) => ({ perHour, hours, writeHours })),
      ),
    )
    // Where a write takes long against the mean up-time, the interval of an endless job is no guide.
    .filter(({ perHour, writeHours }) => perHour * writeHours < 0.5)

  test.each(cases)(
    'is beaten by no whole number of stretches: $hours h, $perHour/h, write $writeHours h',
    (one) => {
      const interruptions = { perHour: one.perHour, restartHours: 0.1 }
      const runWith = (everyHours: number | undefined): number =>
        expectedRunHours(one.hours, interruptions, { everyHours, writeHours: one.writeHours })
      const stretches = Array.from({ length: Math.floor(60 * one.hours) }, (_, index) => index + 1)
      const best = Math.min(...stretches.map((n) => runWith(n === 1 ? undefined : one.hours / n)))
      expectClose(runWith(autoIntervalHours(one.hours, interruptions, one.writeHours)), best)
    },
  )

  test('is none when nothing interrupts', () => {
    expect(autoIntervalHours(12, { perHour: 0, restartHours: 0.1 }, 0.02)).toBeUndefined()
  })

  test('is one minute when a write costs nothing', () => {
    expect(autoIntervalHours(2, { perHour: 0.5, restartHours: 0 }, 0)).toBe(1 / 60)
  })

  test('is none for a job of less than two minutes', () => {
    expect(autoIntervalHours(0.03, { perHour: 100, restartHours: 0 }, 0)).toBeUndefined()
  })

  test('is used where the job leaves the interval open', () => {
    const checkpoint = { everyHours: 'auto', writeHours: 0.02, onNotice: false } as const
    const { checkpointEveryHours } = runOf(
      { refHours: 12, checkpoint, restartHours: 0.1 },
      { interruptionsPerHour: 0.1 },
    )
    expectClose(checkpointEveryHours ?? Number.NaN, 0.631578947368421)
  })
})

test('an interval by Daly is the mean up-time when a write takes twice as long', () => {
  expect(dalyIntervalHours({ writeHours: 20, perHour: 0.1 })).toBe(10)
})

test.each([1e-6, 0.02, 1, 5, 50])(
  'the exact interval for a write of %d h solves its equation',
  (writeHours) => {
    const x = exactIntervalHours({ writeHours, perHour: 0.1 }) * 0.1
    expect((x - 1) * Math.exp(x) + Math.exp(-0.1 * writeHours)).toBeCloseTo(0, 12)
  },
)

test('an interval by Daly follows his series for a shorter write', () => {
  const series = Math.sqrt(20) * (1 + Math.sqrt(0.05) / 3 + 0.05 / 9) - 1
  expectClose(dalyIntervalHours({ writeHours: 1, perHour: 0.1 }), series)
})

test('the exact interval is 0 when a write costs nothing', () => {
  expect(exactIntervalHours({ writeHours: 0, perHour: 0.1 })).toBe(0)
})

describe('stretches', () => {
  test('of thirds, which binary numbers cannot hold, leave no rest', () => {
    expect(stretchesOf(0.3, { everyHours: 0.1, writeHours: 0 })).toEqual({
      saved: 2,
      savedHours: 0.1,
      lastHours: 0.1,
    })
  })

  test('end with the rest', () => {
    expect(stretchesOf(2.5, { everyHours: 1, writeHours: 0.5 })).toEqual({
      saved: 2,
      savedHours: 1.5,
      lastHours: 0.5,
    })
  })
})
