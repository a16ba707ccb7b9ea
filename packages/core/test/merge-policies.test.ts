import { describe, expect, test } from 'vitest'
import { type Job, mergePolicies, type Offer, type Policy, requote, termsOf } from '../src/index.ts'
import {
  after,
  cheapest,
  cloudOffer,
  costing,
  decided,
  jobOf,
  localOffer,
  nowMs,
  policyOf,
  rankedIds,
  refusalOf,
  refused,
  spotOffer,
} from './builders.ts'

/** A rule that only one of two policies has, and an offer that it alone refuses. */
const refusing: readonly [kind: string, policy: Partial<Policy>, offer: Offer, job?: Job][] = [
  ['site-not-allowed', { residency: { sites: ['local'] } }, cloudOffer()],
  ['site-not-allowed', { clearance: { internal: { sites: ['local'] } } }, cloudOffer()],
  ['country-not-allowed', { residency: { countries: ['FR'] } }, cloudOffer()],
  ['trust-too-low', { residency: { leastTrust: 'certified' } }, cloudOffer()],
  ['certification-missing', { residency: { certifications: ['SOC 2'] } }, cloudOffer()],
  ['provider-not-allowed', { providers: { allow: ['gcp'] } }, cloudOffer()],
  ['provider-denied', { providers: { deny: ['aws'] } }, cloudOffer()],
  ['spot-not-allowed', { allowSpot: false }, spotOffer()],
  [
    'price-too-old',
    { maximumPriceAgeHours: { hyperscaler: 1 } },
    cloudOffer({ observedAtMs: nowMs - 2 * 3_600_000 }),
  ],
  ['hourly-price-over-budget', { budget: { usdPerHour: 0.5 } }, cloudOffer()],
  ['job-cost-over-budget', { budget: { usdPerJob: 0.5 } }, cloudOffer()],
  ['takes-too-long', { maximumCompletionHours: 1 }, cloudOffer(after(1))],
  [
    'provider-excluded',
    { strategy: { kind: 'provider-priority', order: ['gcp'], others: 'exclude' } },
    cloudOffer(),
  ],
]

describe.each(refusing)('a rule that gives %s', (kind, rule, offer) => {
  const strict: Policy = { ...cheapest, ...rule }

  test('holds when the outer policy has it', () => {
    expect(refusalOf(offer, { policy: mergePolicies(strict, cheapest) })?.kind).toBe(kind)
  })

  test('holds when the inner policy has it', () => {
    expect(refusalOf(offer, { policy: mergePolicies(cheapest, strict) })?.kind).toBe(kind)
  })

  test('holds when it is two circles away', () => {
    const policy = mergePolicies(mergePolicies(strict, cheapest), cheapest)
    expect(refusalOf(offer, { policy })?.kind).toBe(kind)
  })
})

test('an offer that both policies let pass passes', () => {
  const outer: Policy = { ...cheapest, residency: { countries: ['EU'] }, budget: { usdPerHour: 2 } }
  const inner: Policy = { ...cheapest, providers: { allow: ['aws'] }, maximumCompletionHours: 2 }
  expect(refusalOf(cloudOffer(), { policy: mergePolicies(outer, inner) })).toBeUndefined()
})

test('the ranking is that of the inner policy', () => {
  const policy = mergePolicies(policyOf({ kind: 'local-first' }), cheapest)
  expect(rankedIds([localOffer(costing(2)), cloudOffer()], { policy })).toEqual(['cloud', 'local'])
})

test('the rules for strategies are those of the inner policy', () => {
  const outer = policyOf({ kind: 'cost-first' }, { rules: [{ when: {}, strategy: { kind: 'local-first' } }] })
  const { strategy } = decided([cloudOffer()], { policy: mergePolicies(outer, cheapest) })
  expect(strategy.kind).toBe('cost-first')
})

describe('numbers of the outer policy', () => {
  const halved: Policy = { ...cheapest, priceAdjustments: [{ kind: 'multiply', where: {}, factor: 0.5 }] }
  const priceUnder = (policy: Policy, offer = cloudOffer()) =>
    termsOf(jobOf(), offer, policy)?.terms.usdPerHour

  test('are used where the inner one states none', () => {
    expect(priceUnder(mergePolicies(halved, cheapest))).toBe(0.5)
  })

  test('are not used where the inner one states its own', () => {
    expect(priceUnder(mergePolicies(halved, { ...cheapest, priceAdjustments: [] }))).toBe(1)
  })

  test('count for the mode of local cost', () => {
    const owned = localOffer({ ownership: { usdPerKWh: 1, maintenanceUsdPerHour: 1, shadowUsdPerHour: 1 } })
    const shadow: Policy = { ...cheapest, localCost: 'shadow' }
    expect([
      priceUnder(mergePolicies(shadow, cheapest), owned),
      priceUnder(mergePolicies(shadow, { ...cheapest, localCost: 'marginal' }), owned),
    ]).toEqual([3, 1])
  })

  test('count for each default on its own', () => {
    const outer: Policy = { ...cheapest, defaults: { usdPerKWh: 2, pue: 3 } }
    const inner: Policy = { ...cheapest, defaults: { pue: 5 } }
    const bare = localOffer({ energy: { powerKW: 1 }, ownership: undefined })
    expect(priceUnder(mergePolicies(outer, inner), bare)).toBe(10)
  })
})

describe('each policy judges with its own numbers:', () => {
  const discounted: Policy = {
    ...cheapest,
    priceAdjustments: [{ kind: 'multiply', where: {}, factor: 0.5 }],
  }

  test('the budget of the outer one with the prices that it sees', () => {
    const outer: Policy = { ...cheapest, budget: { usdPerHour: 0.8 } }
    expect(refusalOf(cloudOffer(), { policy: mergePolicies(outer, discounted) })).toMatchObject({
      kind: 'hourly-price-over-budget',
      actual: 1,
    })
  })

  test('the budget of the inner one with the prices that it sees', () => {
    const inner: Policy = { ...discounted, budget: { usdPerHour: 0.8 } }
    expect(refusalOf(cloudOffer(), { policy: mergePolicies(cheapest, inner) })).toBeUndefined()
  })

  test('the budget of the outer one with its own mode of local cost', () => {
    const owned = localOffer({ ownership: { usdPerKWh: 1, maintenanceUsdPerHour: 1 } })
    const outer: Policy = { ...cheapest, localCost: 'full', budget: { usdPerHour: 1.5 } }
    const inner: Policy = { ...cheapest, localCost: 'marginal' }
    expect(refusalOf(owned, { policy: mergePolicies(outer, inner) })).toMatchObject({
      kind: 'hourly-price-over-budget',
      actual: 2,
    })
  })

  test('the cap per job of the outer one with its own estimate and margin', () => {
    const outer: Policy = { ...cheapest, budget: { usdPerJob: 1.1 }, defaults: { estimateMargin: 0.5 } }
    const inner: Policy = { ...discounted, defaults: { estimateMargin: 0 } }
    expect(refusalOf(cloudOffer(), { policy: mergePolicies(outer, inner) })).toMatchObject({
      kind: 'job-cost-over-budget',
      actual: 1.5,
    })
  })

  test('a run that only the outer one expects never to end', () => {
    const outer: Policy = {
      ...cheapest,
      defaults: { interruptionsPerHour: { local: 999, 'gpu-cloud': 999, hyperscaler: 999 } },
    }
    const inner: Policy = {
      ...cheapest,
      defaults: { interruptionsPerHour: { local: 0, 'gpu-cloud': 0, hyperscaler: 0 } },
    }
    const offer = spotOffer({ spotRisk: undefined })
    expect(refusalOf(offer, { policy: mergePolicies(outer, inner) })?.kind).toBe('never-finishes')
  })
})

describe('the drift that asks a person again', () => {
  const asksAt = (price: number, outer: number | undefined, inner: number | undefined): boolean => {
    const policy = mergePolicies(
      { ...cheapest, maximumPriceDrift: outer },
      { ...cheapest, maximumPriceDrift: inner },
    )
    const again = requote(
      decided([cloudOffer()], { policy }),
      [cloudOffer({ price: { usdPerHour: price } })],
      {
        nowMs,
      },
    )
    return again.kind === 'quoted' && again.mustAskAgain
  }

  test.each([
    [0.5, 0.1],
    [0.1, 0.5],
    [0.1, undefined],
    [undefined, 0.1],
  ])('is the least of %s and %s', (outer, inner) => {
    expect([asksAt(1.05, outer, inner), asksAt(1.15, outer, inner)]).toEqual([false, true])
  })

  test.each([
    [0.5, undefined],
    [undefined, 0.5],
  ])(
    'of %s and %s is not loosened beyond the fifth that holds for the one that states none',
    (outer, inner) => {
      expect(asksAt(1.3, outer, inner)).toBe(true)
    },
  )
})

test('an offer on a site that the outer policy forbids is no near miss', () => {
  const outer: Policy = { ...cheapest, residency: { sites: ['local'] } }
  const job = jobOf({ needs: { vramGiB: 80 } })
  const { nearMisses } = refused([cloudOffer(), localOffer()], {
    job,
    policy: mergePolicies(outer, cheapest),
  })
  expect(nearMisses.map(({ offer }) => offer.id)).toEqual(['local'])
})

test('a site that the outer policy forbids is told before a fault that the inner one finds', () => {
  const outer: Policy = { ...cheapest, residency: { sites: ['local'] } }
  const job = jobOf({ needs: { vramGiB: 80 } })
  expect(refusalOf(cloudOffer(), { job, policy: mergePolicies(outer, cheapest) })?.gate).toBe(
    'confidentiality',
  )
})

test('a default that the inner policy sets to undefined is that of the outer one', () => {
  const outer = policyOf(cheapest.strategy, { defaults: { pue: 2, uplinkMbps: 7 } })
  const inner = policyOf(cheapest.strategy, { defaults: { pue: undefined, uplinkMbps: 8 } })
  expect(mergePolicies(outer, inner).defaults).toEqual({ pue: 2, uplinkMbps: 8 })
})
