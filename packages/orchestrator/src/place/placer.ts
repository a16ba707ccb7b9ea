import type { Job } from '@aima/gpu-core'
import { ResultAsync } from 'neverthrow'
import type { PlaceOptions } from '../options.ts'
import { createJobNames } from '../seen/job-names.ts'
import { createCancellations } from './cancellations.ts'
import type { Placement, PlacementError } from './placement.ts'
import { type PlacerOptions, placeAndTell } from './placing.ts'

/** Finds machines for jobs. */
export interface Placer {
  /**
   * Finds a machine for a job: tries one candidate after the other, in the order of the decision, until one takes it.
   *
   * Before each launch the candidate goes through the gates again and is priced again, and the hardware of a local one is leased. At most one
   * launch runs at a time, and at most one machine is kept; every other that a launch got is handed to `onOrphan`. Of a confidential job every
   * attempt is local.
   *
   * @param job - The job.
   * @param options - How a machine is got, who is asked, and what cancels.
   * @returns The placement; `not-placed` with every attempt, `cancelled`, or why there is no decision. A cancelled one ends before the event
   *   loop turns; leases that it has are given back, those of a launch that runs on when that has ended.
   */
  readonly place: <Machine>(
    job: Job,
    options: PlaceOptions<Machine>,
  ) => ResultAsync<Placement<Machine>, PlacementError>
  /** Cancels all that is under way. Machines that launches get afterwards are still handed to `onOrphan`. */
  readonly close: () => void
}

/**
 * Creates a placer.
 *
 * @param placer - Where offers come from, which rules hold, where leases and failures are kept.
 * @example
 * import { buildJob, buildOffer, builtAtMs } from '@aima/gpu-testing'
 * import { okAsync } from 'neverthrow'
 * const placer = createPlacer({
 *   gather: async () => ({ offers: [buildOffer()], reports: [], nowMs: builtAtMs }),
 *   policy: () => ({ strategy: { kind: 'cost-first' } }),
 *   leases: {}, // no local offers, no leases
 *   leaseMs: 120_000,
 *   failures: { remember: () => undefined, recall: () => [] },
 *   clock: { nowMs: () => builtAtMs, elapsedMs: () => 0, after: () => () => undefined },
 *   tell: () => undefined,
 *   newId: () => 'placement-1',
 * })
 * const placed = await placer.place(buildJob(), { launch: () => okAsync('machine-1') })
 * placed._unsafeUnwrap().machine // => 'machine-1'
 */
export const createPlacer = (placer: PlacerOptions): Placer => {
  const underWay = new Set<AbortController>()
  const cancellations = createCancellations()
  const nameOf = placer.nameOf ?? createJobNames()
  let isClosed = false

  const run = async <Machine>(job: Job, options: PlaceOptions<Machine>) => {
    const controller = new AbortController()
    const cancel = (): void => controller.abort()
    underWay.add(controller)
    const stopListening = options.signal && cancellations.on(options.signal, cancel)
    if (isClosed || options.signal?.aborted === true) cancel()
    // A copy: who changes the job meanwhile does not change how confidential it is.
    const placing = { placer, job: { ...job }, name: nameOf(job), options, signal: controller.signal }
    const ended = await placeAndTell(placing)
    stopListening?.()
    underWay.delete(controller)
    return ended
  }

  return {
    place: (job, options) => new ResultAsync(run(job, options)),
    close: () => {
      isClosed = true
      for (const controller of underWay) controller.abort()
    },
  }
}
