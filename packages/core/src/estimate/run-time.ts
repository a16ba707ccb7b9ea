import { autoIntervalHours } from './checkpoint-interval.ts'
import { meetChance, meetChanceOf } from './deadline.ts'
import {
  type Checkpointing,
  empiricalRun,
  expectedRunHours,
  expectedRunHoursOnNotice,
  type Interruptions,
  nominalHoursOf,
  stretchesOf,
  survivalShare,
} from './spot.ts'
import type { Terms, Work, WorkCheckpoint } from './work.ts'

/** Rate, restart and wait of a spot offer. */
interface SpotRun extends Interruptions {
  readonly recoverWaitHours: number
}

/**
 * The expected run of one job on one offer. `kind` says what was known of its interruptions: that there are none, observed up-times, a notice
 * long enough for a checkpoint, or a rate.
 */
export interface RunTime {
  /** Tag. */
  readonly kind: 'certain' | 'observed' | 'on-notice' | 'rated'
  /** Useful work (T, h). */
  readonly computeHours: number
  /** Billed running time (h). */
  readonly runHours: number
  /** Expected number of interruptions. */
  readonly interruptions: number
  /** Interval between checkpoints (h); undefined: none are written. */
  readonly everyHours: number | undefined
  /** Time to write one (h). */
  readonly writeHours: number
}

const spotRunOf = (terms: Terms, restartHours: number): SpotRun => ({
  perHour: terms.interruptionsPerHour,
  restartHours,
  recoverWaitHours: terms.recoverWaitHours,
})

const checkpointingOf = (
  computeHours: number,
  checkpoint: WorkCheckpoint | undefined,
  spot: Interruptions,
): Checkpointing => {
  if (checkpoint === undefined) return { everyHours: undefined, writeHours: 0 }
  const { writeHours } = checkpoint
  const everyHours =
    checkpoint.everyHours === 'auto'
      ? autoIntervalHours(computeHours, spot, writeHours)
      : checkpoint.everyHours
  return {
    everyHours: everyHours === undefined || everyHours >= computeHours ? undefined : everyHours,
    writeHours,
  }
}

/**
 * Expected run of a job on an offer, with the model that fits what is known of its interruptions.
 *
 * Only spot offers are interrupted. Observed up-times count for jobs without checkpoints, a long enough notice for jobs that can use it, and the rate
 * for all others (docs/cost-model.md, "Interruptions").
 *
 * @param work - The job's side.
 * @param terms - The offer's side.
 * @param restartHours - From new capacity back to useful work (h).
 */
export const runTimeOf = (work: Work, terms: Terms, restartHours: number): RunTime => {
  const computeHours = work.refHours / terms.speed
  const { checkpoint } = work
  if (terms.purchase !== 'spot')
    return {
      kind: 'certain',
      computeHours,
      runHours: computeHours,
      interruptions: 0,
      everyHours: undefined,
      writeHours: 0,
    }
  if (checkpoint === undefined && terms.uptimesHours !== undefined && terms.uptimesHours.length > 0) {
    const { runHours, interruptions } = empiricalRun(terms.uptimesHours, computeHours, restartHours)
    return { kind: 'observed', computeHours, runHours, interruptions, everyHours: undefined, writeHours: 0 }
  }
  const spot = spotRunOf(terms, restartHours)
  if (checkpoint?.onNotice && (terms.noticeHours ?? 0) >= checkpoint.writeHours) {
    const { writeHours } = checkpoint
    const runHours = expectedRunHoursOnNotice(computeHours, spot, writeHours)
    return {
      kind: 'on-notice',
      computeHours,
      runHours,
      interruptions: spot.perHour * runHours,
      everyHours: undefined,
      writeHours,
    }
  }
  const { everyHours, writeHours } = checkpointingOf(computeHours, checkpoint, spot)
  const runHours = expectedRunHours(computeHours, spot, { everyHours, writeHours })
  return {
    kind: 'rated',
    computeHours,
    runHours,
    interruptions: spot.perHour * runHours,
    everyHours,
    writeHours,
  }
}

/** A run that checkpoints on notice: its interruptions are a compound Poisson sum of writes, restarts and waits. */
const onNoticeChance = (slackHours: number, run: RunTime, spot: SpotRun): number => {
  const billed = run.writeHours + spot.restartHours
  const square = billed ** 2 + 2 * billed * spot.recoverWaitHours + 2 * spot.recoverWaitHours ** 2
  return meetChanceOf(slackHours - run.computeHours, {
    uninterrupted: Math.exp(-spot.perHour * run.computeHours),
    excessHours: run.interruptions * (billed + spot.recoverWaitHours),
    variance: run.interruptions * square,
  })
}

/**
 * Chance that a run ends within a time (0 to 1); approximate where it can be interrupted.
 *
 * Formulas: docs/cost-model.md, "Deadlines". Observed up-times count with their mean rate.
 *
 * @param slackHours - From the start of the run to its latest end (h).
 * @param run - The run.
 * @param terms - The offer's side.
 * @param restartHours - From new capacity back to useful work (h).
 */
export const runChance = (slackHours: number, run: RunTime, terms: Terms, restartHours: number): number => {
  if (run.kind === 'certain') return slackHours - run.computeHours >= -1e-9 ? 1 : 0
  const spot = spotRunOf(terms, restartHours)
  if (run.kind === 'on-notice') return onNoticeChance(slackHours, run, spot)
  const stretches = stretchesOf(run.computeHours, run)
  const slack = slackHours - nominalHoursOf(stretches)
  if (run.kind === 'rated') return meetChance(slack, { ...spot, stretches })
  if (!Number.isFinite(run.runHours))
    return slack < -1e-9 ? 0 : survivalShare(terms.uptimesHours ?? [], run.computeHours)
  const perHour = run.interruptions === 0 ? 0 : run.interruptions / run.runHours
  return meetChance(slack, { ...spot, perHour, stretches })
}
