import { ResultAsync } from 'neverthrow'
import type { Placement } from '../place/placement.ts'
import { createJobNames } from '../seen/job-names.ts'
import { createInputMemory } from './input-memory.ts'
import type { FailoverError, Loss, LossReport, MoveAdvice } from './loss.ts'
import { createLossHistory } from './loss-history.ts'
import { takeLoss } from './take-loss.ts'
import { type FailoverOptions, hoursSince, type Watch } from './watch.ts'
import { type Running, weighMove } from './weigh-move.ts'

/** Watches over running jobs. It holds no timers. */
export interface Failover {
  /**
   * Takes in that a job lost its machine: classifies, remembers, learns, and decides where the rest of the work should run.
   *
   * A confidential job stays on local sites. Leases of the lost machine are the caller's to give back.
   *
   * @param placement - The placement that was lost.
   * @param loss - Why, and how far the job had come.
   * @returns The report. Its `next` is the decision; `job-at-fault` when another machine would not help, `off-site` when the decision would have
   *   broken confidentiality, `undecided` when its maker broke or was cancelled, or why there is no decision.
   */
  readonly reportLoss: (placement: Placement<unknown>, loss: Loss) => Promise<LossReport>
  /**
   * Takes in that a job is done, so that running hours without a loss count as well.
   *
   * @param placement - The placement.
   * @param runningHours - How long its machine ran (h). Default: from the placement until now.
   */
  readonly reportDone: (placement: Placement<unknown>, runningHours?: number) => void
  /**
   * Tells whether a healthy job should move: to where it would be placed now, if that saves more than moving costs, and a margin on top.
   *
   * @param placement - Where it runs.
   * @param running - How far it has come.
   * @returns The advice with its reckoning, or why there is no decision.
   */
  readonly shouldMove: (
    placement: Placement<unknown>,
    running?: Running,
  ) => ResultAsync<MoveAdvice, FailoverError>
}

/** Default of `most`. */
const defaultMost = 1_000

/**
 * Creates the failover of running jobs.
 *
 * @param options - Who decides again, what learns, and from when on losses escalate.
 */
export const createFailover = (options: FailoverOptions): Failover => {
  const watch: Watch = {
    ...options,
    nameOf: options.nameOf ?? createJobNames(),
    history: createLossHistory(options),
    inputs: createInputMemory(options.most ?? defaultMost),
  }
  return {
    reportLoss: (placement, loss) => takeLoss(placement, loss, watch),
    reportDone: (placement, runningHours = hoursSince(placement, watch)) => {
      watch.rates.observe(placement.candidate.offer, { runningHours, interruptions: 0 })
      watch.history.forget(placement.job.id)
      watch.inputs.forget(placement.job.id)
    },
    shouldMove: (placement, running = {}) => new ResultAsync(weighMove(placement, running, watch)),
  }
}
