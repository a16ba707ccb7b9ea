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
  spotGpu,
  staysOf,
  workFor,
} from './scenario.ts'

test('a job that nothing can ever take is refused at once', () => {
  const course = courseOf({
    jobs: [arrivalAt(1, { id: 'a', needs: { vramGiB: 80 } }), arrivalAt(1, { id: 'b', allowSpot: false })],
    market: marketOf([spotGpu('spot')]),
  })
  expect(course).toEqual([
    'arrived 1 a',
    'decided 1 a arrived -',
    'ended 1 a refused',
    'arrived 1 b',
    'decided 1 b arrived -',
    'ended 1 b refused',
  ])
})

test('a job that something could take some day is decided again until it gives up', () => {
  const soldOut = rentedGpu('cloud', { capacity: { stock: 'none' } })
  const course = courseOf({
    jobs: [arrivalAt(0, { id: 'a' })],
    market: marketOf([soldOut]),
    retryHours: 2,
    giveUpHours: 5,
  })
  expect(course).toEqual([
    'arrived 0 a',
    'decided 0 a arrived -',
    'decided 2 a waiting -',
    'decided 4 a waiting -',
    'decided 6 a waiting -',
    'ended 6 a gave-up',
  ])
})

test('a job that had a machine has all its patience again', () => {
  const stock = (hours: number, has: 'none' | 'available') =>
    ({ kind: 'capacity', atMs: at(hours), offerId: 'spot', capacity: { stock: has, bootHours: 0 } }) as const
  const course = courseOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(9) })],
    market: marketOf(
      [spotGpu('spot', { capacity: { stock: 'none' } })],
      [stock(2, 'available'), stock(3, 'none')],
    ),
    giveUpHours: 4,
  })
  expect(course).toContain('started 2 a spot')
  expect(course.at(-1)).toBe('ended 7 a gave-up')
})

test('a job that gives up says why and how long it waited, and cost nothing', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a' })],
    market: marketOf([
      rentedGpu('none', { capacity: { stock: 'none' } }),
      rentedGpu('big', { price: { usdPerHour: 9 } }),
    ]),
    policy: { strategy: { kind: 'cost-first' }, budget: { usdPerHour: 5 } },
    giveUpHours: 3,
  })
  expect(a).toMatchObject({
    end: 'gave-up',
    waitHours: 3,
    completionHours: 3,
    lateHours: null,
    usd: 0,
    stays: [],
    refusals: { 'out-of-stock': 1, 'hourly-price-over-budget': 1 },
  })
})

test('a withdrawn offer is hope, one that is refused for its facts is none', async () => {
  const withdrawn = { kind: 'withdrawn', atMs: at(0), offerId: 'cloud' } as const
  const { a, b } = await outcomesOf({
    jobs: [arrivalAt(1, { id: 'a' }), arrivalAt(1, { id: 'b', needs: { gpuCount: 2 } })],
    market: marketOf([rentedGpu('cloud')], [withdrawn]),
    giveUpHours: 2,
  })
  expect(a).toMatchObject({ end: 'gave-up', refusals: {} })
  expect(b).toMatchObject({ end: 'refused', refusals: {} })
})

test('at the end all that is unfinished is cut off, with its bill', async () => {
  const scenario = {
    jobs: [
      arrivalAt(0, { id: 'runs', run: workFor(5) }),
      arrivalAt(1, { id: 'queues', confidentiality: 'confidential' as const }),
      arrivalAt(2.5, { id: 'comes-later' }),
    ],
    localGpus: [ownedGpu('box')],
    untilMs: at(2),
  }
  const outcomes = await outcomesOf(scenario)
  const { runs, queues } = outcomes
  expect(Object.keys(outcomes)).toEqual(['runs', 'queues'])
  expect(staysOf(runs)).toEqual(['box 0 0 2 cut-off'])
  expect(billOf(runs)).toEqual(['compute box 2 0.15'])
  expect(queues).toMatchObject({ end: 'cut-off', waitHours: 1, completionHours: 1, stays: [] })
  const { summary, endMs } = await resultOf(scenario)
  expect(summary).toMatchObject({ jobs: 2, done: 0, cutOff: 2, localUtilisation: 1 })
  expect(endMs).toBe(at(2))
})

test('what ends at the end itself is done', async () => {
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2) })],
    localGpus: [ownedGpu('box')],
    untilMs: at(2),
  })
  expect(a?.end).toBe('done')
})

test('lateness counts from the arrival', async () => {
  const { a, b, c } = await outcomesOf({
    jobs: [
      arrivalAt(1, { id: 'a', run: workFor(3), deadlineHours: 4 }),
      arrivalAt(2, { id: 'b', run: workFor(2), deadlineHours: 2.5 }),
      arrivalAt(2, { id: 'c' }),
    ],
    localGpus: [ownedGpu('box')],
  })
  expect([a?.lateHours, b?.lateHours, c?.lateHours]).toEqual([0, 1.5, null])
})

test('an interrupted job has so much less time until its deadline', () => {
  const policy = { strategy: { kind: 'deadline' } } as const
  const fast = rentedGpu('fast', { price: { usdPerHour: 9 }, gpu: { name: 'H100', model: 'H100-SXM5' } })
  const course = courseOf({
    jobs: [
      arrivalAt(0, {
        id: 'a',
        deadlineHours: 6,
        run: { refHours: 5, referenceGpu: 'RTX 4090', hoursByGpu: { 'RTX 4090': 5, 'H100-SXM5': 2 } },
      }),
    ],
    market: marketOf(
      [spotGpu('spot'), rentedGpu('slow'), fast],
      [{ kind: 'withdrawn', atMs: at(3), offerId: 'spot' }],
    ),
    policy,
  })
  expect(course.filter((line) => line.startsWith('decided'))).toEqual([
    'decided 0 a arrived spot',
    'decided 3 a interrupted fast',
  ])
})

test('a simulation without jobs ends where it began', async () => {
  const { summary, endMs, startMs } = await resultOf({})
  expect(summary.jobs).toBe(0)
  expect(endMs).toBe(startMs)
})
