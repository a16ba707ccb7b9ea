import { decide } from '@aima/gpu-core'
import { buildJob, buildOffer } from '@aima/gpu-testing'
import { ok } from 'neverthrow'
import { expect, test } from 'vitest'
import { openMarket } from '../../src/place/market.ts'
import { tryCandidate } from '../../src/place/try-candidate.ts'
import { cheapest, placingFixture } from './placing-fixture.ts'

test('a confidential job is not launched off-site even when its decision was made for another job', async () => {
  const { clock, failures, leases } = placingFixture([])
  const job = buildJob({ confidentiality: 'confidential' })
  const { signal } = new AbortController()
  const gathering = { offers: [buildOffer()], reports: [], nowMs: clock.nowMs() }
  const gather = async () => gathering
  const decision = decide(buildJob(), gathering.offers, cheapest, { nowMs: clock.nowMs() })._unsafeUnwrap()
  let launches = 0
  const tried = await tryCandidate(decision.chosen, {
    ...{ job, decision, failures, clock, signal, attempt: 1, holder: 'placement-1', timeoutMs: 1_000 },
    market: openMarket({ gather, job, policy: () => cheapest, momentMs: 0, signal, clock }),
    ...{ policy: () => cheapest, store: leases, leaseMs: 1_000, tell: () => undefined },
    ...{ confirm: undefined, onOrphan: undefined, onFound: () => undefined },
    launch: async () => {
      launches += 1
      return ok('machine')
    },
  })
  expect(tried).toMatchObject({ kind: 'refused', refusal: { gate: 'confidentiality' } })
  expect(launches).toBe(0)
})
