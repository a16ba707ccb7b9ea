import { buildJob } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { spotGpu, workFor } from '../scenario.ts'
import { measure, printCheck } from './interval.ts'
import { estimatesOf, type Pair, runsOf } from './one-pair.ts'

/** Largest error of the formula, which is approximate (cost-model.md, section 6). */
const formulaError = 0.017

const within = (pair: Pair, deadlineHours: number): Pair => ({ ...pair, job: { ...pair.job, deadlineHours } })

const pairs: readonly (readonly [string, Pair, readonly number[]])[] = [
  [
    'checkpoints',
    {
      job: buildJob({
        run: workFor(12, { checkpoint: { everyHours: 0.5, writeHours: 0.02 }, restartHours: 0.1 }),
      }),
      offer: spotGpu('spot', { spotRisk: { interruptionsPerHour: 0.1, recoverWaitHours: 0.25 } }),
    },
    [12.4, 12.5, 13.06, 13.66, 15.46],
  ],
  [
    'no checkpoints',
    {
      job: buildJob({ run: workFor(2, { restartHours: 0.2 }) }),
      offer: spotGpu('spot', { spotRisk: { interruptionsPerHour: 0.3, recoverWaitHours: 0.5 } }),
    },
    [2, 3, 4, 6, 10],
  ],
]

test.each(pairs)('with %s, as many are in time as the estimate says', async (name, pair, deadlines) => {
  const outcomes = await runsOf(pair, 8000)
  for (const deadlineHours of deadlines) {
    const inTime = outcomes.map(({ completionHours }) => (completionHours <= deadlineHours + 1e-9 ? 1 : 0))
    const measured = measure(inTime)
    const [exact] = estimatesOf(within(pair, deadlineHours))
    const chance = exact?.deadlineChance ?? Number.NaN
    printCheck(`${name}, in time within ${deadlineHours} h`, measured, chance)
    expect(Math.abs(measured.mean - chance)).toBeLessThan(formulaError + 4 * measured.error)
  }
})

test('who is late says so', async () => {
  const [[, pair] = []] = pairs
  const outcomes = pair === undefined ? [] : await runsOf(within(pair, 13), 500)
  expect(outcomes.length).toBe(500)
  for (const { completionHours, lateHours } of outcomes)
    expect(lateHours).toBeCloseTo(Math.max(0, completionHours - 13), 9)
})
