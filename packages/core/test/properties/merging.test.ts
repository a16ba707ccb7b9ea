import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { mergePolicies, type Offer, type Policy, parsePolicy, requote } from '../../src/index.ts'
import { maybe, upTo } from './arbitraries/numbers.ts'
import { plainPolicy, sameLimit } from './arbitraries/policies.ts'
import { strategy } from './arbitraries/strategies.ts'
import { competition, type World, world } from './arbitraries/worlds.ts'
import { admittedIn, decisionIn, stored } from './outcomes.ts'
import './patience.ts'

const three = fc.tuple(plainPolicy, plainPolicy, plainPolicy).map(stored)

/** Every way to merge three policies, in this order. */
const nestings = ([one, two, three]: readonly [Policy, Policy, Policy]): readonly Policy[] => [
  mergePolicies(one, two),
  mergePolicies(mergePolicies(one, two), three),
  mergePolicies(one, mergePolicies(two, three)),
  mergePolicies(mergePolicies(one, two), mergePolicies(two, three)),
]

const membersOf = (index: number, [one, two, three]: readonly [Policy, Policy, Policy]): readonly Policy[] =>
  index === 0 ? [one, two] : [one, two, three]

const expectTightened = (from: World, policies: readonly [Policy, Policy, Policy]): void => {
  for (const [index, policy] of nestings(policies).entries()) {
    const admitted = admittedIn({ ...from, policy })
    for (const member of membersOf(index, policies)) {
      const admittedByMember = admittedIn({ ...from, policy: member })
      expect(admitted.filter((id) => !admittedByMember.includes(id))).toEqual([])
    }
  }
}

describe('merged policies', () => {
  test.prop([world, three], { numRuns: 250 })(
    'never admit an offer that one of them refuses, however they are nested',
    expectTightened,
  )

  test.prop([competition(strategy), three], { numRuns: 200 })(
    'never do so among offers of which most can be had',
    expectTightened,
  )

  const cap = fc.record({ usdPerHour: maybe(upTo(5, 0.1)), usdPerJob: maybe(upTo(40, 0.1)) })

  test.prop([competition(strategy), cap, cap], { numRuns: 300 })(
    'hold to the lower of two caps',
    (from, ofOuter, ofInner) => {
      const [outer, inner] = [ofOuter, ofInner].map((budget): Policy => ({ ...from.policy, budget }))
      fc.pre(outer !== undefined && inner !== undefined)
      const byBoth = admittedIn({ ...from, policy: outer }).filter((id) =>
        admittedIn({ ...from, policy: inner }).includes(id),
      )
      expect(admittedIn({ ...from, policy: mergePolicies(outer, inner) })).toEqual(byBoth)
    },
  )

  test.prop([competition(strategy), sameLimit], { numRuns: 400 })(
    'never loosen a limit that both of them set',
    expectTightened,
  )

  test.prop([competition(strategy), three], { numRuns: 120 })(
    'admit every offer that all of them admit, where they count alike',
    (from, policies) => {
      const alike = policies.map(({ priceAdjustments, localCost, defaults, ...policy }): Policy => policy)
      const [one, two, last] = alike
      fc.pre(one !== undefined && two !== undefined && last !== undefined)
      const admitted = new Set(admittedIn({ ...from, policy: mergePolicies(one, mergePolicies(two, last)) }))
      const byAll = alike
        .map((policy) => admittedIn({ ...from, policy }))
        .reduce((ids, others) => ids.filter((id) => others.includes(id)))
      expect(byAll.filter((id) => !admitted.has(id))).toEqual([])
    },
  )

  test.prop([world, plainPolicy], { numRuns: 120 })(
    'with themselves decide as they do alone',
    (from, policy) => {
      const single = decisionIn({ ...from, policy })
      const merged = decisionIn({ ...from, policy: mergePolicies(policy, policy) })
      expect(merged?.chosen).toEqual(single?.chosen)
      expect(merged?.alternatives).toEqual(single?.alternatives)
      expect(merged?.reason).toEqual(single?.reason)
    },
  )

  test.prop([world, plainPolicy, plainPolicy], { numRuns: 120 })(
    'rank as the inner one does',
    (from, outer, inner) => {
      expect(mergePolicies(outer, inner).strategy).toEqual(inner.strategy)
      expect(mergePolicies(outer, inner).rules).toEqual(inner.rules)
      const merged = decisionIn({ ...from, policy: mergePolicies(outer, inner) })
      if (merged !== undefined)
        expect(merged.strategy).toEqual(decisionIn({ ...from, policy: inner })?.strategy)
    },
  )

  test.prop([three, world], { numRuns: 120 })(
    'are policies that can be stored and read again',
    (policies, from) => {
      for (const policy of nestings(policies)) {
        const read = parsePolicy(stored(policy))._unsafeUnwrap()
        expect(read).toEqual(stored(policy))
        expect(admittedIn({ ...from, policy: read })).toEqual(admittedIn({ ...from, policy }))
      }
    },
  )

  const limit = fc.oneof(fc.constant(undefined), upTo(1))

  test.prop([competition(strategy), limit, limit, upTo(2, 1)], { numRuns: 200 })(
    'ask again about a price that one of them asks again about',
    (from, outerLimit, innerLimit, factor) => {
      const plain: Policy = { strategy: from.policy.strategy }
      const outer = { ...plain, maximumPriceDrift: outerLimit }
      const inner = { ...plain, maximumPriceDrift: innerLimit }
      const asksUnder = (policy: Policy): boolean | undefined => {
        const decision = decisionIn({ ...from, policy })
        if (decision === undefined) return undefined
        const moved = from.offers.map((one): Offer => {
          const { usdPerHour } = one.price ?? {}
          return usdPerHour === undefined ? one : { ...one, price: { usdPerHour: usdPerHour * factor } }
        })
        const again = requote(decision, moved, from.moment)
        return again.kind === 'quoted' ? again.mustAskAgain : undefined
      }
      const merged = asksUnder(mergePolicies(outer, inner))
      fc.pre(merged !== undefined)
      if (asksUnder(outer) === true || asksUnder(inner) === true) expect(merged).toBe(true)
    },
  )
})
