import type { Estimate } from '@aima/gpu-core'
import { buildJob } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import type { JobOutcome } from '../../../src/result/job-outcome.ts'
import { rentedGpu, spotGpu, workFor } from '../scenario.ts'
import { errorsOff, measure, printCheck } from './interval.ts'
import { billedHours, estimatesOf, type Pair, runsOf } from './one-pair.ts'
import { examplePairs } from './worked-examples.ts'

const figures: readonly (readonly [
  string,
  (outcome: JobOutcome) => number,
  (estimate: Estimate) => number,
])[] = [
  ['completion h', ({ completionHours }) => completionHours, ({ completionHours }) => completionHours],
  ['interruptions', ({ interruptions }) => interruptions, ({ interruptions }) => interruptions],
  ['billed h', billedHours, ({ billedHours: hours }) => hours],
  ['cost USD', ({ usd }) => usd, ({ totalUsd }) => totalUsd],
]

/** Expected hours are rounded as one, true ones each for themselves: half a second of each bill on average (cost-model.md, section 5). */
const roundingShare = 3e-4

interface Check {
  readonly count: number
  /** How far an approximate formula may be off (share). */
  readonly tolerance?: number
}

const check = async (name: string, pair: Pair, { count, tolerance = 0 }: Check): Promise<void> => {
  const outcomes = await runsOf(pair, count)
  const [exact] = estimatesOf(pair)
  expect(outcomes.length).toBe(count)
  expect(outcomes.every(({ end }) => end === 'done')).toBe(true)
  for (const [figure, simulated, estimated] of exact === undefined ? [] : figures) {
    const measured = measure(outcomes.map(simulated))
    const expected = exact === undefined ? Number.NaN : estimated(exact)
    printCheck(`${name}, ${figure}`, measured, expected)
    const allowed = Math.max(tolerance, roundingShare) * Math.abs(expected)
    const beyond = Math.max(0, Math.abs(measured.mean - expected) - allowed)
    expect(beyond === 0 ? 0 : beyond / measured.error, `${name}, ${figure}`).toBeLessThan(4)
    if (figure === 'completion h') expect(1.96 * measured.error).toBeLessThan(0.01 * expected)
    if (tolerance === 0 && figure === 'interruptions')
      expect(Math.abs(errorsOff(measured, expected)), `${name}, ${figure}`).toBeLessThan(4)
  }
}

const risk = { interruptionsPerHour: 0.2, recoverWaitHours: 0.5 }
const second = { billing: { billStepSeconds: 1, billMinSeconds: 0 } }

const written: readonly (readonly [string, Pair, Check])[] = [
  [
    'checkpoints',
    {
      job: buildJob({
        run: workFor(6, { checkpoint: { everyHours: 0.7, writeHours: 0.05 }, restartHours: 0.2 }),
      }),
      offer: spotGpu('spot', { spotRisk: risk, ...second }),
    },
    { count: 4000 },
  ],
  [
    'best checkpoints',
    {
      job: buildJob({
        run: workFor(5, { checkpoint: { everyHours: 'auto', writeHours: 0.03 }, restartHours: 0.1 }),
      }),
      offer: spotGpu('spot', { spotRisk: { interruptionsPerHour: 0.5, recoverWaitHours: 0.1 } }),
    },
    { count: 4000 },
  ],
  [
    'no checkpoints',
    {
      job: buildJob({ run: workFor(3, { restartHours: 0.3 }) }),
      offer: spotGpu('spot', { spotRisk: { interruptionsPerHour: 0.25, recoverWaitHours: 1 } }),
    },
    { count: 26_000 },
  ],
  [
    'observed up-times',
    {
      job: buildJob({ run: workFor(4, { restartHours: 0.2 }) }),
      offer: spotGpu('spot', { spotRisk: { ...risk, uptimesHours: [0.5, 0.5, 1, 2, 6, 10, 12] } }),
    },
    { count: 15_000 },
  ],
  [
    // Approximate: its restarts are billed and hit like all running time, and the last interruption falls due within the work.
    'on notice',
    {
      job: buildJob({
        run: workFor(8, {
          checkpoint: { everyHours: 1, writeHours: 0.02, onNotice: true },
          restartHours: 0.1,
        }),
      }),
      offer: spotGpu('spot', { spotRisk: { ...risk, noticeHours: 0.03 } }),
    },
    { count: 4000, tolerance: 0.01 },
  ],
  [
    'availability',
    {
      job: buildJob(),
      offer: rentedGpu('cloud', { capacity: { availability: 0.4, retryHours: 1 / 6, bootHours: 0.1 } }),
    },
    { count: 6000 },
  ],
  [
    'set-up, data and disk',
    {
      job: buildJob({
        run: workFor(4, { checkpoint: { everyHours: 1, writeHours: 0.05 } }),
        data: {
          inputGB: 40,
          outputGB: 20,
          imageGB: 10,
          scratchGB: 30,
          uplinkMbps: 300,
          downlinkMbps: 500,
          sourceEgressUsdPerGB: 0.02,
        },
      }),
      offer: spotGpu('spot', {
        spotRisk: risk,
        capacity: { allocHours: 0, bootHours: 0.05 },
        network: {
          registryMbps: 500,
          ingressUsdPerGB: 0.01,
          egressTiers: [
            [10, 0],
            [null, 0.08],
          ],
          storageUsdPerGBMonth: 0.2,
        },
      }),
    },
    { count: 4000 },
  ],
  [
    'data onto the machine',
    {
      job: buildJob({
        run: workFor(4, { checkpoint: { everyHours: 1, writeHours: 0.05 }, restartHours: 0.1 }),
        data: { inputGB: 40, outputGB: 20, imageGB: 0, scratchGB: 0, uplinkMbps: 300, downlinkMbps: 500 },
      }),
      offer: spotGpu('spot', {
        spotRisk: risk,
        capacity: { availability: 0.5, retryHours: 0.1, bootHours: 0.05 },
        network: { dataPath: 'instance', storageUsdPerGBMonth: 0.2 },
      }),
    },
    { count: 4000 },
  ],
]

test.each(written)('%s: simulated means are those of the estimate', async (name, pair, how) => {
  await check(name, pair, how)
})

test('so are those of the worked examples that are lost or wait', async ({ skip }) => {
  const examples = examplePairs()
  if (examples.length === 0) {
    process.stdout.write('skipped: ../shared/design/cost-examples.json is absent\n')
    skip()
  }
  for (const { id, ...pair } of examples) await check(id, pair, { count: id === 'S06' ? 28_000 : 4000 })
})
