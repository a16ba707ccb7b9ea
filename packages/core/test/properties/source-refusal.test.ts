import { fc, test } from '@fast-check/vitest'
import { describe, expect, test as plainTest } from 'vitest'
import { mergePolicies, type Policy, sourceRefusal } from '../../src/index.ts'
import { cheapest, jobOf } from '../builders.ts'
import { mergedWorld, pickyWorld, world } from './arbitraries/worlds.ts'
import { candidatesOf, decisionIn, outcomeIn } from './outcomes.ts'
import './patience.ts'

describe('a source that need not be asked', () => {
  test.prop([fc.oneof(world, pickyWorld, mergedWorld)], { numRuns: 500 })(
    'has nothing that a job could be given',
    (from) => {
      for (const { offer } of candidatesOf(decisionIn(from)))
        expect(sourceRefusal(from.job, from.policy, offer)).toBeUndefined()
    },
  )

  test.prop([fc.oneof(world, pickyWorld, mergedWorld)], { numRuns: 300 })(
    'on account of its site is every one whose offers are refused for theirs, and no other',
    (from) => {
      const outcome = outcomeIn(from)
      if (!('rejections' in outcome)) return
      const refused = new Set(
        outcome.rejections.flatMap(({ kind, offerId }) => (kind === 'site-not-allowed' ? offerId : [])),
      )
      for (const offer of from.offers)
        expect(sourceRefusal(from.job, from.policy, offer) === 'site').toBe(refused.has(offer.id))
    },
  )

  plainTest(
    'is one of a provider that one of the merged policies denies, or that the strategy leaves out',
    () => {
      const denying: Policy = { ...cheapest, providers: { deny: ['aws'] } }
      const ordered: Policy = { strategy: { kind: 'provider-priority', order: ['gcp'], others: 'exclude' } }
      const of = (policy: Policy, provider: string) =>
        sourceRefusal(jobOf(), policy, { provider, site: 'cloud' })
      expect(of(mergePolicies(denying, cheapest), 'aws')).toBe('provider')
      expect(of(mergePolicies(cheapest, ordered), 'aws')).toBe('provider')
      expect(of(mergePolicies(denying, ordered), 'gcp')).toBeUndefined()
    },
  )
})
