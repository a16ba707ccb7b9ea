import { gammaCdf } from './gamma.ts'
import { type Interruptions, nominalHoursOf, type Stretches } from './spot.ts'

/** An interrupted run: the cut work, and how capacity goes and comes. */
export interface InterruptedRun extends Interruptions {
  /** The work between checkpoints. */
  readonly stretches: Stretches
  /** Mean time without capacity after an interruption (w, h). */
  readonly recoverWaitHours: number
}

/** First two moments of a time (h, h²). */
interface Moments {
  readonly mean: number
  readonly variance: number
}

/** Mean and variance of the running time of an interrupted run, waits included. */
export interface RunMoments extends Moments {
  /** Running time without any interruption (h). */
  readonly nominal: number
  /** Expected running time (h). */
  readonly mean: number
  /** Its variance (h²). */
  readonly variance: number
}

/** Time that is lost, given an interruption within a length; plus the wait, which is taken as exponential. */
const lostWithin = (length: number, run: InterruptedRun): Moments => {
  const { perHour, recoverWaitHours } = run
  const u = perHour * length
  const e = Math.expm1(u)
  const first = u < 1e-4 ? (length / 2) * (1 - u / 6) : 1 / perHour - length / e
  const second =
    u < 1e-4 ? (length ** 2 / 3) * (1 - u / 4) : 2 / perHour ** 2 - (length ** 2 + (2 * length) / perHour) / e
  return { mean: first + recoverWaitHours, variance: second - first ** 2 + recoverWaitHours ** 2 }
}

/** Time to get through one stretch. */
const stretchMoments = (length: number, run: InterruptedRun): Moments => {
  const again = length + run.restartHours
  const lost = lostWithin(length, run)
  const lostAgain = lostWithin(again, run)
  const survives = Math.exp(-run.perHour * again)
  const failures = (1 - survives) / survives
  const failuresVariance = (1 - survives) / survives ** 2
  const retried = again + failures * lostAgain.mean
  const retriedVariance = failures * lostAgain.variance + failuresVariance * lostAgain.mean ** 2
  const dies = -Math.expm1(-run.perHour * length)
  const mean = (1 - dies) * length + dies * (lost.mean + retried)
  const square =
    (1 - dies) * length ** 2 + dies * (lost.variance + retriedVariance + (lost.mean + retried) ** 2)
  return { mean, variance: square - mean ** 2 }
}

/**
 * Exact mean and variance of the running time of an interrupted run (h, h²), waits included.
 *
 * Formulas: docs/cost-model.md, "Deadlines".
 *
 * @param run - The cut work, rate, restart and wait.
 * @example
 * runMoments({ stretches: { saved: 0, savedHours: 0, lastHours: 2 }, perHour: 0, restartHours: 0, recoverWaitHours: 0 }).mean // => 2
 */
export const runMoments = (run: InterruptedRun): RunMoments => {
  const nominal = nominalHoursOf(run.stretches)
  if (run.perHour === 0 || nominal === 0) return { nominal, mean: nominal, variance: 0 }
  const last = stretchMoments(run.stretches.lastHours, run)
  if (run.stretches.saved === 0) return { nominal, mean: last.mean, variance: last.variance }
  const saved = stretchMoments(run.stretches.savedHours, run)
  return {
    nominal,
    mean: run.stretches.saved * saved.mean + last.mean,
    variance: run.stretches.saved * saved.variance + last.variance,
  }
}

/** A running time as far as its first two moments say it. */
export interface RunChance {
  /** Chance that nothing interrupts the run (0 to 1). */
  readonly uninterrupted: number
  /** Expected time beyond the nominal run (h). */
  readonly excessHours: number
  /** Variance of the running time (h²). */
  readonly variance: number
}

/**
 * Chance that a run ends within its slack (0 to 1), from the moments of its time; approximate.
 *
 * The excess over the nominal run, given at least one interruption, is taken as a Gamma variable (docs/cost-model.md, "Deadlines"; largest error against simulation 0.017).
 *
 * @param slackHours - Deadline less set-up, transfers and nominal run (h).
 * @param run - Moments of the run.
 * @example
 * meetChanceOf(0, { uninterrupted: 0.3, excessHours: 1, variance: 1 }) // => 0.3
 */
export const meetChanceOf = (slackHours: number, run: RunChance): number => {
  if (slackHours < -1e-9) return 0
  const interrupted = 1 - run.uninterrupted
  if (interrupted === 0) return 1
  const given = run.excessHours / interrupted
  const spread = (run.variance + run.excessHours ** 2) / interrupted - given ** 2
  if (slackHours <= 0 || !(given > 0 && spread > 0) || !Number.isFinite(given) || !Number.isFinite(spread))
    return run.uninterrupted
  const within = gammaCdf(slackHours, { shape: given ** 2 / spread, scale: spread / given })
  return run.uninterrupted + interrupted * within
}

/**
 * Chance that an interrupted run ends within its slack (0 to 1); approximate.
 *
 * @param slackHours - Deadline less set-up, transfers and nominal run (h).
 * @param run - The interrupted run.
 * @see {@link meetChanceOf} for the assumption behind it.
 * @example
 * meetChance(-1, { stretches: { saved: 0, savedHours: 0, lastHours: 2 }, perHour: 0.1, restartHours: 0, recoverWaitHours: 0 }) // => 0
 */
export const meetChance = (slackHours: number, run: InterruptedRun): number => {
  const { nominal, mean, variance } = runMoments(run)
  return meetChanceOf(slackHours, {
    uninterrupted: Math.exp(-run.perHour * nominal),
    excessHours: mean - nominal,
    variance,
  })
}
