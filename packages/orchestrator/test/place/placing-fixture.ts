import type { Job, Offer, Policy } from '@aima/gpu-core'
import { buildJob } from '@aima/gpu-testing'
import type { Result } from 'neverthrow'
import type { Orphan, PlaceOptions } from '../../src/options.ts'
import { createFailureMemory } from '../../src/place/failure-memory.ts'
import type { AttemptOutcome, Placement, PlacementError } from '../../src/place/placement.ts'
import { createPlacer } from '../../src/place/placer.ts'
import type { PlacerOptions } from '../../src/place/placing.ts'
import type { OrchestratorEvent } from '../../src/seen/events.ts'
import { createJobNames } from '../../src/seen/job-names.ts'
import { createFakeLeases } from './fake-leases.ts'
import { createVirtualClock, inVirtualTime } from './virtual-clock.ts'

export const cheapest: Policy = { strategy: { kind: 'cost-first' } }

type Placed = Result<Placement<string>, PlacementError>

/** A placer over offers that a test can change, in virtual time. */
export const placingFixture = (offers: readonly Offer[], changes: Partial<PlacerOptions> = {}) => {
  const clock = createVirtualClock()
  const leases = createFakeLeases(clock)
  const failures = createFailureMemory({ clock })
  const events: OrchestratorEvent[] = []
  const orphans: Orphan<string>[] = []
  const market = { offers }
  let ids = 0
  const placer = createPlacer({
    gather: async () => ({ offers: market.offers, reports: [], nowMs: clock.nowMs() }),
    policy: () => cheapest,
    leases,
    leaseMs: 120_000,
    failures,
    clock,
    tell: (event) => events.push(event),
    nameOf: createJobNames('key'),
    newId: () => {
      ids += 1
      return `placement-${ids}`
    },
    ...changes,
  })
  const start = (options: PlaceOptions<string>, job: Job = buildJob()) =>
    placer.place(job, { onOrphan: (orphan) => orphans.push(orphan), ...options })
  return {
    clock,
    leases,
    failures,
    events,
    orphans,
    market,
    placer,
    start,
    place: (options: PlaceOptions<string>, job?: Job): Promise<Placed> =>
      inVirtualTime(start(options, job), clock),
  }
}

export const attemptsOf = (placed: Placed) => {
  if (placed.isOk()) return placed.value.attempts
  return 'attempts' in placed.error ? placed.error.attempts : []
}

/** Which offers were tried, and how each attempt ended. */
export const outcomesOf = (placed: Placed): readonly (readonly [string, AttemptOutcome['kind']])[] =>
  attemptsOf(placed).map(({ offerId, outcome }) => [offerId, outcome.kind])
