import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  type Decision,
  type DecisionMatrix,
  type LocalFirst,
  microUsd,
  milliseconds,
  type Offer,
  paretoFront,
  type Strategy,
} from '../../src/index.ts'
import { upTo } from './arbitraries/numbers.ts'
import { offer } from './arbitraries/offers.ts'
import {
  balanced,
  carbon,
  costFirst,
  deadline,
  decisionMatrix,
  localFirst,
  providerPriority,
  strategy,
  urgent,
} from './arbitraries/strategies.ts'
import { competition, type World } from './arbitraries/worlds.ts'
import { candidatesOf, decisionIn } from './outcomes.ts'
import { winnerOf } from './reference-winner.ts'
import './patience.ts'

const winnerIn = (world: World): string | undefined => decisionIn(world)?.chosen.offer.id

const without = (world: World, id: string): World => ({
  ...world,
  offers: world.offers.filter((one) => one.id !== id),
})

/** The same world without price adjustments, in which a lower price stays above 0. */
const unadjusted = ({ policy: { priceAdjustments: _, ...policy }, ...world }: World): World => ({
  ...world,
  policy,
})

const repriced = (world: World, id: string, factor: number): World => ({
  ...world,
  offers: world.offers.map((one): Offer => {
    const { usdPerHour } = one.price ?? {}
    return one.id === id && usdPerHour !== undefined
      ? { ...one, price: { usdPerHour: usdPerHour * factor } }
      : one
  }),
})

const hasPrice = ({ price }: Offer): boolean => (price?.usdPerHour ?? 0) > 0

/** The losers of a decision, one of which is chosen by a number. */
const loserOf = (decision: Decision, nth: number): Offer | undefined => {
  const losers = decision.alternatives.map((candidate) => candidate.offer)
  return losers[nth % Math.max(1, losers.length)]
}

/** With factors below 1 the matrix can prefer the dearer side, so that a lower price takes a win away: the parameters ask for it. */
const sensibleMatrix: fc.Arbitrary<DecisionMatrix> = decisionMatrix.map((matrix) => ({
  ...matrix,
  uploadCostFactor: 1.01 + (matrix.uploadCostFactor ?? 0.19),
  localCostFactor: 1 + (matrix.localCostFactor ?? 0.1),
}))

const isSensible = (one: Strategy | undefined): boolean =>
  one === undefined ||
  (one.kind === 'local-first' ? isSensible(one.fallback) : one.kind !== 'decision-matrix')

const sensible: fc.Arbitrary<Strategy> = fc.oneof(
  { arbitrary: strategy.filter(isSensible), weight: 4 },
  { arbitrary: sensibleMatrix, weight: 1 },
)

/** Whether what is best depends on offers that do not win: a limit set by the cheapest, or a side chosen by its best offer. */
const looksAtLosers = (one: Strategy | undefined): boolean =>
  one !== undefined &&
  (one.kind === 'carbon' ||
    one.kind === 'decision-matrix' ||
    (one.kind === 'urgent' && one.maxPremium !== undefined) ||
    (one.kind === 'local-first' && looksAtLosers(one.fallback)))

const selfMinded = fc
  .oneof(costFirst, providerPriority, balanced, deadline, urgent, localFirst)
  .filter((one) => !looksAtLosers(one))

describe('the winner', () => {
  const each = { costFirst, localFirst, providerPriority, balanced, urgent, deadline, carbon, decisionMatrix }

  for (const [name, arbitrary] of Object.entries<fc.Arbitrary<Strategy>>(each))
    test.prop([competition(arbitrary)], { numRuns: 250 })(
      `is the one that the cost model names: ${name}`,
      (world) => {
        const decision = decisionIn(world)
        const all = candidatesOf(decision)
        expect(winnerOf(world.policy.strategy, all, world.job)?.offer.id).toBe(decision?.chosen.offer.id)
      },
    )

  test.prop([competition(strategy)], { numRuns: 200 })(
    'stays ahead of all that come after it, place by place',
    (world) => {
      const all = candidatesOf(decisionIn(world))
      expect(all.map(({ rank }) => rank)).toEqual(all.map((_, index) => index + 1))
      expect(new Set(all.map((candidate) => candidate.offer.id)).size).toBe(all.length)
    },
  )

  test.prop([competition(sensible), fc.nat(), upTo(10, 1)], { numRuns: 400 })(
    'is never a loser whose price has risen',
    (from, nth, factor) => {
      const world = unadjusted(from)
      const decision = decisionIn(world)
      const loser = decision && loserOf(decision, nth)
      fc.pre(loser !== undefined && hasPrice(loser))
      expect(winnerIn(repriced(world, loser.id, factor))).not.toBe(loser.id)
    },
  )

  test.prop([competition(sensible), upTo(1, 0.01)], { numRuns: 400 })(
    'still wins when its price falls',
    (from, factor) => {
      const world = unadjusted(from)
      const chosen = decisionIn(world)?.chosen.offer
      fc.pre(chosen !== undefined && hasPrice(chosen))
      expect(winnerIn(repriced(world, chosen.id, factor))).toBe(chosen.id)
    },
  )

  test.prop([competition(selfMinded), offer], { numRuns: 400 })(
    'is the old one or the new one when an offer is added',
    (world, another) => {
      fc.pre(world.offers.every(({ id }) => id !== another.id))
      const now = winnerIn({ ...world, offers: [...world.offers, another] })
      expect([winnerIn(world), another.id]).toContain(now)
    },
  )

  test.prop([competition(selfMinded), fc.nat()], { numRuns: 400 })(
    'stays when a loser is taken away',
    (world, nth) => {
      const decision = decisionIn(world)
      const loser = decision && loserOf(decision, nth)
      fc.pre(loser !== undefined)
      expect(winnerIn(without(world, loser.id))).toBe(decision?.chosen.offer.id)
    },
  )

  test.prop([competition(decisionMatrix), fc.nat()], { numRuns: 200 })(
    'of the matrix stays when a loser is taken away that is not the best of its site',
    (world, nth) => {
      const decision = decisionIn(world)
      const loser = decision && loserOf(decision, nth)
      fc.pre(decision !== undefined && loser !== undefined)
      const isLocal = loser.site === 'local'
      const side = candidatesOf(decision).find((one) => (one.offer.site === 'local') === isLocal)
      fc.pre(side?.offer.id !== loser.id)
      expect(winnerIn(without(world, loser.id))).toBe(decision.chosen.offer.id)
    },
  )

  test.prop([competition(strategy)], { numRuns: 400 })(
    'of two offers that differ by their id only is the one whose id comes first',
    (world) => {
      const chosen = decisionIn(world)?.chosen.offer
      fc.pre(chosen !== undefined)
      const twin = (id: string): World => ({ ...world, offers: [...world.offers, { ...chosen, id }] })
      const after = `${chosen.id}~`
      const before = '\u0000'
      fc.pre(world.offers.every(({ id }) => id !== after && id !== before))
      expect(winnerIn(twin(after))).toBe(chosen.id)
      expect(winnerIn(twin(before))).toBe(before)
    },
  )
})

describe('a tie', () => {
  const first = '\u0000'

  /** A world with a twin of the winner, whose id comes first. */
  const withTwin = (world: World, change: (chosen: Offer) => Offer): World | undefined => {
    const chosen = decisionIn(world)?.chosen.offer
    if (chosen === undefined || world.offers.some(({ id }) => id === first)) return undefined
    return { ...world, offers: [...world.offers, { ...change(chosen), id: first }] }
  }

  test.prop([competition(selfMinded)], { numRuns: 200 })(
    'of money below a micro-dollar is one: the id decides then',
    (world) => {
      const dearer = withTwin(world, (chosen) => ({
        ...chosen,
        price: { usdPerHour: (chosen.price?.usdPerHour ?? 0) * (1 + 1e-12) },
      }))
      fc.pre(dearer !== undefined)
      const [one, other] = candidatesOf(decisionIn(dearer)).map(({ estimate }) => estimate.totalUsd)
      fc.pre(one !== undefined && other !== undefined && microUsd(one) === microUsd(other) && one !== other)
      expect(winnerIn(dearer)).toBe(first)
    },
  )

  test.prop([competition(strategy), upTo(2, 0.01)], { numRuns: 300 })(
    'of money and time goes to what is interrupted less often',
    (world, more) => {
      // Without work there is nothing to interrupt, so that the rate changes neither money nor time.
      const idle = { ...world, job: { ...world.job, run: { refHours: 0 } } }
      const riskOf = ({ spotRisk }: Offer): number => spotRisk?.interruptionsPerHour ?? 0.1
      const taken = (one: Offer, interruptionsPerHour: number): Offer => ({
        ...one,
        purchase: 'spot',
        price: { usdPerHour: 1 },
        spotRisk: { ...one.spotRisk, interruptionsPerHour },
      })
      const spot = { ...idle, offers: idle.offers.map((one) => taken(one, riskOf(one))) }
      const riskier = withTwin(spot, (chosen) => taken(chosen, riskOf(chosen) + more))
      fc.pre(riskier !== undefined)
      expect(winnerIn(riskier)).toBe(winnerIn(spot))
    },
  )
})

describe('cost-first', () => {
  const byJob = competition(fc.constant({ kind: 'cost-first', basis: 'job' }))

  test.prop([byJob], { numRuns: 300 })(
    'leaves no candidate that costs less, or as much and is sooner',
    (world) => {
      const [first, ...others] = candidatesOf(decisionIn(world)).map(({ estimate }) => estimate)
      fc.pre(first !== undefined)
      for (const other of others) {
        expect(microUsd(other.totalUsd)).toBeGreaterThanOrEqual(microUsd(first.totalUsd))
        if (microUsd(other.totalUsd) === microUsd(first.totalUsd))
          expect(milliseconds(other.completionHours)).toBeGreaterThanOrEqual(
            milliseconds(first.completionHours),
          )
      }
    },
  )

  test.prop([byJob, offer], { numRuns: 200 })(
    'does not care for an offer that is dearer',
    (world, another) => {
      fc.pre(world.offers.every(({ id }) => id !== another.id))
      const before = decisionIn(world)
      const after = decisionIn({ ...world, offers: [...world.offers, another] })
      const added = candidatesOf(after).find((candidate) => candidate.offer.id === another.id)
      fc.pre(before !== undefined && after !== undefined)
      if (added === undefined || added.estimate.totalUsd > before.chosen.estimate.totalUsd + 1e-6)
        expect(after.chosen).toEqual(before.chosen)
    },
  )

  test.prop([byJob, fc.constantFrom(0, 30, 400)], { numRuns: 300 })(
    'leaves in the front of what is worth a look exactly those that nothing beats',
    (world, gridGPerKWh) => {
      const twins = world.offers.map(
        (one): Offer => ({ ...one, id: `${one.id}~`, energy: { powerKW: 1, gridGPerKWh } }),
      )
      fc.pre(twins.every(({ id }) => world.offers.every((one) => one.id !== id)))
      const all = candidatesOf(decisionIn({ ...world, offers: [...world.offers, ...twins] }))
      const front = paretoFront(all).map((candidate) => candidate.offer.id)
      const criteria = all.map(({ offer: { id }, estimate: e }) => ({
        id,
        values: [
          microUsd(e.totalUsd),
          milliseconds(e.completionHours),
          e.interruptions,
          e.carbonGrams ?? 1e300,
        ],
      }))
      const beaten = criteria.filter(({ values }) =>
        criteria.some(
          (other) =>
            other.values.every((value, index) => value <= (values[index] ?? 0)) &&
            other.values.some((value, index) => value < (values[index] ?? 0)),
        ),
      )
      const unbeaten = all.map((one) => one.offer.id).filter((id) => beaten.every((one) => one.id !== id))
      expect([...front].sort()).toEqual(unbeaten.sort())
    },
  )
})

describe('balanced', () => {
  test.prop([competition(balanced)], { numRuns: 300 })(
    'leaves no candidate that is both cheaper and sooner',
    (world) => {
      const [first, ...others] = candidatesOf(decisionIn(world)).map(({ estimate }) => estimate)
      fc.pre(first !== undefined)
      for (const other of others)
        expect(
          microUsd(other.totalUsd) < microUsd(first.totalUsd) &&
            milliseconds(other.completionHours) < milliseconds(first.completionHours),
        ).toBe(false)
    },
  )

  test.prop([competition(balanced), upTo(50), upTo(50, 0.1)], { numRuns: 300 })(
    'never waits longer when time is worth more',
    (world, usdPerHour, more) => {
      const hoursAt = (valueOfTimeUsdPerHour: number): number | undefined =>
        decisionIn({
          ...world,
          policy: { ...world.policy, strategy: { kind: 'balanced', valueOfTimeUsdPerHour } },
        })?.chosen.estimate.completionHours
      const patient = hoursAt(usdPerHour)
      fc.pre(patient !== undefined)
      // Money is compared in micro-dollars, so that much of time may be lost to rounding.
      expect(hoursAt(usdPerHour + more)).toBeLessThanOrEqual(patient + 2e-6 / more + 1e-9)
    },
  )
})

describe('local-first', () => {
  const excluding = fc
    .tuple(localFirst, providerPriority)
    .map(([local, fallback]): LocalFirst => ({ ...local, fallback: { ...fallback, others: 'exclude' } }))

  test.prop([competition(excluding)], { numRuns: 400 })(
    'falls back to no provider that its fallback excludes',
    (world) => {
      const decision = decisionIn(world)
      const winner = winnerOf(world.policy.strategy, candidatesOf(decision), world.job)
      expect(decision?.chosen.offer.id).toBe(winner?.offer.id)
    },
  )
})

describe('deadline', () => {
  test.prop([competition(deadline), upTo(48, 0.1), upTo(1, 0.01)], { numRuns: 300 })(
    'never gets cheaper when the deadline is sooner, as long as one offer is sure enough to meet it',
    (world, deadlineHours, factor) => {
      const due = (hours: number) => decisionIn({ ...world, job: { ...world.job, deadlineHours: hours } })
      const later = due(deadlineHours)
      const sooner = due(deadlineHours * factor)
      fc.pre(later !== undefined && sooner?.reason.kind === 'meets-deadline')
      expect(later.reason.kind).toBe('meets-deadline')
      expect(sooner.chosen.estimate.totalUsd).toBeGreaterThanOrEqual(later.chosen.estimate.totalUsd - 1e-6)
    },
  )
})
