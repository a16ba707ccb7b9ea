import { type Candidate, decide, type Job, type Offer, type Policy } from '@aima/gpu-core'
import { buildJob, buildOffer } from '@aima/gpu-testing'
import { createFailureMemory } from '../../src/place/failure-memory.ts'
import type { Placement } from '../../src/place/placement.ts'
import { createFailover } from '../../src/running/failover.ts'
import { createInterruptionRates } from '../../src/running/interruption-rates.ts'
import type { FailoverOptions } from '../../src/running/watch.ts'
import type { OrchestratorEvent } from '../../src/seen/events.ts'
import { cheapest } from '../place/placing-fixture.ts'
import { createVirtualClock } from '../place/virtual-clock.ts'

export const hourMs = 3_600_000

/** A job of ten hours. */
export const longJob = (changes: Partial<Job> = {}): Job =>
  buildJob({
    run: { refHours: 10, referenceGpu: 'RTX 4090', limitedBy: 'memory-bandwidth', restartHours: 0 },
    ...changes,
  })

export const spotOffer = (changes: Partial<Offer> = {}): Offer =>
  buildOffer({
    id: 'spot',
    provider: 'aws',
    purchase: 'spot',
    place: { region: 'eu-1', zone: 'a' },
    spotRisk: { interruptionsPerHour: 0.1, recoverWaitHours: 0 },
    ...changes,
  })

/** Failover over offers that a test can change, in virtual time. */
export const failoverFixture = (offers: readonly Offer[], changes: Partial<FailoverOptions> = {}) => {
  const clock = createVirtualClock()
  const failures = createFailureMemory({ clock })
  const rates = createInterruptionRates()
  const events: OrchestratorEvent[] = []
  const market = { offers, policy: cheapest }
  const asked: Job[] = []
  const seenNow = (offer: Offer): Offer => ({ ...offer, observedAtMs: clock.nowMs() })
  const failover = createFailover({
    decideAgain: async (job, { adjust }) => {
      asked.push(job)
      const options = { nowMs: clock.nowMs(), failures: failures.recall() }
      return decide(job, adjust(market.offers.map(seenNow)), market.policy, options)
    },
    rates,
    failures,
    clock,
    tell: (event) => events.push(event),
    ...changes,
  })

  /** A job that runs on the offer that its decision chose. */
  const placementOn = (
    offer: Offer,
    job: Job = longJob(),
    policy: Policy = market.policy,
  ): Placement<string> => {
    const decision = decide(job, [seenNow(offer)], policy, { nowMs: clock.nowMs() })._unsafeUnwrap()
    const candidate: Candidate = decision.chosen
    return {
      ...{ kind: 'placement', id: 'placement-1', job, candidate, decision, machine: 'machine' },
      ...{ leases: [], attempts: [], placedAtMs: clock.nowMs() },
    }
  }
  return { clock, failures, rates, events, market, asked, failover, placementOn }
}
