/** Checkpointing as the run-time formulas need it. */
export interface Checkpointing {
  /** Working hours between two checkpoints (τ, > 0); absent: none are written. */
  readonly everyHours: number | undefined
  /** Time to write one (C, h). */
  readonly writeHours: number
}

/** How capacity is taken away, and what it takes to be back. */
export interface Interruptions {
  /** Mean interruptions per running hour (λ, 1/h). */
  readonly perHour: number
  /** From new capacity back to useful work (r, h). */
  readonly restartHours: number
}

/** The work cut into stretches that must each finish without an interruption. */
export interface Stretches {
  /** How many stretches end with a checkpoint. */
  readonly saved: number
  /** Length of each of them, with the write (h). */
  readonly savedHours: number
  /** Length of the last one, after which nothing is saved (h). */
  readonly lastHours: number
}

/** No checkpoint at all. */
const noCheckpoints: Checkpointing = { everyHours: undefined, writeHours: 0 }

/**
 * Cuts work into stretches between checkpoints.
 *
 * Formula: docs/cost-model.md, "Interruptions". Nothing is saved after the last stretch, and an interval as long as the work means no checkpoint.
 *
 * @param computeHours - Useful work (T, h).
 * @param checkpointing - Interval and cost of a write.
 * @example
 * stretchesOf(10, { everyHours: 1, writeHours: 0.05 }) // => { saved: 9, savedHours: 1.05, lastHours: 1 }
 */
export const stretchesOf = (computeHours: number, checkpointing: Checkpointing): Stretches => {
  const { everyHours, writeHours } = checkpointing
  if (everyHours === undefined || everyHours >= computeHours)
    return { saved: 0, savedHours: 0, lastHours: computeHours }
  const whole = Math.floor(computeHours / everyHours + 1e-9)
  const rest = computeHours - whole * everyHours
  const savedHours = everyHours + writeHours
  return rest <= 1e-9 * Math.max(1, computeHours)
    ? { saved: whole - 1, savedHours, lastHours: everyHours }
    : { saved: whole, savedHours, lastHours: rest }
}

/**
 * Running time when nothing is interrupted (h): the work and its checkpoint writes.
 *
 * @param stretches - The cut work.
 * @example
 * nominalHoursOf({ saved: 9, savedHours: 1.05, lastHours: 1 }) // => 10.45
 */
export const nominalHoursOf = (stretches: Stretches): number =>
  stretches.saved * stretches.savedHours + stretches.lastHours

/**
 * Expected billed running time on capacity that can be taken away (h).
 *
 * Interruptions are a Poisson stream while the machine runs; after one comes a billed restart, which may itself be hit, then the stretch
 * again. Derivation: docs/cost-model.md, "Interruptions"; with a wait added per interruption it is the formula of Daly (2006).
 *
 * @param computeHours - Useful work (T, h).
 * @param interruptions - Rate and restart time.
 * @param checkpointing - Interval and cost of a write; default none.
 * @returns Hours; infinite when the run is not expected to end (λT beyond about 700).
 * @example
 * expectedRunHours(8, { perHour: 0.2, restartHours: 0 }) // => 19.765162121975575
 */
export const expectedRunHours = (
  computeHours: number,
  interruptions: Interruptions,
  checkpointing: Checkpointing = noCheckpoints,
): number => {
  const stretches = stretchesOf(computeHours, checkpointing)
  const { perHour, restartHours } = interruptions
  if (perHour === 0 || computeHours === 0) return nominalHoursOf(stretches)
  const saved = stretches.saved === 0 ? 0 : stretches.saved * Math.expm1(perHour * stretches.savedHours)
  return (Math.exp(perHour * restartHours) * (saved + Math.expm1(perHour * stretches.lastHours))) / perHour
}

/**
 * Expected billed running time when the provider's notice is long enough to write a checkpoint (h); approximate.
 *
 * Each interruption costs one write and one restart. Formula: docs/cost-model.md, "Interruptions".
 *
 * @param computeHours - Useful work (T, h).
 * @param interruptions - Rate and restart time.
 * @param writeHours - Time to write a checkpoint (C, h).
 * @returns Hours; infinite when restarts eat all the time, λ (C + r) ≥ 1.
 * @example
 * expectedRunHoursOnNotice(10, { perHour: 0.1, restartHours: 0.9 }, 0.1) // => 11.11111111111111
 */
export const expectedRunHoursOnNotice = (
  computeHours: number,
  interruptions: Interruptions,
  writeHours: number,
): number => {
  const lost = interruptions.perHour * (writeHours + interruptions.restartHours)
  return lost < 1 ? computeHours / (1 - lost) : Number.POSITIVE_INFINITY
}

/**
 * Share of observed machines that lived at least so long (0 to 1).
 *
 * @param uptimesHours - Observed up-times (h), at least one.
 * @param hours - How long (h).
 * @example
 * survivalShare([0.5, 1, 2, 6], 1) // => 0.75
 */
export const survivalShare = (uptimesHours: readonly number[], hours: number): number =>
  uptimesHours.reduce((alive, uptime) => alive + (uptime >= hours ? 1 : 0), 0) / uptimesHours.length

/** What observed up-times say about a run without checkpoints. */
export interface EmpiricalRun {
  /** Expected billed running time (h). */
  readonly runHours: number
  /** Expected number of interruptions. */
  readonly interruptions: number
}

/**
 * Expected run without checkpoints from observed up-times instead of a rate.
 *
 * Formula: docs/cost-model.md, "Interruptions". Real up-times are heavy-tailed, which a rate cannot say.
 *
 * @param uptimesHours - Observed up-times (h), at least one.
 * @param lengthHours - The run that must be survived (L, h).
 * @param restartHours - From new capacity back to useful work (r, h).
 * @returns Hours and interruptions; infinite when no observed machine lived long enough.
 * @example
 * empiricalRun([0.5, 0.5, 1, 2, 6, 10, 12], 4, 0.2).runHours // => 5.447619047619047
 */
export const empiricalRun = (
  uptimesHours: readonly number[],
  lengthHours: number,
  restartHours: number,
): EmpiricalRun => {
  const meanUpTo = (hours: number): number =>
    uptimesHours.reduce((sum, uptime) => sum + Math.min(uptime, hours), 0) / uptimesHours.length
  const dies = 1 - survivalShare(uptimesHours, lengthHours)
  if (dies === 0) return { runHours: lengthHours, interruptions: 0 }
  const again = lengthHours + restartHours
  const survivesAgain = survivalShare(uptimesHours, again)
  if (survivesAgain === 0)
    return { runHours: Number.POSITIVE_INFINITY, interruptions: Number.POSITIVE_INFINITY }
  return {
    runHours: meanUpTo(lengthHours) + (dies * meanUpTo(again)) / survivesAgain,
    interruptions: dies / survivesAgain,
  }
}

/**
 * Interruption rate learned from own runs (1/h), as the mean of a Gamma posterior.
 *
 * Formula: docs/cost-model.md, "Defaults", with 20 hours of pseudo-observation for the prior.
 *
 * @param priorPerHour - Rate that was assumed before (1/h).
 * @param observed - Interruptions that were seen, and the running hours in which.
 * @example
 * learnedInterruptionsPerHour(0.1, { interruptions: 3, runningHours: 10 }) // => 0.16666666666666666
 */
export const learnedInterruptionsPerHour = (
  priorPerHour: number,
  observed: { readonly interruptions: number; readonly runningHours: number },
): number => (observed.interruptions + priorPerHour * 20) / (observed.runningHours + 20)
