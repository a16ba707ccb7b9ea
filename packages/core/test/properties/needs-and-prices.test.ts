import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type Decision, defaults, type Job, type Needs, type Offer, type Policy } from '../../src/index.ts'
import { job as anyJob } from './arbitraries/jobs.ts'
import { price } from './arbitraries/numbers.ts'
import { offer } from './arbitraries/offers.ts'
import { costFirst, strategy } from './arbitraries/strategies.ts'
import { competition, pickyWorld, type World, world } from './arbitraries/worlds.ts'
import { hourlyUsdOf } from './laws/price.ts'
import { admittedIn, candidatesOf, decisionIn, offerOf, stored } from './outcomes.ts'
import './patience.ts'

/** Worlds whose job asks for something, while most offers can be had. */
const demanding = fc.oneof(
  pickyWorld.map(
    (from): World => ({ ...from, policy: { ...from.policy, strategy: { kind: 'cost-first' } } }),
  ),
  fc
    .tuple(competition(costFirst), anyJob)
    .map(
      ([easy, job]): World => ({ ...easy, job: stored({ ...job, run: easy.job.run, data: easy.job.data }) }),
    ),
)

/** Needs with one of them weaker or gone. How many GPUs the job can use stays as it was, because that changes its speed. */
const relaxed = (needs: Needs, nth: number, isDropped: boolean): Needs => {
  const usableGpuCount = needs.usableGpuCount ?? needs.gpuCount ?? 1
  const stated = Object.entries(needs).filter(([name]) => name !== 'usableGpuCount')
  const name = stated[nth % Math.max(1, stated.length)]?.[0]
  const weaker = stated.flatMap(([key, value]) => {
    if (key !== name) return [[key, value]]
    if (isDropped || typeof value !== 'number') return []
    return [[key, key === 'gpuCount' ? Math.max(1, Math.floor(value / 2)) : value / 2]]
  })
  return { ...Object.fromEntries(weaker), usableGpuCount }
}

/** What the cost-first winner costs, in what was compared (USD or USD/h). */
const priceOf = ({ chosen, reason }: Decision): number =>
  reason.kind === 'cheapest' && reason.basis === 'hour'
    ? chosen.estimate.usdPerHour
    : chosen.estimate.totalUsd

const expectNoDearer = (strict: World, loose: World): void => {
  const before = decisionIn(strict)
  const after = decisionIn(loose)
  expect(admittedIn(loose)).toEqual(expect.arrayContaining([...admittedIn(strict)]))
  if (before !== undefined) {
    expect(after).toBeDefined()
    if (after !== undefined) expect(priceOf(after)).toBeLessThanOrEqual(priceOf(before) + 1e-6)
  }
}

describe('relaxing', () => {
  test.prop([demanding, fc.nat(), fc.boolean()], { numRuns: 400 })(
    'a need never loses a candidate and never raises the price of the cheapest',
    (from, nth, isDropped) => {
      const { needs = {} } = from.job
      const strict = { ...needs, usableGpuCount: needs.usableGpuCount ?? needs.gpuCount ?? 1 }
      expectNoDearer(
        { ...from, job: { ...from.job, needs: strict } },
        { ...from, job: { ...from.job, needs: relaxed(needs, nth, isDropped) } },
      )
    },
  )

  test.prop([demanding, fc.constantFrom('clearance', 'budget', 'allowSpot')], { numRuns: 200 })(
    'the rest of what a job asks for does not, either',
    (from, name) => {
      const { [name]: _, ...looser } = from.job
      const loose: Job = looser
      expectNoDearer(from, { ...from, job: loose })
    },
  )

  test.prop(
    [
      world.map(
        (from): World => ({
          ...from,
          policy: { ...from.policy, strategy: { kind: 'cost-first' }, rules: [] },
        }),
      ),
      fc.constantFrom(
        'clearance',
        'residency',
        'providers',
        'allowSpot',
        'budget',
        'maximumCompletionHours',
        'within',
      ),
    ],
    { numRuns: 200 },
  )('what a policy asks for does not, either', (from, name) => {
    const { [name]: _, ...looser } = from.policy
    const policy: Policy = looser
    expectNoDearer(from, { ...from, policy })
  })
})

describe('a price', () => {
  test.prop([world, fc.constantFrom(undefined, {}, { usdPerHour: 0 }), fc.nat()], { numRuns: 200 })(
    'that is missing or zero lets no rented offer win, whatever discounts there are',
    (from, unknown, nth) => {
      const target = from.offers[nth % Math.max(1, from.offers.length)]
      fc.pre(target !== undefined && target.purchase !== 'owned')
      const offers = from.offers.map((one): Offer => (one === target ? { ...one, price: unknown } : one))
      expect(admittedIn({ ...from, offers })).not.toContain(target.id)
    },
  )

  test.prop([world], { numRuns: 250 })(
    'is what the list asks or what owning costs, with the adjustments, and above 0',
    (from) => {
      for (const { offer: one, estimate } of candidatesOf(decisionIn(from))) {
        expect(estimate.usdPerHour).toBeGreaterThan(0)
        expect(estimate.usdPerHour).toBeCloseTo(hourlyUsdOf(one, from.policy) ?? Number.NaN, 9)
      }
    },
  )

  test.prop([competition(strategy), fc.nat(), fc.constantFrom(undefined, 0)], { numRuns: 200 })(
    'on demand that is zero is unknown, and refuses no spot offer',
    (from, nth, onDemandUsdPerHour) => {
      const target = from.offers[nth % Math.max(1, from.offers.length)]
      const withPrice = (onDemand: number | undefined): World => ({
        ...from,
        offers: from.offers.map(
          (one): Offer =>
            one === target
              ? { ...one, purchase: 'spot', price: { usdPerHour: 1, onDemandUsdPerHour: onDemand } }
              : one,
        ),
      })
      expect(admittedIn(withPrice(onDemandUsdPerHour))).toEqual(admittedIn(withPrice(undefined)))
    },
  )

  test.prop([offer, price, price], { numRuns: 200 })(
    'of a spot offer is never above that on demand when it is chosen',
    (one, usdPerHour, onDemandUsdPerHour) => {
      const spot: Offer = { ...one, purchase: 'spot', price: { usdPerHour, onDemandUsdPerHour } }
      const policy: Policy = { strategy: { kind: 'cost-first' } }
      const job: Job = { id: 'a', confidentiality: 'public' }
      const chosen = decisionIn({ job, offers: [spot], policy, moment: { nowMs: spot.observedAtMs } })
      if (chosen !== undefined) expect(usdPerHour).toBeLessThanOrEqual(onDemandUsdPerHour)
    },
  )
})

const times = (factor: number, usd: number | undefined): number | undefined =>
  usd === undefined ? undefined : usd * factor

const perKind = (factor: number, usd = { local: 0, 'gpu-cloud': 0, hyperscaler: 0 }) => ({
  local: usd.local * factor,
  'gpu-cloud': usd['gpu-cloud'] * factor,
  hyperscaler: usd.hyperscaler * factor,
})

const scaledOffer = (one: Offer, factor: number): Offer => ({
  ...one,
  price: one.price && {
    usdPerHour: times(factor, one.price.usdPerHour),
    onDemandUsdPerHour: times(factor, one.price.onDemandUsdPerHour),
  },
  ownership: {
    ...one.ownership,
    capexUsd: times(factor, one.ownership?.capexUsd),
    residualUsd: times(factor, one.ownership?.residualUsd),
    maintenanceUsdPerHour: times(factor, one.ownership?.maintenanceUsdPerHour),
    shadowUsdPerHour: times(factor, one.ownership?.shadowUsdPerHour),
    usdPerKWh: times(factor, one.ownership?.usdPerKWh),
  },
  network: {
    ...one.network,
    ingressUsdPerGB: times(factor, one.network?.ingressUsdPerGB),
    egressUsdPerGB: times(factor, one.network?.egressUsdPerGB),
    egressTiers: one.network?.egressTiers?.map(([upToGB, usd]) => [upToGB, usd * factor] as const),
    storageUsdPerGBMonth: times(factor, one.network?.storageUsdPerGBMonth),
  },
})

const scaledPolicy = (policy: Policy, factor: number): Policy => ({
  ...policy,
  budget: policy.budget && {
    usdPerHour: times(factor, policy.budget.usdPerHour),
    usdPerJob: times(factor, policy.budget.usdPerJob),
  },
  priceAdjustments: policy.priceAdjustments?.map((one) =>
    one.kind === 'multiply' ? one : { ...one, usdPerHour: one.usdPerHour * factor },
  ),
  defaults: {
    ...policy.defaults,
    egressUsdPerGB: perKind(factor, policy.defaults?.egressUsdPerGB ?? defaults.egressUsdPerGB),
    storageUsdPerGBMonth: perKind(
      factor,
      policy.defaults?.storageUsdPerGBMonth ?? defaults.storageUsdPerGBMonth,
    ),
    usdPerKWh: times(factor, policy.defaults?.usdPerKWh ?? defaults.usdPerKWh),
  },
  within: policy.within?.map((circle) => scaledPolicy(circle, factor)),
})

const scaled = ({ job, offers, policy, moment }: World, factor: number): World => ({
  job: {
    ...job,
    data: { ...job.data, sourceEgressUsdPerGB: times(factor, job.data?.sourceEgressUsdPerGB) },
    budget: job.budget && {
      usdPerHour: times(factor, job.budget.usdPerHour),
      usdPerJob: times(factor, job.budget.usdPerJob),
    },
  },
  offers: offers.map((one) => scaledOffer(one, factor)),
  policy: scaledPolicy(policy, factor),
  moment,
})

describe('multiplying every price by a power of two', () => {
  const factor = fc.constantFrom(0.25, 2, 16)

  test.prop([fc.oneof(world, competition(strategy)), factor], { numRuns: 250 })(
    'multiplies every cost by it, admits the same offers and changes no time',
    (from, by) => {
      const dearer = scaled(from, by)
      expect(admittedIn(dearer)).toEqual(admittedIn(from))
      const before = new Map(
        candidatesOf(decisionIn(from)).map(({ offer: { id }, estimate }) => [id, estimate]),
      )
      for (const { offer: one, estimate } of candidatesOf(decisionIn(dearer))) {
        expect(estimate.totalUsd).toBeCloseTo((before.get(one.id)?.totalUsd ?? Number.NaN) * by, 9)
        expect(estimate.completionHours).toBe(before.get(one.id)?.completionHours)
      }
    },
  )

  test.prop([competition(fc.constant({ kind: 'cost-first', basis: 'job' })), factor], { numRuns: 200 })(
    'leaves the cheapest the cheapest, up to a micro-dollar',
    (from, by) => {
      const before = decisionIn(from)?.chosen
      const after = decisionIn(scaled(from, by))?.chosen
      fc.pre(before !== undefined && after !== undefined)
      const winnerBefore = offerOf(from.offers, after.offer.id)
      expect(winnerBefore).toBeDefined()
      expect(Math.abs(after.estimate.totalUsd / by - before.estimate.totalUsd)).toBeLessThan(
        1.01e-6 / Math.min(1, by),
      )
    },
  )
})
