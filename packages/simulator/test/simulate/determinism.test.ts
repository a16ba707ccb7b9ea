import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createRandom } from '../../src/random.ts'
import { busyDay } from './busy-day.ts'
import {
  arrivalAt,
  marketOf,
  outcomesOf,
  ownedGpu,
  resultOf,
  type Scenario,
  spotGpu,
  workFor,
} from './scenario.ts'

const bytesOf = async (scenario: Scenario): Promise<string> => JSON.stringify(await resultOf(scenario))

test('the same seed gives the same bytes, another one others', async () => {
  const first = await bytesOf({ ...busyDay(), seed: 1 })
  expect(await bytesOf({ ...busyDay(), seed: 1 })).toBe(first)
  expect(await bytesOf({ ...busyDay(), seed: 2 })).not.toBe(first)
})

test('every machine computes the same bytes', async () => {
  const result = await resultOf(busyDay())
  const { summary } = result
  // So much happens in it that hardly anything can change unseen.
  expect(summary.done).toBe(300)
  expect(Object.values(summary.spending.byProvider).every((usd) => usd > 0)).toBe(true)
  expect([summary.interruptions > 10, summary.doneLocally > 50, summary.late > 0]).toEqual([true, true, true])
  const digest = createHash('sha256').update(JSON.stringify(result)).digest('hex')
  expect(digest).toBe('4c8d81f32aff4a0a79302d48280088f285d8ce3e18b53b3e3fccf49ea7c24a36')
})

const doomed = spotGpu('spot', { spotRisk: { interruptionsPerHour: 0.5, recoverWaitHours: 0.3 } })
const worker = (index: number) => arrivalAt(index, { id: `job-${index}`, run: workFor(2) })
const five = [0, 1, 2, 3, 4].map(worker)

test('a job that shares nothing with others leaves them as they were', async () => {
  const scenario = {
    jobs: five,
    market: marketOf([doomed]),
    localGpus: [ownedGpu('box')],
    recovery: 'wait' as const,
  }
  const policy = { strategy: { kind: 'provider-priority', order: ['runpod'] } } as const
  const before = await outcomesOf({ ...scenario, policy })
  const secret = arrivalAt(1.5, { id: 'secret', confidentiality: 'confidential', run: workFor(3) })
  const jobs = [...five.slice(0, 2), secret, ...five.slice(2)]
  const { secret: own, ...after } = await outcomesOf({ ...scenario, policy, jobs })
  expect(own?.end).toBe('done')
  expect(after).toEqual(before)
  expect(Object.values(before).some(({ interruptions }) => interruptions > 0)).toBe(true)
})

test('two policies that do the same with a job meet the same luck', async () => {
  const scenario = { jobs: five, market: marketOf([doomed]), recovery: 'wait' as const }
  const [byCost, byUrgency] = await Promise.all(
    (['cost-first', 'urgent'] as const).map((kind) =>
      outcomesOf({ ...scenario, policy: { strategy: { kind } } }),
    ),
  )
  expect(byUrgency).toEqual(byCost)
})

test('so does a job that one policy sends elsewhere before', async () => {
  const scenario = { market: marketOf([doomed]), localGpus: [ownedGpu('box')], recovery: 'wait' as const }
  const awayFirst = { kind: 'provider-priority', order: ['runpod'] } as const
  const none = { strategy: awayFirst }
  const some = { strategy: { kind: 'local-first', maxLocalWaitHours: 0.1, fallback: awayFirst } } as const
  const atHome = await outcomesOf({ ...scenario, jobs: five, policy: some })
  const away = await outcomesOf({ ...scenario, jobs: five, policy: none })
  const onSpotInBoth = Object.keys(atHome).filter((id) =>
    [atHome, away].every((outcomes) => outcomes[id]?.stays[0]?.offerId === 'spot'),
  )
  expect(onSpotInBoth.length).toBeGreaterThan(0)
  expect(onSpotInBoth.length).toBeLessThan(5)
  for (const id of onSpotInBoth)
    expect(away[id]?.completionHours).toBeCloseTo(atHome[id]?.completionHours ?? 0, 6)
})

test('jobs with like names have unlike luck', () => {
  const count = 20_000
  const first = Array.from({ length: count }, (_, index) => createRandom(1, `job-${index}`).uniform() - 0.5)
  // In deviations of a mean of products of independent, evenly distributed numbers.
  const together = (lag: number): number =>
    (first.slice(lag).reduce((sum, value, index) => sum + value * (first[index] ?? 0), 0) * 12) /
    Math.sqrt(count)
  for (const lag of [1, 2, 9, 10, 11, 100]) expect(Math.abs(together(lag))).toBeLessThan(4)
  const tenths = Array.from({ length: 100 }, () => 0)
  for (const value of first)
    tenths[Math.floor((value + 0.5) * 100)] = (tenths[Math.floor((value + 0.5) * 100)] ?? 0) + 1
  const chiSquare = tenths.reduce((sum, seen) => sum + (seen - count / 100) ** 2 / (count / 100), 0)
  // 99 degrees of freedom: mean 99, deviation 14.
  expect(chiSquare).toBeLessThan(99 + 4 * 14)
})
