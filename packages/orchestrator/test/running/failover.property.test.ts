import { decide, jobWithWorkLeft } from '@aima/gpu-core'
import { arbitraryJob, arbitraryOffers, arbitraryPolicy, builtAtMs } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Placement } from '../../src/place/placement.ts'
import type { LossReason, Progress } from '../../src/running/loss.ts'
import { failoverFixture } from './failover-fixture.ts'

const runs = { numRuns: 1_500, seed: 20_260_901 } as const

const progress: fc.Arbitrary<Progress | undefined> = fc.option(
  fc.record({
    unit: fc.constantFrom('share', 'hours'),
    done: fc.double({ min: -1, max: 12 }),
    sinceCheckpoint: fc.option(fc.double({ min: -1, max: 3 }), { nil: undefined }),
  }),
  { nil: undefined },
)

const reason = fc.constantFrom<LossReason>(
  'interrupted',
  'machine-failed',
  'zone-down',
  'out-of-memory',
  'job-failed',
  'unknown',
)

const plot = fc.record({
  job: arbitraryJob(),
  offers: arbitraryOffers({ minLength: 1, maxLength: 9 }),
  policy: arbitraryPolicy(),
  progress,
  reason,
  confidential: fc.boolean(),
})

/** The placement of a job on the first of its ranking, if anything fits. */
const running = ({
  job: drawnJob,
  offers,
  policy,
  confidential,
}: typeof plot extends fc.Arbitrary<infer Plot> ? Plot : never) => {
  const job = confidential ? { ...drawnJob, confidentiality: 'confidential' as const } : drawnJob
  const decided = decide(job, offers, policy, { nowMs: builtAtMs })
  if (decided.isErr()) return undefined
  const decision = decided.value
  const placement: Placement<string> = {
    ...{ kind: 'placement', id: 'p', job, candidate: decision.chosen, decision, machine: 'm' },
    ...{ leases: [], attempts: [], placedAtMs: builtAtMs },
  }
  return placement
}

test('a confidential job stays on local sites, whatever is lost or moved', async () => {
  let decisions = 0
  await fc.assert(
    fc.asyncProperty(plot, async (drawn) => {
      const placement = running({ ...drawn, confidential: true })
      if (placement === undefined) return
      const fixture = failoverFixture(drawn.offers)
      fixture.market.policy = drawn.policy
      const advice = await fixture.failover.shouldMove(placement, { progress: drawn.progress, margin: 0 })
      const report = await fixture.failover.reportLoss(placement, drawn)
      if (advice.isOk() && advice.value.kind === 'move')
        expect(advice.value.candidate.offer.site).toBe('local')
      expect(report.adjust(drawn.offers).filter(({ site }) => site !== 'local')).toEqual([])
      if (report.next.isErr()) return
      decisions += 1
      const { chosen, alternatives, others } = report.next.value
      expect(
        [chosen, ...alternatives]
          .map(({ offer }) => offer)

          .filter(({ site }) => site !== 'local'),
      ).toEqual([])
      expect(others.filter(({ site }) => site !== 'local')).toEqual([])
    }),
    runs,
  )
  expect(decisions).toBeGreaterThan(50)
})

test('a job moves only if all that it will cost elsewhere is below what staying costs, by the margin', async () => {
  let moves = 0
  await fc.assert(
    fc.asyncProperty(plot, async (drawn) => {
      const placement = running(drawn)
      if (placement === undefined) return
      const better = drawn.offers.map((offer) =>
        offer.price?.usdPerHour === undefined
          ? offer
          : { ...offer, price: { usdPerHour: offer.price.usdPerHour / 3 } },
      )
      const fixture = failoverFixture(better.filter(({ id }) => id !== placement.candidate.offer.id))
      fixture.market.policy = drawn.policy
      const advice = await fixture.failover.shouldMove(placement, { progress: drawn.progress, margin: 0.2 })
      if (advice.isErr() || advice.value.balance === undefined) return
      const { balance, kind } = advice.value
      if (advice.value.kind === 'move') {
        moves += 1
        const { objectiveUsd } = advice.value.candidate.estimate
        expect(balance.runUsd + balance.movingUsd).toBeCloseTo(objectiveUsd, 6)
        expect(objectiveUsd).toBeLessThan(balance.stayUsd - balance.marginUsd + 1e-6)
      }
      expect(balance.marginUsd).toBeCloseTo(0.2 * balance.stayUsd, 9)
      expect(kind === 'move').toBe(balance.stayUsd - balance.runUsd > balance.movingUsd + balance.marginUsd)
    }),
    runs,
  )
  expect(moves).toBeGreaterThan(30)
})

test('the more is saved, the less is left', () => {
  fc.assert(
    fc.property(
      plot,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (drawn, one, other) => {
        const placement = running(drawn)
        if (placement === undefined) return
        const left = (doneShare: number): number =>
          jobWithWorkLeft(placement.job, { doneShare, passedHours: 0, spentUsd: 0 }).run?.refHours ?? 0
        expect(left(Math.max(one, other))).toBeLessThanOrEqual(left(Math.min(one, other)))
      },
    ),
    runs,
  )
})

test('the same loss gives the same report', async () => {
  await fc.assert(
    fc.asyncProperty(plot, async (drawn) => {
      const placement = running(drawn)
      if (placement === undefined) return
      const report = async () => {
        const fixture = failoverFixture(drawn.offers)
        fixture.market.policy = drawn.policy
        const { adjust: _, next, ...rest } = await fixture.failover.reportLoss(placement, drawn)
        return JSON.stringify([rest, next.isOk() ? next.value : next.error, fixture.failures.recall()])
      }
      expect(await report()).toBe(await report())
    }),
    { ...runs, numRuns: 500 },
  )
})
