import { expect, test } from 'vitest'
import {
  arrivalAt,
  at,
  billOf,
  courseOf,
  marketOf,
  outcomesOf,
  rentedGpu,
  spotGpu,
  staysOf,
  workFor,
} from './scenario.ts'

const saving = { checkpoint: { everyHours: 1, writeHours: 0.1 }, restartHours: 0.2 }
const stock = (hours: number, has: 'none' | 'available', offerId = 'spot') =>
  ({
    kind: 'capacity',
    atMs: at(hours),
    offerId,
    capacity: { stock: has, allocHours: 0, bootHours: 0 },
  }) as const

test('a machine without stock is taken away, and the rest of the work runs elsewhere', async () => {
  const scenario = {
    jobs: [arrivalAt(0, { id: 'a', run: workFor(4, saving) })],
    market: marketOf([spotGpu('spot'), rentedGpu('cloud')], [stock(2.5, 'none')]),
  }
  const { a } = await outcomesOf(scenario)
  // Two stretches of 1.1 h are saved, 0.3 h are lost; 2 h are left, and on demand nothing is written.
  expect(staysOf(a)).toEqual(['spot 0 0 2.5 interrupted', 'cloud 2.5 2.5 4.5 done'])
  expect(billOf(a)).toEqual(['compute spot 2.5 0.4', 'compute cloud 2 1'])
  expect(a).toMatchObject({ interruptions: 1, waitHours: 0, completionHours: 4.5, decisions: 2 })
  expect(courseOf(scenario).slice(3, 7)).toEqual([
    'interrupted 2.5 a spot',
    'billed 2.5 a compute',
    'left 2.5 a spot interrupted',
    'decided 2.5 a interrupted cloud',
  ])
})

test('without checkpoints all of it is lost', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(4) })],
    market: marketOf([spotGpu('spot'), rentedGpu('cloud')], [stock(2.5, 'none')]),
  })
  expect(staysOf(a)).toEqual(['spot 0 0 2.5 interrupted', 'cloud 2.5 2.5 6.5 done'])
})

test('what was saved counts on the next machine, and again on the one after it', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(4, saving) })],
    market: marketOf(
      [spotGpu('spot'), spotGpu('other', { price: { usdPerHour: 0.5 } }), rentedGpu('cloud')],
      [stock(1.2, 'none'), stock(3, 'none', 'other')],
    ),
  })
  // 1 h of 4 is saved on the first, 1 h of 3 on the second (1.1 of 1.8 h): 2 h are left.
  expect(staysOf(a)).toEqual(['spot 0 0 1.2 interrupted', 'other 1.2 1.2 3 interrupted', 'cloud 3 3 5 done'])
})

test('a job that waits for the same offer goes on where it was, after a restart', async () => {
  const scenario = {
    jobs: [arrivalAt(0, { id: 'a', run: workFor(4, saving) })],
    market: marketOf([spotGpu('spot'), rentedGpu('cloud')], [stock(2.5, 'none'), stock(6, 'available')]),
    recovery: 'wait',
  } as const
  const { a } = await outcomesOf(scenario)
  // From 6 h on: 0.2 h of restart, a stretch of 1.1 h and the last one of 1 h.
  expect(staysOf(a)).toEqual(['spot 0 0 8.3 done'])
  expect(billOf(a)).toEqual(['compute spot 4.8 0.4'])
  expect(a).toMatchObject({ interruptions: 1, waitHours: 3.5, decisions: 1 })
})

test('a job whose offer is withdrawn cannot wait for it', async () => {
  const withdrawn = { kind: 'withdrawn', atMs: at(1), offerId: 'spot' } as const
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2) })],
    market: marketOf([spotGpu('spot'), rentedGpu('cloud')], [withdrawn]),
    recovery: 'wait',
  })
  expect(staysOf(a)).toEqual(['spot 0 0 1 interrupted', 'cloud 1 1 3 done'])
})

test('nor can one that waits already', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2) })],
    market: marketOf(
      [spotGpu('spot'), rentedGpu('cloud')],
      [stock(1, 'none'), { kind: 'withdrawn', atMs: at(4), offerId: 'spot' }],
    ),
    recovery: 'wait',
  })
  expect(staysOf(a)).toEqual(['spot 0 0 4 interrupted', 'cloud 4 4 6 done'])
  expect(a).toMatchObject({ interruptions: 1, waitHours: 3 })
  expect(billOf(a)).toEqual(['compute spot 1 0.4', 'compute cloud 2 1'])
})

test('who has lost its machine by chance does not lose it again when the stock ends', async () => {
  const doomed = spotGpu('spot', {
    spotRisk: { interruptionsPerHour: 1, recoverWaitHours: 1e6, uptimesHours: [1] },
  })
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(1, { checkpoint: undefined }) })],
    market: {
      ...marketOf([doomed], [stock(2, 'none'), stock(3, 'available')]),
      interruptionsPerHour: () => 1e4,
    },
    recovery: 'wait',
    untilMs: at(3) - 1,
  })
  expect(a).toMatchObject({ interruptions: 1, end: 'cut-off' })
})

test('a machine that is lost while it is set up is set up anew', async () => {
  const slow = spotGpu('spot', { capacity: { allocHours: 0, bootHours: 0.5 } })
  const back = { stock: 'available', allocHours: 0, bootHours: 0.5 } as const
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(1, { restartHours: 0.1 }) })],
    market: marketOf(
      [slow],
      [stock(0.25, 'none'), { kind: 'capacity', atMs: at(1), offerId: 'spot', capacity: back }],
    ),
    recovery: 'wait',
  })
  expect(staysOf(a)).toEqual(['spot 0 1.5 2.5 done'])
  expect(billOf(a)).toEqual(['compute spot 1.75 0.4'])
})

test('stock that ends during a restart costs the restart, not the work', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2, { ...saving, restartHours: 0.5 }) })],
    market: marketOf(
      [spotGpu('spot')],
      [stock(1.5, 'none'), stock(2, 'available'), stock(2.25, 'none'), stock(3, 'available')],
    ),
    recovery: 'wait',
  })
  // Saved at 1.1 h; restart from 2 h, lost at 2.25 h, restart from 3 h to 3.5 h, then the last hour.
  expect(staysOf(a)).toEqual(['spot 0 0 4.5 done'])
  expect(a).toMatchObject({ interruptions: 2, waitHours: 1.25 })
})

test('the time of a restart is no work', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(3, { ...saving, restartHours: 0.5 }) })],
    market: marketOf(
      [spotGpu('spot')],
      [stock(1.5, 'none'), stock(2, 'available'), stock(3.2, 'none'), stock(4, 'available')],
    ),
    recovery: 'wait',
  })
  // Saved at 1.1 h. From 2.5 h to 3.2 h the second stretch is not finished: from 4.5 h on it takes 1.1 h, and the last one 1 h.
  expect(staysOf(a)).toEqual(['spot 0 0 6.6 done'])
})

test('with a notice that is long enough nothing is lost', async () => {
  const notified = spotGpu('spot', {
    spotRisk: { interruptionsPerHour: 0, recoverWaitHours: 0, noticeHours: 0.2 },
  })
  const { a } = await outcomesOf({
    jobs: [
      arrivalAt(0, {
        id: 'a',
        run: workFor(4, { checkpoint: { everyHours: 1, writeHours: 0.1, onNotice: true } }),
      }),
    ],
    market: marketOf([notified, rentedGpu('cloud')], [stock(2.5, 'none')]),
  })
  expect(staysOf(a)).toEqual(['spot 0 0 2.5 interrupted', 'cloud 2.5 2.5 4 done'])
})

test('on demand keeps its machine when the stock ends', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(4) })],
    market: marketOf([rentedGpu('cloud')], [stock(1, 'none', 'cloud')]),
  })
  expect(staysOf(a)).toEqual(['cloud 0 0 4 done'])
})

test('a lost machine is avoided for ten minutes, then it can be had again', async () => {
  const lossy = { ...marketOf([spotGpu('spot'), rentedGpu('cloud')]), interruptionsPerHour: () => 1e9 }
  const course = courseOf({ jobs: [arrivalAt(0, { id: 'a', run: workFor(1) })], market: lossy })
  expect(course.slice(0, 5).map((line) => line.replace(/ 0\S*/, ''))).toEqual([
    'arrived a',
    'decided a arrived spot',
    'started a spot',
    'interrupted a spot',
    'billed a compute',
  ])
  expect(course.find((line) => line.includes('a interrupted'))).toMatch(/cloud$/)
  const lone = courseOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(1) })],
    market: { ...lossy, offers: [spotGpu('spot')] },
    untilMs: at(1.2),
  })
  const tries = lone.filter((line) => line.startsWith('decided'))
  expect(tries.map((line) => line.replace(/(\.\d)\d*/, '$1'))).toEqual([
    'decided 0 a arrived spot',
    'decided 0 a interrupted -',
    'decided 0.5 a waiting spot',
    'decided 0.5 a interrupted -',
    'decided 1 a waiting spot',
    'decided 1 a interrupted -',
  ])
})
