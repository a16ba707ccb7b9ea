import { fc } from '@fast-check/vitest'
import type { Job, Moment, Offer, Policy, RememberedFailure, Strategy } from '../../../src/index.ts'
import { stored } from '../outcomes.ts'
import { confidentialJob, easyJob, job, pickyJob } from './jobs.ts'
import { maybe } from './numbers.ts'
import { nowMs, offers, presentOffers } from './offers.ts'
import { lenientPolicy, mergedPolicy, policy } from './policies.ts'
import { strategy } from './strategies.ts'

/** Everything that a decision depends on. */
export interface World {
  readonly job: Job
  readonly offers: readonly Offer[]
  readonly policy: Policy
  readonly moment: Moment
}

const failure: fc.Arbitrary<RememberedFailure> = fc.record({
  untilMs: fc.constantFrom(nowMs - 1, nowMs, nowMs + 60_000),
  reason: fc.constantFrom('no-capacity', 'no-quota'),
  offerId: maybe(fc.constantFrom('a', 'b', 'z'), 3),
  source: maybe(fc.constantFrom('list-1', 'list-2'), 1),
  provider: maybe(fc.constantFrom('aws', 'runpod', 'local'), 5),
  region: maybe(fc.constantFrom('eu-1', 'us-1'), 3),
  zone: maybe(fc.constantFrom('a', 'b'), 3),
  purchase: maybe(fc.constantFrom('owned', 'on-demand', 'spot'), 4),
})

const moment: fc.Arbitrary<Moment> = fc.record({
  nowMs: fc.constant(nowMs),
  failures: maybe(fc.array(failure, { maxLength: 2 }), 3),
})

/** Worlds in which what is not known is there all the same, as undefined. */
export const untidyWorld: fc.Arbitrary<World> = fc.record({ job, offers, policy, moment })

/** Any job, any offers, any policy, at a moment with remembered failures. */
export const world: fc.Arbitrary<World> = untidyWorld.map(stored)

/** The same under several policies at once. */
export const mergedWorld: fc.Arbitrary<World> = fc
  .record({ job, offers, policy: mergedPolicy, moment })
  .map(stored)

/** The same for a job that may not leave the house. */
export const confidentialWorld: fc.Arbitrary<World> = fc
  .record({ job: confidentialJob, offers, policy, moment })
  .map(stored)

/** Worlds in which a job asks for one or two things, of offers that can be had. */
export const pickyWorld: fc.Arbitrary<World> = fc
  .record({
    job: pickyJob,
    offers: presentOffers,
    policy: lenientPolicy(strategy),
    moment: fc.constant({ nowMs }),
  })
  .map(stored)

/** Worlds in which several offers compete under one strategy. */
export const competition = (strategies: fc.Arbitrary<Strategy>): fc.Arbitrary<World> =>
  fc
    .record({
      job: easyJob,
      offers: presentOffers,
      policy: lenientPolicy(strategies),
      moment: fc.constant({ nowMs }),
    })
    .map(stored)
