import { describe, expect, test } from 'vitest'
import type { Budget, Policy } from '../../src/index.ts'
import { after, cheapest, cloudOffer, jobOf, localOffer, refusalOf } from '../builders.ts'

const limited = (budget: Budget, changes: Partial<Policy> = {}): Policy => ({
  ...cheapest,
  budget,
  ...changes,
})
const priced = (usdPerHour: number) => cloudOffer({ price: { usdPerHour } })

describe('the cap per hour', () => {
  test('refuses a dearer offer with both prices', () => {
    expect(refusalOf(priced(1.5), { policy: limited({ usdPerHour: 1.2 }) })).toEqual({
      gate: 'budget',
      kind: 'hourly-price-over-budget',
      needed: 1.2,
      actual: 1.5,
    })
  })

  test('lets an offer pass that costs just as much', () => {
    expect(refusalOf(priced(1.2), { policy: limited({ usdPerHour: 1.2 }) })).toBeUndefined()
  })

  test.each([
    ['the job', 1, 2],
    ['the policy', 2, 1],
  ])('is the lesser one, here that of %s', (_, ofJob, ofPolicy) => {
    const job = jobOf({ budget: { usdPerHour: ofJob } })
    expect(refusalOf(priced(1.5), { job, policy: limited({ usdPerHour: ofPolicy }) })?.needed).toBe(1)
  })

  test('is compared with the adjusted price', () => {
    const policy = limited(
      { usdPerHour: 1 },
      { priceAdjustments: [{ kind: 'multiply', where: {}, factor: 0.5 }] },
    )
    expect(refusalOf(priced(1.5), { policy })).toBeUndefined()
  })

  test('is compared with the computed cost of an owned GPU', () => {
    expect(refusalOf(localOffer(), { policy: limited({ usdPerHour: 0.9 }) })?.actual).toBe(1)
  })
})

describe('the cap per job', () => {
  test('is compared with the upper estimate, 20 % above the expected cost', () => {
    expect(refusalOf(priced(1), { policy: limited({ usdPerJob: 1.1 }) })).toEqual({
      gate: 'budget',
      kind: 'job-cost-over-budget',
      needed: 1.1,
      actual: 1.2,
    })
  })

  test('lets an offer pass whose upper estimate is just as much', () => {
    expect(refusalOf(priced(1), { policy: limited({ usdPerJob: 1.2 }) })).toBeUndefined()
  })

  test('uses the margin of the policy', () => {
    const policy = limited({ usdPerJob: 1.1 }, { defaults: { estimateMargin: 0.05 } })
    expect(refusalOf(priced(1), { policy })).toBeUndefined()
  })

  test.each([
    ['the job', 1, 2],
    ['the policy', 2, 1],
  ])('is the lesser one, here that of %s', (_, ofJob, ofPolicy) => {
    const job = jobOf({ budget: { usdPerJob: ofJob } })
    expect(refusalOf(priced(1), { job, policy: limited({ usdPerJob: ofPolicy }) })?.needed).toBe(1)
  })

  test('counts the whole job and not one hour', () => {
    const job = jobOf({ run: { refHours: 10, referenceGpu: 'RTX 4090' } })
    expect(refusalOf(priced(1), { job, policy: limited({ usdPerJob: 11 }) })?.actual).toBeCloseTo(12, 12)
  })
})

describe('the longest time until the result', () => {
  const policy: Policy = { ...cheapest, maximumCompletionHours: 3 }

  test('refuses what takes longer, the wait included', () => {
    expect(refusalOf(cloudOffer(after(2.5)), { policy })).toEqual({
      gate: 'budget',
      kind: 'takes-too-long',
      needed: 3,
      actual: 3.5,
    })
  })

  test('lets pass what takes just as long', () => {
    expect(refusalOf(cloudOffer(after(2)), { policy })).toBeUndefined()
  })
})
