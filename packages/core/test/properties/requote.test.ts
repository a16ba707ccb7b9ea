import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type Offer, requote } from '../../src/index.ts'
import { upTo } from './arbitraries/numbers.ts'
import { strategy } from './arbitraries/strategies.ts'
import { competition, mergedWorld, world } from './arbitraries/worlds.ts'
import { decisionIn, deepFrozen, stored } from './outcomes.ts'
import './patience.ts'

describe('a quote asked for again', () => {
  test.prop([fc.oneof(world, mergedWorld, competition(strategy))], { numRuns: 300 })(
    'at once, for the same offers, is the same and has not drifted',
    (from) => {
      const decision = decisionIn(from)
      fc.pre(decision !== undefined)
      const same = {
        kind: 'quoted',
        candidate: decision.chosen,
        hourlyDrift: 0,
        totalDrift: 0,
        mustAskAgain: false,
      }
      expect(requote(deepFrozen(decision), deepFrozen(from.offers), from.moment)).toEqual(same)
      expect(stored(requote(stored(decision), stored(from.offers), from.moment))).toEqual(stored(same))
    },
  )

  test.prop([world], { numRuns: 200 })('for an offer that is no longer there says so', (from) => {
    const decision = decisionIn(from)
    fc.pre(decision !== undefined)
    const { id } = decision.chosen.offer
    const others = from.offers.filter((one) => one.id !== id)
    expect(requote(decision, others, from.moment)).toEqual({ kind: 'gone', offerId: id })
  })

  test.prop([world], { numRuns: 200 })('for an offer that has just failed is refused', (from) => {
    const decision = decisionIn(from)
    fc.pre(decision !== undefined)
    const failed = {
      untilMs: from.moment.nowMs + 1,
      reason: 'no-capacity',
      offerId: decision.chosen.offer.id,
    }
    expect(requote(decision, from.offers, { ...from.moment, failures: [failed] })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'failed-recently', actual: 'no-capacity' },
    })
  })

  test.prop([competition(strategy), upTo(3, 0.2)], { numRuns: 200 })(
    'after a move of the price reports the move, and asks above the limit only',
    ({ policy: { priceAdjustments: _, ...policy }, ...others }, factor) => {
      const from = { ...others, policy }
      const decision = decisionIn(from)
      const { usdPerHour } = decision?.chosen.offer.price ?? {}
      fc.pre(decision !== undefined && usdPerHour !== undefined && usdPerHour > 0)
      const moved = from.offers.map((one): Offer => ({ ...one, price: { usdPerHour: usdPerHour * factor } }))
      const again = requote(decision, moved, from.moment)
      if (again.kind !== 'quoted') throw new Error(JSON.stringify(again))
      expect(again.hourlyDrift).toBeCloseTo(factor - 1, 9)
      expect(Math.abs(again.totalDrift)).toBeLessThanOrEqual(Math.abs(again.hourlyDrift) + 1e-9)
      expect(again.mustAskAgain).toBe(
        Math.max(again.hourlyDrift, again.totalDrift) > (policy.maximumPriceDrift ?? 0.2),
      )
    },
  )
})
