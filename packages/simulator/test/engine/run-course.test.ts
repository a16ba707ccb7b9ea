import { type Job, nominalHoursOf, type Offer, stretchesOf } from '@aima/gpu-core'
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { type RunCourse, runCourse } from '../../src/engine/run-course.ts'
import { createRandom, type Random } from '../../src/random.ts'
import { workFor } from '../simulate/scenario.ts'
import { withNumbers } from './terms.ts'

const spot = {
  purchase: 'spot',
  price: { usdPerHour: 1 },
  spotRisk: { interruptionsPerHour: 0.5, recoverWaitHours: 2 },
} as const

const withCourse = (
  use: (course: RunCourse) => void,
  {
    run,
    offer,
    real,
  }: { readonly run?: Job['run']; readonly offer?: Partial<Offer>; readonly real?: number },
): void => {
  const used = withNumbers(
    { job: { run: run ?? workFor(4) }, offer: offer ?? spot },
    ({ complete, estimated }) => use(runCourse(complete, estimated, real)),
  )
  expect(used.length).toBe(1)
}

const luckOf = (uniform: number): Random => ({
  uniform: () => uniform,
  exponential: (perHour) => 100 + perHour,
  normal: () => 0,
})

const saving = (onNotice = false) =>
  workFor(4, { checkpoint: { everyHours: 1, writeHours: 0.1, onNotice }, restartHours: 0.3 })

test('on demand a machine stays until the work is done, and nothing is written', () => {
  withCourse(
    (course) => {
      expect(course.drawUptimeHours(createRandom(1, 'a'))).toBe(Number.POSITIVE_INFINITY)
      expect(course.hoursLeft()).toBe(4)
    },
    { run: saving(), offer: { purchase: 'on-demand' }, real: 5 },
  )
})

test('on spot it is lost at the rate of the offer, or at the real one where the market knows it', () => {
  withCourse((course) => expect(course.drawUptimeHours(luckOf(0.5))).toBe(100.5), {})
  withCourse((course) => expect(course.drawUptimeHours(luckOf(0.5))).toBe(107), { real: 7 })
})

test('observed up-times are drawn evenly, for work without checkpoints', () => {
  const offer = { ...spot, spotRisk: { ...spot.spotRisk, uptimesHours: [5, 6, 9] } }
  withCourse(
    (course) =>
      expect([0, 0.34, 0.999].map((uniform) => course.drawUptimeHours(luckOf(uniform)))).toEqual([5, 6, 9]),
    { offer },
  )
  withCourse((course) => expect(course.drawUptimeHours(luckOf(0))).toBe(100.5), { offer, run: saving() })
  withCourse((course) => expect(course.drawUptimeHours(luckOf(0))).toBe(102), { offer, real: 2 })
})

test('without checkpoints a loss costs everything', () => {
  withCourse((course) => {
    expect(course.lose(3.9)).toBe(0)
    expect([course.hoursLeft(), course.savedShare()]).toEqual([4, 0])
  }, {})
})

test('with checkpoints it costs what came after the last one', () => {
  withCourse(
    (course) => {
      // Three stretches of an hour and a write, then an hour.
      expect(course.hoursLeft()).toBeCloseTo(4.3, 12)
      course.lose(1.09)
      expect(course.hoursLeft()).toBeCloseTo(4.3, 12)
      expect(course.savedShare()).toBe(0)
      course.lose(2.5)
      expect(course.hoursLeft()).toBeCloseTo(2.1, 12)
      expect(course.savedShare()).toBeCloseTo(0.5, 12)
      course.lose(1.1)
      course.lose(0.99)
      expect(course.hoursLeft()).toBeCloseTo(1, 12)
      expect(course.savedShare()).toBeCloseTo(0.75, 12)
    },
    { run: saving() },
  )
})

test('a loss during the restart costs nothing more', () => {
  withCourse(
    (course) => {
      course.lose(1.2)
      course.lose(-0.2)
      expect(course.hoursLeft()).toBeCloseTo(3.2, 12)
    },
    { run: saving() },
  )
})

test('on notice everything is saved, for the time of a write', () => {
  const offer = { ...spot, spotRisk: { ...spot.spotRisk, noticeHours: 0.1 } }
  withCourse(
    (course) => {
      expect(course.hoursLeft()).toBe(4)
      expect(course.lose(2.5)).toBe(0.1)
      expect([course.hoursLeft(), course.savedShare()]).toEqual([1.5, 0.625])
      expect(course.lose(-0.1)).toBe(0.1)
      expect([course.hoursLeft(), course.savedShare()]).toEqual([1.5, 0.625])
    },
    { run: saving(true), offer },
  )
})

test('a notice that is too short for a write is none', () => {
  const offer = { ...spot, spotRisk: { ...spot.spotRisk, noticeHours: 0.09 } }
  withCourse(
    (course) => {
      expect(course.lose(2.5)).toBe(0)
      expect(course.savedShare()).toBe(0.5)
    },
    { run: saving(true), offer },
  )
})

test('restarts take what the job says, else boot and image', () => {
  const offer = { ...spot, capacity: { bootHours: 0.2 } }
  withCourse((course) => expect([course.restartHours, course.recoverWaitHours]).toEqual([0.3, 2]), {
    run: saving(),
    offer,
  })
  const { restartHours: _, ...silent } = workFor(4)
  withCourse((course) => expect(course.restartHours).toBe(0.2), { run: silent, offer })
})

test('no work is all saved', () => {
  withCourse((course) => expect([course.hoursLeft(), course.savedShare()]).toEqual([0, 1]), {
    run: workFor(0),
  })
})

const intervals = fc.record({
  hours: fc.integer({ min: 1, max: 400 }).map((value) => value / 20),
  everyHours: fc.integer({ min: 1, max: 100 }).map((value) => value / 20),
  writeHours: fc.constantFrom(0, 0.01, 0.1),
  losses: fc.array(
    fc.integer({ min: 0, max: 100 }).map((value) => value / 10),
    { maxLength: 5 },
  ),
})

property.prop([intervals])(
  'what is saved and what is left make the whole',
  ({ hours, losses, ...checkpoint }) => {
    const whole = nominalHoursOf(stretchesOf(hours, checkpoint))
    withCourse(
      (course) => {
        expect(course.hoursLeft()).toBeCloseTo(whole, 9)
        for (const lost of losses) {
          const before = course.savedShare()
          course.lose(Math.min(lost, course.hoursLeft()))
          expect(course.savedShare()).toBeGreaterThanOrEqual(before)
          expect(course.savedShare()).toBeLessThan(1)
          const rest = hours * (1 - course.savedShare())
          const again = stretchesOf(rest, checkpoint)
          expect(course.hoursLeft()).toBeCloseTo(nominalHoursOf(again), 6)
        }
      },
      { run: workFor(hours, { checkpoint }) },
    )
  },
)
