import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type Decision, type DecisionMatrix, microUsd, type Offer, type Strategy } from '../../src/index.ts'
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
import { candidatesOf, decisionIn, winnerIn } from './outcomes.ts'
import { winnerOf } from './reference-winner.ts'
import './patience.ts'

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
    test.prop([competition(arbitrary)], { numRuns: 200 })(
      `is the one that the cost model names: ${name}`,
      (world) => {
        const decision = decisionIn(world)
        const all = candidatesOf(decision)
        expect(winnerOf(world.policy.strategy, all, world.job)?.offer.id).toBe(decision?.chosen.offer.id)
      },
    )

  test.prop([competition(strategy)], { numRuns: 150 })(
    'stays ahead of all that come after it, place by place',
    (world) => {
      const all = candidatesOf(decisionIn(world))
      expect(all.map(({ rank }) => rank)).toEqual(all.map((_, index) => index + 1))
      expect(new Set(all.map((candidate) => candidate.offer.id)).size).toBe(all.length)
    },
  )

  test.prop([competition(sensible), fc.nat(), upTo(10, 1)], { numRuns: 250 })(
    'is never a loser whose price has risen',
    (from, nth, factor) => {
      const world = unadjusted(from)
      const decision = decisionIn(world)
      const loser = decision && loserOf(decision, nth)
      fc.pre(loser !== undefined && hasPrice(loser))
      expect(winnerIn(repriced(world, loser.id, factor))).not.toBe(loser.id)
    },
  )

  test.prop([competition(sensible), upTo(1, 0.01)], { numRuns: 250 })(
    'still wins when its price falls',
    (from, factor) => {
      const world = unadjusted(from)
      const chosen = decisionIn(world)?.chosen.offer
      fc.pre(chosen !== undefined && hasPrice(chosen))
      expect(winnerIn(repriced(world, chosen.id, factor))).toBe(chosen.id)
    },
  )

  test.prop([competition(selfMinded), offer], { numRuns: 250 })(
    'is the old one or the new one when an offer is added',
    (world, another) => {
      fc.pre(world.offers.every(({ id }) => id !== another.id))
      const now = winnerIn({ ...world, offers: [...world.offers, another] })
      expect([winnerIn(world), another.id]).toContain(now)
    },
  )

  test.prop([competition(selfMinded), fc.nat()], { numRuns: 250 })(
    'stays when a loser is taken away',
    (world, nth) => {
      const decision = decisionIn(world)
      const loser = decision && loserOf(decision, nth)
      fc.pre(loser !== undefined)
      expect(winnerIn(without(world, loser.id))).toBe(decision?.chosen.offer.id)
    },
  )

  test.prop([competition(decisionMatrix), fc.nat()], { numRuns: 150 })(
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

  test.prop([competition(strategy)], { numRuns: 250 })(
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

  const byTotal = fc.constant({ kind: 'cost-first' as const, basis: 'job' as const })

  test.prop([competition(byTotal)], { numRuns: 150 })(
    'of money below a micro-dollar is one: the id decides then',
    (world) => {
      const dearer = withTwin(world, (chosen) => ({
        ...chosen,
        price: { usdPerHour: (chosen.price?.usdPerHour ?? 0) * (1 + 1e-12) },
      }))
      const totals = candidatesOf(dearer && decisionIn(dearer)).map(
        ({ offer: { id }, estimate }) => [id, estimate.totalUsd] as const,
      )
      const twinUsd = totals.find(([id]) => id === first)?.[1]
      const chosenUsd = totals.find(([id]) => id === winnerIn(world))?.[1]
      fc.pre(dearer !== undefined && twinUsd !== undefined && chosenUsd !== undefined)
      fc.pre(twinUsd > chosenUsd && microUsd(twinUsd) === microUsd(chosenUsd))
      expect(winnerIn(dearer)).toBe(first)
    },
  )

  test.prop([competition(strategy), upTo(2, 0.01)], { numRuns: 200 })(
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
