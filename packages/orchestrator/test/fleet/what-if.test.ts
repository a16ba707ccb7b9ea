import { decide, type Policy } from '@aima/gpu-core'
import { arbitraryJob, arbitraryOffers, arbitraryPolicy, buildJob } from '@aima/gpu-testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whatIf } from '../../src/fleet/what-if.ts'
import { cheapest, localOf, nowMs, rentedOf } from './fleets.ts'

const moment = { nowMs }
const offers = [localOf('local'), rentedOf('cheap', 0.5), rentedOf('dear', 2)]
const situation = { offers, policy: cheapest, moment }

describe('what if', () => {
  test('nothing changed', () => {
    const { difference } = whatIf(buildJob(), {}, situation)
    expect(difference.winner).toEqual({ before: 'local', after: 'local', isSame: true })
    expect(difference.totalUsd.by).toBe(0)
    expect(difference.admitted.count + difference.refused.count).toBe(0)
  })

  test('the local GPU were gone', () => {
    const { difference } = whatIf(buildJob(), { offers: { remove: ['local'] } }, situation)
    expect(difference.winner).toEqual({ before: 'local', after: 'cheap', isSame: false })
    expect(difference.totalUsd.by).toBeCloseTo(0.35)
    expect(difference.refused).toEqual({ count: 1, inOneOnly: 1, offerIds: ['local'] })
  })

  test('the job were confidential', () => {
    const { difference } = whatIf(buildJob(), { job: { confidentiality: 'confidential' } }, situation)
    expect(difference.refused).toEqual({ count: 2, inOneOnly: 0, offerIds: ['cheap', 'dear'] })
    expect(difference.admitted.count).toBe(0)
  })

  test('the job were no longer confidential, and had no local GPU', () => {
    const job = buildJob({ confidentiality: 'confidential', needs: { vramGiB: 48 } })
    const large = rentedOf('large', 3, { gpu: { name: 'NVIDIA L40S', model: 'L40S', vramGiB: 48 } })
    const changes = { job: { confidentiality: 'internal' }, offers: { add: [large] } } as const
    const { before, after, difference } = whatIf(job, changes, situation)
    expect([before.kind, after.kind]).toEqual(['no-local-gpu', 'decision'])
    expect(difference.winner).toEqual({ before: null, after: 'large', isSame: false })
    expect(difference.totalUsd.by).toBeNull()
    expect(difference.admitted).toEqual({ count: 1, inOneOnly: 1, offerIds: ['large'] })
  })

  test('the policy were another', () => {
    const policy = { strategy: { kind: 'provider-priority', order: ['runpod'] } } as const
    expect(whatIf(buildJob(), { policy }, situation).difference.winner.after).toBe('cheap')
  })

  test('an offer had another price', () => {
    const changes = { offers: { add: [rentedOf('dear', 0.01)] } }
    expect(whatIf(buildJob(), changes, situation).difference.winner.after).toBe('dear')
  })

  test('both decisions are those of core, and the counts add up', () => {
    fc.assert(
      fc.property(
        arbitraryJob(),
        arbitraryOffers(),
        arbitraryPolicy(),
        arbitraryPolicy(),
        (job, all, one, two) => {
          const answer = whatIf(job, { policy: two }, { offers: all, policy: one, moment })
          const core = (policy: Policy) => {
            const decided = decide(job, all, policy, moment)
            return decided.isOk() ? decided.value : decided.error
          }
          expect(answer.before).toEqual(core(one))
          expect(answer.after).toEqual(core({ ...one, ...two }))
          const { admitted, refused } = answer.difference
          expect(admitted.count - refused.count).toBe(countIn(answer.after) - countIn(answer.before))
          expect(admitted.inOneOnly + refused.inOneOnly).toBe(0)
        },
      ),
      { numRuns: 300 },
    )
  })
})

const countIn = (outcome: ReturnType<typeof whatIf>['before']): number =>
  outcome.kind === 'decision' ? outcome.counts.candidates : 0
