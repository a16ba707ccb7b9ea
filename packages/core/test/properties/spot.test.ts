import { fc, test } from '@fast-check/vitest'
import { describe, expect, test as plainTest } from 'vitest'
import {
  autoIntervalHours,
  empiricalRun,
  exactIntervalHours,
  expectedRunHours,
  type InterruptedRun,
  learnedInterruptionsPerHour,
  meetChance,
  nominalHoursOf,
  runMoments,
  skiRentalWaitHours,
  stretchesOf,
} from '../../src/index.ts'
import { magnitude, upTo, wait } from './arbitraries/numbers.ts'
import { interruptedRun } from './arbitraries/terms.ts'
import { simulateFromUptimes, simulateRun } from './spot-simulator.ts'
import './patience.ts'

const perHour = fc.oneof(fc.constantFrom(0.02, 0.1), magnitude(-4, 1))
const write = fc.oneof(fc.constantFrom(0, 1 / 120), upTo(0.3))

describe('expected running time', () => {
  test.prop([upTo(24, 0.01), perHour, wait, write], { numRuns: 500 })(
    'is least at the automatic interval, of all whole numbers of stretches up to 200',
    (computeHours, rate, restartHours, writeHours) => {
      // The two counts next to the exact interval are the best ones while a write is short against the time between interruptions.
      fc.pre(rate * writeHours <= 0.3)
      const interruptions = { perHour: rate, restartHours }
      const runWith = (everyHours: number | undefined): number =>
        expectedRunHours(computeHours, interruptions, { everyHours, writeHours })
      const best = runWith(autoIntervalHours(computeHours, interruptions, writeHours))
      const most = Math.min(200, Math.max(1, Math.floor(60 * computeHours + 1e-9)))
      for (let stretches = 1; stretches <= most; stretches += 1) {
        const run = runWith(stretches === 1 ? undefined : computeHours / stretches)
        if (run < best * (1 - 1e-12)) expect([stretches, run]).toEqual(['the automatic interval', best])
      }
    },
  )

  test.prop([upTo(60, 0.01), upTo(5), upTo(5, 0.05), write], { numRuns: 300 })(
    'goes to the work and its writes when interruptions become rare',
    (computeHours, restartHours, everyHours, writeHours) => {
      const checkpointing = { everyHours, writeHours }
      const nominal = nominalHoursOf(stretchesOf(computeHours, checkpointing))
      const runAt = (rate: number): number =>
        expectedRunHours(computeHours, { perHour: rate, restartHours }, checkpointing)
      expect(runAt(0)).toBe(nominal)
      for (const rate of [1e-4, 1e-6, 1e-8, 1e-10]) {
        const excess = runAt(rate) / nominal - 1
        expect(excess).toBeGreaterThan(-1e-12)
        expect(excess).toBeLessThan(2 * rate * (everyHours + writeHours + restartHours) + 1e-12)
      }
    },
  )

  test.prop([upTo(40, 0.01), perHour, wait, upTo(5, 0.02), write], { numRuns: 500 })(
    'is the mean of the moments, once the waits are taken off',
    (computeHours, rate, restartHours, everyHours, writeHours) => {
      const run = { perHour: rate, restartHours, recoverWaitHours: 0.5 }
      const stretches = stretchesOf(computeHours, { everyHours, writeHours })
      const expected = expectedRunHours(computeHours, run, { everyHours, writeHours })
      fc.pre(expected < 1e6)
      const { mean, nominal, variance } = runMoments({ ...run, stretches })
      expect(nominal).toBe(nominalHoursOf(stretches))
      expect(Math.abs(mean / (expected * (1 + rate * 0.5)) - 1)).toBeLessThan(1e-7)
      expect(variance).toBeGreaterThanOrEqual(0)
    },
  )

  test.prop([upTo(0.5, 0.001), magnitude(-4, 1)], { numRuns: 300 })(
    'per hour of work is least at the exact interval of an endless job',
    (writeHours, rate) => {
      const exact = exactIntervalHours({ writeHours, perHour: rate })
      const overhead = (everyHours: number): number =>
        Math.expm1(rate * (everyHours + writeHours)) / everyHours
      expect(exact * rate).toBeGreaterThan(0)
      expect(exact * rate).toBeLessThanOrEqual(1)
      for (const factor of [0.9, 0.99, 1.01, 1.1])
        expect(overhead(exact)).toBeLessThanOrEqual(overhead(exact * factor) * (1 + 1e-12))
    },
  )
})

/** Settings of the simulation: short and long jobs, with and without checkpoints, rare and frequent interruptions. */
const settings = [
  { computeHours: 4, rate: 0.1, restartHours: 0.1, waitHours: 0.25, everyHours: undefined, writeHours: 0 },
  { computeHours: 12, rate: 0.1, restartHours: 0.1, waitHours: 0.25, everyHours: 0.5, writeHours: 0.02 },
  { computeHours: 12, rate: 0.3, restartHours: 0.5, waitHours: 1, everyHours: 5, writeHours: 0.05 },
  { computeHours: 2, rate: 1, restartHours: 0, waitHours: 0, everyHours: undefined, writeHours: 0 },
  { computeHours: 6, rate: 0.5, restartHours: 0.25, waitHours: 0.5, everyHours: 1, writeHours: 0.1 },
  { computeHours: 30, rate: 0.02, restartHours: 0.2, waitHours: 2, everyHours: 7, writeHours: 0.01 },
  { computeHours: 10, rate: 0.3, restartHours: 0.05, waitHours: 3, everyHours: 0.5, writeHours: 0.01 },
] as const

describe('a simulation of interrupted runs', () => {
  const rounds = 8000

  plainTest.for(settings)(
    'agrees with the expected running time, its variance and the chance of a deadline: %o',
    ({ computeHours, rate, restartHours, waitHours, everyHours, writeHours }) => {
      const stretches = stretchesOf(computeHours, { everyHours, writeHours })
      const run: InterruptedRun = { perHour: rate, restartHours, recoverWaitHours: waitHours, stretches }
      const { billed, wall } = simulateRun(run, { rounds, seed: 42 })
      const expected = expectedRunHours(computeHours, run, { everyHours, writeHours })
      expect(Math.abs(billed.mean - expected)).toBeLessThan(4 * billed.standardError)
      const { mean, variance, nominal } = runMoments(run)
      expect(Math.abs(wall.mean - mean)).toBeLessThan(4 * wall.standardError)
      // The fourth moment of a heavy tail is large: a fifth of the variance is within its reach.
      expect(Math.abs(wall.variance / variance - 1)).toBeLessThan(0.2)
      for (const slack of [0, 0.5, 1, 2, 5]) {
        const met = wall.samples.filter((hours) => hours <= nominal + slack + 1e-9).length / rounds
        expect(Math.abs(meetChance(slack, run) - met)).toBeLessThan(0.03)
      }
    },
  )

  const uptimes = [
    { uptimesHours: [0.5, 0.5, 1, 2, 6, 10, 12], lengthHours: 4, restartHours: 0.2 },
    { uptimesHours: [0.1, 3, 3, 8], lengthHours: 2.5, restartHours: 0.5 },
  ] as const

  plainTest.for(uptimes)('agrees with the expected run from observed up-times: %o', (given) => {
    const { runHours, interruptions } = empiricalRun(
      given.uptimesHours,
      given.lengthHours,
      given.restartHours,
    )
    const { billed, losses } = simulateFromUptimes(given, { rounds, seed: 7 })
    expect(Math.abs(billed.mean - runHours)).toBeLessThan(4 * billed.standardError)
    expect(Math.abs(losses.mean - interruptions)).toBeLessThan(4 * losses.standardError)
  })
})

describe('the chance to meet a deadline', () => {
  test.prop([interruptedRun, upTo(100), upTo(100)], { numRuns: 2000 })(
    'is between 0 and 1 and never falls when there is more slack',
    (run, slackHours, more) => {
      const chance = meetChance(slackHours, run)
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      expect(meetChance(slackHours + more, run)).toBeGreaterThanOrEqual(chance - 1e-9)
      expect(meetChance(-1, run)).toBe(0)
    },
  )

  test.prop([interruptedRun, upTo(100)], { numRuns: 500 })(
    'is at least the chance that nothing happens, and certain when nothing can',
    (run, slackHours) => {
      const nominal = nominalHoursOf(run.stretches)
      expect(meetChance(slackHours, run)).toBeGreaterThanOrEqual(Math.exp(-run.perHour * nominal) - 1e-12)
      expect(meetChance(slackHours, { ...run, perHour: 0 })).toBe(1)
    },
  )
})

test.prop([upTo(2), fc.nat({ max: 50 }), upTo(500)], { numRuns: 200 })(
  'a learned rate lies between what was assumed and what was seen',
  (prior, count, runningHours) => {
    fc.pre(runningHours > 0)
    const learned = learnedInterruptionsPerHour(prior, { interruptions: count, runningHours })
    const seen = count / runningHours
    expect(learned).toBeGreaterThanOrEqual(Math.min(prior, seen) * (1 - 1e-12))
    expect(learned).toBeLessThanOrEqual(Math.max(prior, seen) * (1 + 1e-12))
  },
)

test.prop([upTo(100), upTo(20, 0.01), upTo(200)], { numRuns: 200 })(
  'waiting by the rule of ski rental never costs more than twice the best decision in hindsight',
  (premiumUsd, delayUsdPerHour, freeAfterHours) => {
    const longest = skiRentalWaitHours({ premiumUsd, delayUsdPerHour })
    const paid =
      freeAfterHours <= longest ? freeAfterHours * delayUsdPerHour : longest * delayUsdPerHour + premiumUsd
    expect(paid).toBeLessThanOrEqual(
      2 * Math.min(freeAfterHours * delayUsdPerHour, premiumUsd) * (1 + 1e-9) + 1e-9,
    )
  },
)
