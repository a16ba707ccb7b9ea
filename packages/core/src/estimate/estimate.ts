import type { Draft } from '../draft.ts'
import { timesEndless } from './endless.ts'
import { billedHoursOf, networkUsdOf, storageUsdOf } from './money.ts'
import { runChance, runTimeOf } from './run-time.ts'
import { downloadHoursOf, imageHoursOf, uploadHoursOf, waitHoursOf } from './time.ts'
import type { Terms, Work } from './work.ts'

/** Expected hours and money for one job on one offer, broken down. Names as in docs/cost-model.md. */
export interface Estimate {
  /** Price of the whole offer, adjusted (p, USD/h). */
  readonly usdPerHour: number
  /** Interruptions per running hour (λ, 1/h); 0 unless the offer is spot. */
  readonly interruptionsPerHour: number
  /** Until capacity is there (h). */
  readonly waitHours: number
  /** Input on its way to the offer (h). */
  readonly uploadHours: number
  /** Boot, image and, on data path `instance`, the upload: billed and before the work (h). */
  readonly setupHours: number
  /** Useful work (T, h). */
  readonly computeHours: number
  /** Billed running time: the work, checkpoint writes, restarts and repeated work (h). */
  readonly runHours: number
  /** Expected number of interruptions. */
  readonly interruptions: number
  /** Interval between checkpoints (h); null: none are written. */
  readonly checkpointEveryHours: number | null
  /** Billed time, rounded up as the provider does (h). */
  readonly billedHours: number
  /** Output on its way back (h). */
  readonly downloadHours: number
  /** From the decision until the result is there (h). */
  readonly completionHours: number
  /** Price of the machine (USD). */
  readonly computeUsd: number
  /** Price of the traffic (USD). */
  readonly networkUsd: number
  /** Price of the disk (USD). */
  readonly storageUsd: number
  /** Money in all (USD). */
  readonly totalUsd: number
  /** Money in all, with what time and lateness cost the user (USD). */
  readonly objectiveUsd: number
  /** Chance to meet the deadline (0 to 1); null: the job has none. */
  readonly deadlineChance: number | null
  /** Carbon (g CO2e); null: the grid or the power is unknown. */
  readonly carbonGrams: number | null
}

/** What time and lateness cost the user (USD). */
const delayUsdOf = (work: Work, completionHours: number, chance: number | null): number => {
  const value = timesEndless(work.valueOfTimeUsdPerHour, completionHours)
  if (work.deadlineHours === undefined || chance === null) return value
  const late = Math.max(0, completionHours - work.deadlineHours)
  return value + timesEndless(work.lateUsdPerHour, late) + work.lateUsdFixed * (1 - chance)
}

/** Fills in an estimate; see {@link estimate}. */
export const fillEstimate = (draft: Draft<Estimate>, work: Work, terms: Terms): void => {
  const uploadsToInstance = terms.dataPath === 'instance'
  const waitHours = waitHoursOf(terms)
  const uploadHours = uploadHoursOf(work, terms)
  const bootAndImage = terms.bootHours + imageHoursOf(work, terms)
  const beforeSetup = uploadsToInstance ? waitHours : Math.max(waitHours, uploadHours)
  const setupHours = uploadsToInstance ? bootAndImage + uploadHours : bootAndImage
  const downloadHours = downloadHoursOf(work, terms)

  const restartHours = work.restartHours ?? bootAndImage
  const run = runTimeOf(work, terms, restartHours)
  const outsideHours = timesEndless(run.interruptions, terms.recoverWaitHours)
  const usedHours = setupHours + run.runHours + (uploadsToInstance ? downloadHours : 0)

  draft.usdPerHour = terms.usdPerHour
  draft.interruptionsPerHour = terms.purchase === 'spot' ? terms.interruptionsPerHour : 0
  draft.waitHours = waitHours
  draft.uploadHours = uploadHours
  draft.setupHours = setupHours
  draft.computeHours = run.computeHours
  draft.runHours = run.runHours
  draft.interruptions = run.interruptions
  draft.checkpointEveryHours = run.everyHours ?? null
  draft.billedHours = billedHoursOf(usedHours, terms)
  draft.downloadHours = downloadHours
  draft.completionHours = beforeSetup + setupHours + run.runHours + outsideHours + downloadHours
  draft.computeUsd = timesEndless(terms.usdPerHour, draft.billedHours)
  draft.networkUsd = networkUsdOf(work, terms)
  draft.storageUsd = storageUsdOf(work, terms, usedHours + outsideHours)
  draft.totalUsd = draft.computeUsd + draft.networkUsd + draft.storageUsd
  draft.deadlineChance =
    work.deadlineHours === undefined
      ? null
      : runChance(work.deadlineHours - beforeSetup - setupHours - downloadHours, run, terms, restartHours)
  draft.objectiveUsd = draft.totalUsd + delayUsdOf(work, draft.completionHours, draft.deadlineChance)
  draft.carbonGrams =
    terms.carbonGPerHour === undefined ? null : timesEndless(terms.carbonGPerHour, setupHours + run.runHours)
}

/** An estimate that is still to be filled in. */
export const blankEstimate = (): Draft<Estimate> => ({
  usdPerHour: 0,
  interruptionsPerHour: 0,
  waitHours: 0,
  uploadHours: 0,
  setupHours: 0,
  computeHours: 0,
  runHours: 0,
  interruptions: 0,
  checkpointEveryHours: null,
  billedHours: 0,
  downloadHours: 0,
  completionHours: 0,
  computeUsd: 0,
  networkUsd: 0,
  storageUsd: 0,
  totalUsd: 0,
  objectiveUsd: 0,
  deadlineChance: null,
  carbonGrams: null,
})

/**
 * Expected hours and money for one job on one offer.
 *
 * Formulas: docs/cost-model.md. Pure arithmetic: nothing is defaulted here. A run that is not expected to end gives infinite hours and money, which
 * {@link decide} refuses.
 *
 * @param work - The job's side, complete.
 * @param terms - The offer's side, complete.
 * @see {@link termsOf} for both sides of a job and an offer, with defaults filled in.
 */
export const estimate = (work: Work, terms: Terms): Estimate => {
  const draft = blankEstimate()
  fillEstimate(draft, work, terms)
  return draft
}
