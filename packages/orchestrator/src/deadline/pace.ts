import {
  type CompleteTerms,
  type Estimate,
  estimate,
  type Job,
  nominalHoursOf,
  type Offer,
  type Policy,
  stretchesOf,
  termsOf,
} from '@aima/gpu-core'

/** How fast an offer does a whole job while nobody takes it away. */
export interface Pace {
  /** Price of the whole offer, adjusted (USD/h). */
  readonly usdPerHour: number
  /** From the launch to useful work: wait, upload, and set-up or restart, whichever is longer (s). */
  readonly startSeconds: number
  /** The whole work, checkpoint writes included (s, > 0). */
  readonly workSeconds: number
  /** Output on its way back (s). */
  readonly resultSeconds: number
  /** Longest time until work is saved (s); infinite: never. */
  readonly savesEverySeconds: number
}

/** No less work than this (s): of none no share could be done. */
const leastWorkSeconds = 1e-3

/**
 * Seconds of so many hours, whole microseconds.
 *
 * Policies compare sums of times, which must not differ by the rounding of a product.
 *
 * @param hours - Time (h).
 * @example
 * toSeconds(1.1) // => 3960
 */
export const toSeconds = (hours: number): number => roundSeconds(hours * 3600)

/**
 * Rounds a time to whole microseconds.
 *
 * @param seconds - Time (s).
 * @example
 * roundSeconds(0.1 + 0.2) // => 0.3
 */
export const roundSeconds = (seconds: number): number => Math.round(seconds * 1e6) / 1e6

const startHoursOf = ({ work, terms }: CompleteTerms, estimated: Estimate): number => {
  const { waitHours, uploadHours, setupHours } = estimated
  const before = terms.dataPath === 'instance' ? waitHours : Math.max(waitHours, uploadHours)
  return before + Math.max(setupHours, work.restartHours ?? 0)
}

const savesEveryHoursOf = ({ work, terms }: CompleteTerms, estimated: Estimate): number => {
  const { checkpoint } = work
  const isOnNotice = checkpoint?.onNotice && (terms.noticeHours ?? 0) >= checkpoint.writeHours
  return isOnNotice ? 0 : (estimated.checkpointEveryHours ?? Number.POSITIVE_INFINITY)
}

/**
 * Works out how fast an offer does a job.
 *
 * Interruptions are left out: whoever uses it sees them come. Work is counted with the writes of its checkpoints, so that spot is slower by them.
 *
 * @param job - The whole job.
 * @param offer - The offer.
 * @param policy - Defaults and price adjustments.
 * @returns The pace; undefined when the offer's price or speed is unknown.
 */
export const paceOf = (job: Job, offer: Offer, policy: Policy): Pace | undefined => {
  const complete = termsOf(job, offer, policy)
  if (complete === undefined) return undefined
  const estimated = estimate(complete.work, complete.terms)
  const writes = {
    everyHours: estimated.checkpointEveryHours ?? undefined,
    writeHours: complete.work.checkpoint?.writeHours ?? 0,
  }
  const workHours = nominalHoursOf(stretchesOf(estimated.computeHours, writes))
  return {
    usdPerHour: estimated.usdPerHour,
    startSeconds: toSeconds(startHoursOf(complete, estimated)),
    workSeconds: Math.max(leastWorkSeconds, toSeconds(workHours)),
    resultSeconds: toSeconds(estimated.downloadHours),
    savesEverySeconds: savesEveryHoursOf(complete, estimated) * 3600,
  }
}

/**
 * Price of as much work as a machine of another pace does in an hour (USD/h).
 *
 * @param pace - The machine.
 * @param measure - The other one.
 * @example
 * usdPerHourAtPaceOf({ usdPerHour: 1, workSeconds: 7200 }, { workSeconds: 3600 }) // => 2
 */
export const usdPerHourAtPaceOf = (pace: Pace, measure: Pace): number =>
  pace.usdPerHour * (pace.workSeconds / measure.workSeconds)
