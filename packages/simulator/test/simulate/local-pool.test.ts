import { expect, test } from 'vitest'
import {
  arrivalAt,
  at,
  billOf,
  courseOf,
  marketOf,
  outcomesOf,
  ownedGpu,
  rentedGpu,
  resultOf,
  staysOf,
  workFor,
} from './scenario.ts'

const localFirst = { strategy: { kind: 'local-first' } } as const

test('one GPU and two jobs: the second waits for the first', async () => {
  const scenario = {
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2) }), arrivalAt(0.5, { id: 'b', run: workFor(1) })],
    localGpus: [ownedGpu('box')],
    reconsiderHours: Number.POSITIVE_INFINITY,
  }
  expect(courseOf(scenario)).toEqual([
    'arrived 0 a',
    'decided 0 a arrived box',
    'started 0 a box',
    'arrived 0.5 b',
    'decided 0.5 b arrived box',
    'queued 0.5 b box',
    'billed 2 a compute',
    'left 2 a box done',
    'ended 2 a done',
    'decided 2 b freed box',
    'started 2 b box',
    'billed 3 b compute',
    'left 3 b box done',
    'ended 3 b done',
  ])
  const { a, b } = await outcomesOf(scenario)
  expect(a).toMatchObject({ waitHours: 0, completionHours: 2, decisions: 1, end: 'done' })
  expect(b).toMatchObject({ waitHours: 1.5, completionHours: 2.5, decisions: 2, end: 'done' })
  // 0.5 kW at 0.30 USD/kWh.
  expect(billOf(b)).toEqual(['compute box 1 0.15'])
  const { summary } = await resultOf(scenario)
  expect(summary.hardware).toEqual([{ name: 'box', busyHours: 3, utilisation: 1 }])
})

test('jobs that wait are looked at again, and leave the queue when something better is there', () => {
  const course = courseOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(4) }), arrivalAt(0, { id: 'b', run: workFor(1) })],
    localGpus: [ownedGpu('box')],
    market: marketOf(
      [],
      [{ kind: 'listed', atMs: at(1.5), offer: rentedGpu('cloud', { price: { usdPerHour: 0.1 } }) }],
    ),
  })
  expect(course.filter((line) => / b( |$)/.test(line))).toEqual([
    'arrived 0 b',
    'decided 0 b arrived box',
    'queued 0 b box',
    'decided 1 b waiting box',
    'decided 2 b waiting cloud',
    'started 2 b cloud',
    'billed 3 b compute',
    'left 3 b cloud done',
    'ended 3 b done',
  ])
})

test('a long wait is looked at less often: after a tenth of it', () => {
  const course = courseOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(40) }), arrivalAt(0, { id: 'b', run: workFor(1) })],
    localGpus: [ownedGpu('box')],
  })
  const looks = course.filter((line) => line.includes(' b waiting '))
  // After 4 h 36 h are left, after 3.6 h more 32.4 h, and so on.
  expect(looks.slice(0, 3)).toEqual([
    'decided 4 b waiting box',
    'decided 7.6 b waiting box',
    'decided 10.84 b waiting box',
  ])
})

test('a job that needs two GPUs waits for both, and one that needs one passes it', async () => {
  const pair = ownedGpu('pair', { gpuCount: 2, exclusiveKeys: ['left', 'right'] })
  const { short, one, both } = await outcomesOf({
    jobs: [
      arrivalAt(0, { id: 'long', run: workFor(4) }),
      arrivalAt(0, { id: 'short', run: workFor(1) }),
      arrivalAt(0.1, { id: 'both', run: workFor(1), needs: { gpuCount: 2, usableGpuCount: 2 } }),
      arrivalAt(0.2, { id: 'one', run: workFor(1) }),
    ],
    localGpus: [ownedGpu('left'), ownedGpu('right'), pair],
    policy: { ...localFirst, defaults: { gpuScalingExponent: 1 } },
    reconsiderHours: Number.POSITIVE_INFINITY,
  })
  expect(staysOf(short)).toEqual(['right 0 0 1 done'])
  // When `right` becomes free, `both` cannot use it alone: nothing is kept free for it.
  expect(staysOf(one)).toEqual(['right 1 1 2 done'])
  expect(staysOf(both)).toEqual(['pair 4 4 4.5 done'])
})

test('a GPU that is idle while a job waits for two is given to one that comes for one', async () => {
  const pair = ownedGpu('pair', { gpuCount: 2, exclusiveKeys: ['left', 'right'] })
  const { one } = await outcomesOf({
    jobs: [
      arrivalAt(0, { id: 'long', run: workFor(4) }),
      arrivalAt(1, { id: 'both', run: workFor(1), needs: { gpuCount: 2, usableGpuCount: 2 } }),
      arrivalAt(2, { id: 'one', run: workFor(1) }),
    ],
    localGpus: [ownedGpu('left'), ownedGpu('right'), pair],
    policy: { ...localFirst, defaults: { gpuScalingExponent: 1 } },
  })
  expect(staysOf(one)).toEqual(['right 2 2 3 done'])
})

test('a GPU is closed outside its opening hours', async () => {
  const night = ownedGpu('box', {
    capacity: { bootHours: 0, openWindows: [{ fromMs: at(8), untilMs: at(12) }] },
  })
  const {
    fits,
    'too-long': tooLong,
    'too-late': tooLate,
  } = await outcomesOf({
    jobs: [
      arrivalAt(0, { id: 'fits', run: workFor(3) }),
      arrivalAt(0, { id: 'too-long', run: workFor(5) }),
      arrivalAt(9.75, { id: 'too-late', run: workFor(3) }),
    ],
    localGpus: [night],
    giveUpHours: 10,
  })
  expect(staysOf(fits)).toEqual(['box 8 8 11 done'])
  expect(tooLong).toMatchObject({
    end: 'gave-up',
    refusals: { 'closes-too-early': 1 },
    waitHours: 10,
  })
  expect(tooLate).toMatchObject({ end: 'gave-up', waitHours: 10 })
})

test('a job in the queue gives up when its GPU is closed before its turn comes', async () => {
  const pair = { gpuCount: 2, exclusiveKeys: ['left', 'right'] }
  const closing = { capacity: { bootHours: 0, openWindows: [{ fromMs: at(0), untilMs: at(5) }] } }
  const { last } = await outcomesOf({
    jobs: [
      arrivalAt(0, { id: 'first', run: workFor(2) }),
      arrivalAt(0, { id: 'second', run: workFor(1) }),
      arrivalAt(0.5, { id: 'last', run: workFor(2.5), needs: { gpuCount: 2, usableGpuCount: 2 } }),
      arrivalAt(0.75, { id: 'passes', run: workFor(3) }),
    ],
    localGpus: [ownedGpu('left'), ownedGpu('right'), ownedGpu('pair', { ...pair, ...closing })],
    policy: { strategy: { kind: 'local-first' }, defaults: { gpuScalingExponent: 0 } },
    giveUpHours: 4,
  })
  expect(last).toMatchObject({ end: 'gave-up', stays: [] })
  expect(last?.completionHours).toBe(5)
})

test('who gets a GPU is decided with the price of that moment', async () => {
  const priced = ownedGpu('box', { price: { usdPerHour: 1 } })
  const { b } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(40) }), arrivalAt(30, { id: 'b', run: workFor(1) })],
    localGpus: [priced],
    policy: { strategy: { kind: 'cost-first' }, maximumPriceAgeHours: { local: 24 } },
    reconsiderHours: Number.POSITIVE_INFINITY,
  })
  expect(staysOf(b)).toEqual(['box 40 40 41 done'])
})

test('owned GPUs boot, too', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a' })],
    localGpus: [ownedGpu('box', { capacity: { bootHours: 0.25 } })],
  })
  expect(staysOf(a)).toEqual(['box 0 0.25 1.25 done'])
  expect(billOf(a)).toEqual(['compute box 1.25 0.15'])
})
