import type { Job, Policy } from '@aima/gpu-core'
import { type Result, ResultAsync } from 'neverthrow'
import type { HeldPlacements } from './held-placements.ts'
import type { PlaceOptions } from './options.ts'
import type { Placement, PlacementError } from './place/placement.ts'
import { createPlacer, type Placer } from './place/placer.ts'
import type { PlacerOptions } from './place/placing.ts'
import type { Surveyor } from './survey.ts'

/** Places jobs. */
export interface JobPlacer {
  /** Finds a machine for a job, under the policy in force when it begins, and keeps the leases of its hardware. */
  readonly place: <Machine>(
    job: Job,
    options: PlaceOptions<Machine>,
    policy: Policy,
  ) => ResultAsync<Placement<Machine>, PlacementError>
  /** Cancels all that is under way. */
  readonly close: () => void
}

/** What placing takes. */
export interface JobPlacerOptions
  extends Pick<
    PlacerOptions,
    'leases' | 'leaseMs' | 'failures' | 'clock' | 'tell' | 'newId' | 'decide' | 'nameOf'
  > {
  /** Gathers. */
  readonly gatherFor: Surveyor['gatherFor']
  /** The policy in force by now; undefined: the one before. */
  readonly currentPolicy: () => Policy | undefined
  /** Keeps leases. */
  readonly held: HeldPlacements
}

/**
 * Makes what places jobs and holds their hardware.
 *
 * @param options - What it takes.
 */
export const createJobPlacer = (options: JobPlacerOptions): JobPlacer => {
  const { gatherFor, currentPolicy, held, ...parts } = options
  const placers = new Set<Placer>()
  return {
    place: <Machine>(job: Job, asked: PlaceOptions<Machine>, policy: Policy) => {
      // One for each job: a loss says what is to be done to the offers of just that job.
      const placer = createPlacer({
        ...parts,
        policy: () => currentPolicy() ?? policy,
        gather: async (one, rules, signal) => {
          const gathering = await gatherFor([one], rules, signal)
          return { ...gathering, offers: asked.adjust?.(gathering.offers) ?? gathering.offers }
        },
      })
      placers.add(placer)
      const placeAndHold = async (): Promise<Result<Placement<Machine>, PlacementError>> => {
        const outcome = await placer.place(job, asked)
        placers.delete(placer)
        if (outcome.isOk()) held.hold(outcome.value, asked.onLeaseLost)
        return outcome
      }
      return new ResultAsync(placeAndHold())
    },
    close: () => {
      for (const placer of placers) placer.close()
    },
  }
}
