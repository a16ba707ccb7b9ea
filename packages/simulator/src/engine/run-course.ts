import {
  type CompleteTerms,
  type Estimate,
  nominalHoursOf,
  type Stretches,
  stretchesOf,
  transferHours,
} from '@aima/gpu-core'
import type { Random } from '../random.ts'

/** How work runs on a machine that can be taken away, until it is done. */
export interface RunCourse {
  /** Useful work on this machine (T, h). */
  readonly computeHours: number
  /** From new capacity back to useful work (r, h). */
  readonly restartHours: number
  /** Mean time without capacity after a loss (w, h). */
  readonly recoverWaitHours: number
  /** Draws how long the machine stays up, counted from each start of the work (h); infinite: until it is done. */
  readonly drawUptimeHours: (random: Random) => number
  /** Machine time until the work is done from its last saved state, if nothing is lost (h). */
  readonly hoursLeft: () => number
  /** Share of the work that is saved (0 to 1). */
  readonly savedShare: () => number
  /**
   * Takes in that the machine was lost after so many hours of work since its last saved state (h, without any restart).
   *
   * @returns What the machine still ran for, to write a checkpoint on notice (h).
   */
  readonly lose: (workedHours: number) => number
}

/** Draws one of the observed up-times, or how long a machine lives that is lost at a rate. */
const uptimeOf = (
  { terms, work }: CompleteTerms,
  perHour: number,
  isReal: boolean,
): RunCourse['drawUptimeHours'] => {
  const observed = terms.uptimesHours ?? []
  if (!isReal && work.checkpoint === undefined && observed.length > 0)
    return (random) => observed[Math.floor(random.uniform() * observed.length)] ?? Number.POSITIVE_INFINITY
  return (random) => random.exponential(perHour)
}

/** Whole stretches within some hours of work, at most so many. */
const stretchesWithin = (hours: number, { saved, savedHours }: Stretches): number =>
  savedHours > 0 ? Math.min(saved, Math.max(0, Math.floor(hours / savedHours + 1e-9))) : 0

/**
 * Works out how a job's work runs on an offer: its stretches between checkpoints, and how its machine is lost.
 *
 * Only spot machines are lost. What is lost with them, and what a restart takes, is that of cost-model.md, section 4.
 *
 * @param complete - Job and offer.
 * @param estimated - Their estimate.
 * @param realPerHour - How often such a machine is really lost (1/h); undefined: as the offer says.
 */
export const runCourse = (
  complete: CompleteTerms,
  estimated: Estimate,
  realPerHour: number | undefined,
): RunCourse => {
  const { work, terms } = complete
  const { computeHours } = estimated
  const isSpot = terms.purchase === 'spot'
  const writeHours = work.checkpoint?.writeHours ?? 0
  const savesOnNotice = isSpot && work.checkpoint?.onNotice === true && (terms.noticeHours ?? 0) >= writeHours
  const everyHours = estimated.checkpointEveryHours ?? undefined
  let left = stretchesOf(computeHours, { everyHours, writeHours })
  let saved = 0
  const perHour = isSpot ? (realPerHour ?? terms.interruptionsPerHour) : 0
  return {
    computeHours,
    restartHours:
      work.restartHours ??
      terms.bootHours + (terms.imageCached ? 0 : transferHours(work.imageGB, terms.registryMbps)),
    recoverWaitHours: terms.recoverWaitHours,
    drawUptimeHours: isSpot
      ? uptimeOf(complete, perHour, realPerHour !== undefined)
      : () => Number.POSITIVE_INFINITY,
    hoursLeft: () => nominalHoursOf(left),
    savedShare: () => (computeHours > 0 ? Math.min(1, saved / computeHours) : 1),
    lose: (workedHours) => {
      if (savesOnNotice) {
        const done = Math.min(left.lastHours, Math.max(0, workedHours))
        saved += done
        left = { saved: 0, savedHours: 0, lastHours: left.lastHours - done }
        return writeHours
      }
      const whole = stretchesWithin(workedHours, left)
      saved += whole * (left.savedHours - writeHours)
      left = { ...left, saved: left.saved - whole }
      return 0
    },
  }
}
