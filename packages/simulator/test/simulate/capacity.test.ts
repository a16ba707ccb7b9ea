import { expect, test } from 'vitest'
import {
  arrivalAt,
  at,
  courseOf,
  marketOf,
  outcomesOf,
  ownedGpu,
  rentedGpu,
  staysOf,
  wholeDecisionsOf,
  workFor,
} from './scenario.ts'

/** Half of all attempts find capacity, one every quarter of an hour. */
const scarce = (id: string) =>
  rentedGpu(id, {
    price: { usdPerHour: 0.5 },
    capacity: { availability: 0.5, retryHours: 0.25, bootHours: 0 },
  })

const many = Array.from({ length: 2000 }, (_, index) =>
  arrivalAt(index, { id: `job-${index}`, run: workFor(0.1) }),
)

test('an attempt that finds no capacity leads to another offer at once', async () => {
  const outcomes = await outcomesOf({ jobs: many, market: marketOf([scarce('scarce'), rentedGpu('cloud')]) })
  const all = Object.values(outcomes)
  const had = all.filter(({ stays }) => stays[0]?.offerId === 'scarce')
  // Of 2 000 attempts at one half, 1 000 succeed, and 22.4 is one deviation.
  expect(Math.abs(had.length - 1000)).toBeLessThan(4 * 22.4)
  expect(all.every(({ waitHours }) => waitHours === 0)).toBe(true)
  expect(all.every(({ decisions, stays }) => decisions === (stays[0]?.offerId === 'scarce' ? 1 : 2))).toBe(
    true,
  )
})

test('who waits for capacity tries until there is some', async () => {
  const outcomes = await outcomesOf({ jobs: many, market: marketOf([scarce('scarce')]), recovery: 'wait' })
  const tries = Object.values(outcomes).map(({ waitHours }) => waitHours / 0.25)
  const share = (failed: number): number => tries.filter((count) => count === failed).length / tries.length
  // One deviation of a share of 2 000 is 0.0112 at most.
  for (const [failed, expected] of [0.5, 0.25, 0.125].entries())
    expect(Math.abs(share(failed) - expected)).toBeLessThan(4 * 0.0112)
  expect(Object.values(outcomes).every(({ decisions }) => decisions === 1)).toBe(true)
})

test('an offer that had no capacity is left alone until its next attempt', () => {
  const never = rentedGpu('cloud', { capacity: { availability: 1e-12, retryHours: 0.4, bootHours: 0 } })
  const course = courseOf({
    jobs: [arrivalAt(0, { id: 'a' }), arrivalAt(0.3, { id: 'b' })],
    market: marketOf([never]),
    untilMs: at(0.5),
  })
  expect(course).toEqual([
    'arrived 0 a',
    'decided 0 a arrived cloud',
    'decided 0 a no-capacity -',
    'arrived 0.3 b',
    'decided 0.3 b arrived -',
    'decided 0.5 a waiting cloud',
    'decided 0.5 a no-capacity -',
    'ended 0.5 a cut-off',
    'ended 0.5 b cut-off',
  ])
})

test('a job that never finds capacity gives up, too', async () => {
  const never = rentedGpu('cloud', { capacity: { availability: 1e-12, retryHours: 0.4, bootHours: 0 } })
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a' })],
    market: marketOf([never]),
    giveUpHours: 3,
  })
  expect(a).toMatchObject({ end: 'gave-up', waitHours: 3, refusals: { 'failed-recently': 1 } })
})

test('an offer that is withdrawn during the upload is lost, but what was sent is paid', async () => {
  const data = { inputGB: 45, outputGB: 0, imageGB: 0, scratchGB: 0, uplinkMbps: 200 }
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', data })],
    market: marketOf(
      [rentedGpu('near', { price: { usdPerHour: 0.5 } }), rentedGpu('far', { place: { region: 'us-1' } })],
      [{ kind: 'withdrawn', atMs: at(0.25), offerId: 'near' }],
    ),
  })
  expect(staysOf(a)).toEqual(['far 1 1 2 done'])
  expect(a).toMatchObject({ uploadedGB: 90, waitHours: 1, decisions: 2 })
})

test('who waits for an offer that is out of stock before it starts gives up waiting', async () => {
  const gone = {
    kind: 'capacity',
    atMs: at(0.25),
    offerId: 'cloud',
    capacity: { stock: 'none', allocHours: 1, bootHours: 0 },
  } as const
  const { a } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a' })],
    market: marketOf([rentedGpu('cloud', { capacity: { allocHours: 1, bootHours: 0 } })], [gone]),
    recovery: 'wait',
    giveUpHours: 3,
  })
  expect(a).toMatchObject({
    end: 'gave-up',
    stays: [],
    bill: [],
    completionHours: 6,
    refusals: { 'out-of-stock': 1 },
  })
})

test('a withdrawn offer can be listed again, and is another one then', async () => {
  const { a, b, c } = await outcomesOf({
    jobs: [
      arrivalAt(0, { id: 'a', run: workFor(4) }),
      arrivalAt(2, { id: 'b', run: workFor(1) }),
      arrivalAt(4, { id: 'c', run: workFor(1) }),
    ],
    market: marketOf(
      [rentedGpu('cloud')],
      [
        { kind: 'withdrawn', atMs: at(1), offerId: 'cloud' },
        { kind: 'listed', atMs: at(3.1), offer: rentedGpu('cloud', { price: { usdPerHour: 2 } }) },
      ],
    ),
  })
  // On demand keeps what it has; the others come when it is there.
  expect(staysOf(a)).toEqual(['cloud 0 0 4 done'])
  expect(staysOf(b)).toEqual(['cloud 3.5 3.5 4.5 done'])
  expect(b?.usd).toBe(2)
  expect(staysOf(c)).toEqual(['cloud 4 4 5 done'])
})

test('one certain machine is given to one job at a time, also in a cloud', async () => {
  const { a, b } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2) }), arrivalAt(0.75, { id: 'b', run: workFor(1) })],
    market: marketOf([rentedGpu('machine', { exclusiveKeys: ['machine-7'] })]),
  })
  expect(staysOf(a)).toEqual(['machine 0 0 2 done'])
  expect(staysOf(b)).toEqual(['machine 2.25 2.25 3.25 done'])
})

test('so is one that calls itself owned', async () => {
  const owned = rentedGpu('machine', { purchase: 'owned', ownership: { usdPerKWh: 1 } })
  const { a, b } = await outcomesOf({
    jobs: [arrivalAt(0, { id: 'a', run: workFor(2) }), arrivalAt(0.75, { id: 'b', run: workFor(1) })],
    market: marketOf([owned]),
  })
  expect([staysOf(a), staysOf(b)]).toEqual([['machine 0 0 2 done'], ['machine 2.25 2.25 3.25 done']])
})

test('what was decided can be asked for in full, also when the job has the machine already', () => {
  const scenarios = [
    { jobs: [arrivalAt(0)], market: marketOf([rentedGpu('machine', { exclusiveKeys: ['machine-7'] })]) },
    { jobs: [arrivalAt(0)], localGpus: [ownedGpu('box', { capacity: { allocHours: 0.5, bootHours: 0 } })] },
  ]
  const decisions = scenarios.flatMap((scenario) => wholeDecisionsOf(scenario))
  expect(decisions).toMatchObject([
    { kind: 'decision', chosen: { offer: { id: 'machine' } } },
    { kind: 'decision', chosen: { offer: { id: 'box' }, estimate: { waitHours: 0.5 } } },
  ])
})
