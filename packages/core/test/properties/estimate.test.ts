import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  billedHoursOf,
  capacityChanceBy,
  estimate,
  exactIntervalHours,
  stretchesOf,
  type Terms,
  termsOf,
  tieredUsd,
  type Work,
} from '../../src/index.ts'
import { easyJob } from './arbitraries/jobs.ts'
import { maybe, upTo, volume } from './arbitraries/numbers.ts'
import { offer } from './arbitraries/offers.ts'
import { plainPolicy } from './arbitraries/policies.ts'
import { terms, work } from './arbitraries/terms.ts'
import './patience.ts'
import { referenceEstimate } from './reference-estimate.ts'

interface Pair {
  readonly work: Work
  readonly terms: Terms
}

const pair: fc.Arbitrary<Pair> = fc.record({ work, terms })

/** At least as much, but for the last digits of the arithmetic. */
const expectAtLeast = (actual: number, least: number): void => {
  if (least === Number.POSITIVE_INFINITY) expect(actual).toBe(least)
  else expect(actual).toBeGreaterThanOrEqual(least - 1e-9 * Math.max(1, Math.abs(least)))
}

/** More of something by a factor and a sum, so that nothing stays at 0. */
const more = (value: number, by: number): number => value * (1 + by) + by

/** One thing that makes a job on an offer worse, by its name in the cost model. */
const worsenings: Readonly<Record<string, (pair: Pair, by: number) => Pair>> = {
  p: ({ work: w, terms: t }, by) => ({ work: w, terms: { ...t, usdPerHour: more(t.usdPerHour, by) } }),
  lambda: ({ work: w, terms: t }, by) => ({
    work: w,
    terms: { ...t, interruptionsPerHour: more(t.interruptionsPerHour, by) },
  }),
  r: ({ work: w, terms: t }, by) => ({
    work: w.restartHours === undefined ? w : { ...w, restartHours: more(w.restartHours, by) },
    terms: t,
  }),
  w: ({ work: w, terms: t }, by) => ({
    work: w,
    terms: { ...t, recoverWaitHours: more(t.recoverWaitHours, by) },
  }),
  boot: ({ work: w, terms: t }, by) => ({ work: w, terms: { ...t, bootHours: more(t.bootHours, by) } }),
  inputGB: ({ work: w, terms: t }, by) => ({ work: { ...w, inputGB: more(w.inputGB, by) }, terms: t }),
  outputGB: ({ work: w, terms: t }, by) => ({ work: { ...w, outputGB: more(w.outputGB, by) }, terms: t }),
  imageGB: ({ work: w, terms: t }, by) => ({ work: { ...w, imageGB: more(w.imageGB, by) }, terms: t }),
  refHours: ({ work: w, terms: t }, by) => ({ work: { ...w, refHours: more(w.refHours, by) }, terms: t }),
  speed: ({ work: w, terms: t }, by) => ({ work: w, terms: { ...t, speed: t.speed / (1 + by) } }),
  availability: ({ work: w, terms: t }, by) => ({
    work: w,
    terms: { ...t, availability: (t.availability ?? 1) / (1 + by) },
  }),
  uplink: ({ work: w, terms: t }, by) => ({
    work: { ...w, uplinkMbps: (w.uplinkMbps ?? 1e4) / (1 + by) },
    terms: t,
  }),
  egress: ({ work: w, terms: t }, by) => ({
    work: w,
    terms: { ...t, egressMbps: (t.egressMbps ?? 1e4) / (1 + by) },
  }),
  registry: ({ work: w, terms: t }, by) => ({
    work: w,
    terms: { ...t, registryMbps: (t.registryMbps ?? 1e4) / (1 + by) },
  }),
}

/** Whether a longer job may write more checkpoints only because stretches of less than a minute are not tried. */
const isHeldAtAMinute = ({ work: { checkpoint }, terms: { interruptionsPerHour: perHour } }: Pair): boolean =>
  checkpoint?.everyHours === 'auto' &&
  perHour > 0 &&
  exactIntervalHours({ writeHours: checkpoint.writeHours, perHour }) < 1 / 30

describe('an estimate', () => {
  test.prop([pair], { numRuns: 3000 })('holds numbers only, whatever the valid inputs', (given) => {
    const wrong = Object.entries(estimate(given.work, given.terms)).filter(
      ([, value]) => value !== null && (Number.isNaN(value) || value < 0),
    )
    expect(wrong).toEqual([])
  })

  test.prop([pair], { numRuns: 2000 })('is what the formulas of the cost model give', (given) => {
    const own = estimate(given.work, given.terms)
    const references = [1, 1 - 1e-11, 1 + 1e-11].map((nudge) =>
      referenceEstimate(given.work, given.terms, nudge),
    )
    fc.pre(own.totalUsd < 1e12 && own.completionHours < 1e12)
    const names = [
      'setupHours',
      'runHours',
      'interruptions',
      'billedHours',
      'completionHours',
      'totalUsd',
    ] as const
    const wrong = references.map((reference) =>
      names.filter((name) => Math.abs(own[name] - reference[name]) > 1e-7 * Math.max(1e-3, reference[name])),
    )
    expect(wrong).toContainEqual([])
  })

  test.prop([pair], { numRuns: 2000 })('adds up', (given) => {
    const e = estimate(given.work, given.terms)
    fc.pre(Number.isFinite(e.totalUsd) && Number.isFinite(e.completionHours))
    expect(e.totalUsd).toBeCloseTo(e.computeUsd + e.networkUsd + e.storageUsd, 9)
    expect(e.computeHours).toBeCloseTo(given.work.refHours / given.terms.speed, 9)
    expectAtLeast(e.runHours, e.computeHours)
    expectAtLeast(e.completionHours, e.setupHours + e.runHours + e.downloadHours)
    expectAtLeast(e.billedHours, e.setupHours + e.runHours - 1e-9)
    expectAtLeast(e.objectiveUsd, e.totalUsd)
    if (given.terms.purchase !== 'spot')
      expect([e.runHours, e.interruptions, e.interruptionsPerHour]).toEqual([e.computeHours, 0, 0])
    if (given.terms.dataPath === 'local')
      expect([e.uploadHours, e.downloadHours, e.networkUsd]).toEqual([0, 0, 0])
    if (given.work.deadlineHours === undefined) expect(e.deadlineChance).toBeNull()
    else expect(e.deadlineChance).toSatisfy((chance: number) => chance >= 0 && chance <= 1)
  })

  test.prop([pair, fc.constantFrom(...Object.keys(worsenings)), upTo(3)], { numRuns: 4000 })(
    'never costs less or ends sooner when something gets worse',
    (given, name, by) => {
      fc.pre(!((name === 'refHours' || name === 'speed') && isHeldAtAMinute(given)))
      const worse = worsenings[name]?.(given, by) ?? given
      const before = estimate(given.work, given.terms)
      const after = estimate(worse.work, worse.terms)
      expectAtLeast(after.totalUsd, before.totalUsd)
      expectAtLeast(after.completionHours, before.completionHours)
    },
  )

  test.prop([pair], { numRuns: 2000 })('never costs less than the price of set-up and work', (given) => {
    const { usdPerHour, billStepSeconds } = given.terms
    const { totalUsd, setupHours, computeHours } = estimate(given.work, given.terms)
    // Billing forgives a billionth of a step (docs/cost-model.md, "Money").
    const forgiven = (usdPerHour * billStepSeconds * 1e-9) / 3600
    expectAtLeast(totalUsd + forgiven, usdPerHour * (setupHours + computeHours))
  })

  test.prop([pair, upTo(100), upTo(50)], { numRuns: 1500 })(
    'gives a chance between 0 and 1 that never falls when there is more time',
    (given, deadlineHours, more_) => {
      const chanceBy = (hours: number): number =>
        estimate({ ...given.work, deadlineHours: hours }, given.terms).deadlineChance ?? Number.NaN
      const chance = chanceBy(deadlineHours)
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      expect(chanceBy(deadlineHours + more_)).toBeGreaterThanOrEqual(chance - 1e-9)
    },
  )

  test.prop([pair, upTo(10, 0.001)], { numRuns: 500 })(
    'costs in proportion to what is charged',
    (given, factor) => {
      const { work: w, terms: t } = given
      const dearer = estimate(
        { ...w, sourceEgressUsdPerGB: w.sourceEgressUsdPerGB * factor },
        {
          ...t,
          usdPerHour: t.usdPerHour * factor,
          ingressUsdPerGB: t.ingressUsdPerGB * factor,
          egressUsdPerGB: t.egressUsdPerGB * factor,
          egressTiers: t.egressTiers?.map(([bound, usd]) => [bound, usd * factor] as const),
          storageUsdPerGBMonth: t.storageUsdPerGBMonth * factor,
        },
      )
      const { totalUsd, completionHours } = estimate(w, t)
      fc.pre(totalUsd < 1e200)
      expect(Math.abs(dearer.totalUsd / factor / totalUsd - 1)).toBeLessThan(1e-9)
      expect(dearer.completionHours).toBe(completionHours)
    },
  )

  test.prop([easyJob, offer, plainPolicy], { numRuns: 400 })(
    'has complete terms: what nobody states is assumed, and said so',
    (job, one, policy) => {
      const complete = termsOf(job, one, policy)
      fc.pre(complete !== undefined)
      for (const { name, basis } of complete.assumptions)
        expect([name, basis].every((text) => text !== '')).toBe(true)
      const names = complete.assumptions.map(({ name }) => name)
      expect(names.includes('bootHours')).toBe(one.capacity?.bootHours === undefined)
      expect(names.includes('billStepSeconds')).toBe(one.billing?.billStepSeconds === undefined)
      expect(names.includes('inputGB')).toBe(job.data?.inputGB === undefined)
      expect(complete.terms.billStepSeconds).toBe(
        one.billing?.billStepSeconds ?? policy.defaults?.billStepSeconds ?? 1,
      )
    },
  )
})

describe('speed', () => {
  const exponent = fc.constantFrom(undefined, 0, 0.8, 1)

  test.prop([easyJob, offer, fc.constantFrom(1, 2, 4, 8), fc.constantFrom(1, 2, 4, 8), exponent], {
    numRuns: 300,
  })(
    'grows with the GPUs that the job can use, and with no others',
    (job, one, gpuCount, usableGpuCount, gpuScalingExponent) => {
      const policy = { strategy: { kind: 'cost-first' as const }, defaults: { gpuScalingExponent } }
      const speedOf = (count: number): number | undefined =>
        termsOf({ ...job, needs: { usableGpuCount } }, { ...one, gpuCount: count }, policy)?.speed.speed
      const single = speedOf(1)
      fc.pre(single !== undefined)
      const scale = Math.min(gpuCount, usableGpuCount) ** (gpuScalingExponent ?? 0.95)
      expect((speedOf(gpuCount) ?? Number.NaN) / single).toBeCloseTo(scale, 9)
    },
  )
})

describe('a bill', () => {
  test.prop([upTo(50), fc.constantFrom(1, 60, 900, 3600), upTo(4000)], { numRuns: 500 })(
    'is the least whole number of steps that covers what was used and the minimum',
    (hours, billStepSeconds, billMinSeconds) => {
      const step = billStepSeconds / 3600
      const billed = billedHoursOf(hours, { billStepSeconds, billMinSeconds })
      const covered = Math.max(hours, billMinSeconds / 3600)
      expect(Math.abs(billed / step - Math.round(billed / step))).toBeLessThan(1e-6)
      expect(billed).toBeGreaterThanOrEqual(covered - 2e-9 * step)
      expect(billed - covered).toBeLessThan(step * (1 + 1e-9))
    },
  )

  test.prop([upTo(50, 0.001), fc.constantFrom(1, 3600, 1e6, 1e12, 1e15)], { numRuns: 200 })(
    'is never nothing for a machine that was used, however coarse the steps are',
    (hours, billStepSeconds) => {
      expect(billedHoursOf(hours, { billStepSeconds, billMinSeconds: 0 })).toBeGreaterThanOrEqual(
        hours * (1 - 1e-6),
      )
      expect(billedHoursOf(0, { billStepSeconds, billMinSeconds: 0 })).toBe(0)
    },
  )

  const tiers = fc
    .tuple(
      fc.uniqueArray(upTo(5000, 1), { maxLength: 4 }),
      fc.array(upTo(0.3), { minLength: 5, maxLength: 5 }),
    )
    .map(([bounds, usd]) => {
      const rising = [...bounds].sort((one, other) => one - other)
      return [...rising, null].map((bound, index) => [bound, usd[index] ?? 0] as const)
    })

  test.prop([volume, tiers, maybe(volume)], { numRuns: 500 })(
    'of traffic by tiers is the sum over its gigabytes, each at the price of its tier',
    (gb, steps, extra = 0) => {
      const sum = steps.reduce((usd, [bound, usdPerGB], index) => {
        const from = steps[index - 1]?.[0] ?? 0
        return usd + Math.max(0, Math.min(gb, bound ?? gb) - from) * usdPerGB
      }, 0)
      expect(tieredUsd(gb, steps)).toBeCloseTo(sum, 9)
      expectAtLeast(tieredUsd(gb + extra, steps), tieredUsd(gb, steps))
    },
  )
})

test.prop([upTo(50), upTo(50), upTo(1), upTo(2, 0.01)], { numRuns: 300 })(
  'the chance of capacity never falls with time, and one attempt has the chance of one attempt',
  (hours, later, availability, retryHours) => {
    const chance = capacityChanceBy(hours, { availability, retryHours })
    expect(chance).toBeGreaterThanOrEqual(0)
    expect(chance).toBeLessThanOrEqual(1)
    expect(capacityChanceBy(hours + later, { availability, retryHours })).toBeGreaterThanOrEqual(chance)
    expect(capacityChanceBy(0, { availability, retryHours })).toBeCloseTo(availability, 12)
  },
)

test.prop([upTo(60, 0.001), upTo(10, 0.01), upTo(0.5)], { numRuns: 500 })(
  'cut work is all there, and the last stretch is not empty',
  (computeHours, everyHours, writeHours) => {
    const { saved, savedHours, lastHours } = stretchesOf(computeHours, { everyHours, writeHours })
    expect(saved * (savedHours - writeHours) + lastHours).toBeCloseTo(computeHours, 8)
    expect(lastHours).toBeGreaterThan(0)
    expect(lastHours).toBeLessThanOrEqual(Math.min(computeHours, everyHours) * (1 + 1e-9))
    expect(Number.isInteger(saved)).toBe(true)
  },
)
