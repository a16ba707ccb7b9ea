import type { JobEnd, JobOutcome } from '../job-outcome.ts'
import type { Summary } from '../simulation-result.ts'
import { createDistributionTally } from './distribution-tally.ts'

/** What of a summary comes from the outcomes of jobs alone. */
type OutcomeSummary = Pick<
  Summary,
  | 'done'
  | 'refused'
  | 'gaveUp'
  | 'cutOff'
  | 'doneLocally'
  | 'waitHours'
  | 'completionHours'
  | 'withDeadline'
  | 'late'
  | 'lateHours'
  | 'uploadedGB'
  | 'downloadedGB'
>

/** Outcomes of jobs that are summed up one after the other. */
export interface OutcomeTally {
  /** Takes in what became of a job. */
  readonly add: (outcome: JobOutcome) => void
  /** What they have come to so far. */
  readonly summary: () => OutcomeSummary
}

const ranLocally = ({ stays }: JobOutcome): boolean =>
  stays.length > 0 && stays.every(({ site }) => site === 'local')

/** Sums up what counts of done jobs only. */
const createDoneTally = () => {
  const [wait, completion] = [createDistributionTally(), createDistributionTally()]
  let doneLocally = 0
  return {
    add: (outcome: JobOutcome): void => {
      if (ranLocally(outcome)) doneLocally += 1
      wait.add(outcome.waitHours)
      completion.add(outcome.completionHours)
    },
    summary: () => ({
      doneLocally,
      waitHours: wait.distribution(),
      completionHours: completion.distribution(),
    }),
  }
}

/** Sums up deadlines, also those of jobs that were not done. */
const createDeadlineTally = () => {
  const late = createDistributionTally()
  let withDeadline = 0
  return {
    add: ({ lateHours }: JobOutcome): void => {
      if (lateHours === null) return
      withDeadline += 1
      if (lateHours > 0) late.add(lateHours)
    },
    summary: () => ({
      withDeadline,
      late: late.distribution().count,
      lateHours: late.distribution(),
    }),
  }
}

/**
 * Makes a tally of what became of jobs: how they ended, how long they took, what was moved.
 *
 * @example
 * const tally = createOutcomeTally()
 * tally.add({ end: 'refused', uploadedGB: 0, downloadedGB: 0 })
 * tally.summary().refused // => 1
 */
export const createOutcomeTally = (): OutcomeTally => {
  const ends: Record<JobEnd, number> = { done: 0, refused: 0, 'gave-up': 0, 'cut-off': 0 }
  const done = createDoneTally()
  const deadlines = createDeadlineTally()
  let [uploadedGB, downloadedGB] = [0, 0]
  return {
    add: (outcome) => {
      ends[outcome.end] += 1
      uploadedGB += outcome.uploadedGB
      downloadedGB += outcome.downloadedGB
      deadlines.add(outcome)
      if (outcome.end === 'done') done.add(outcome)
    },
    summary: () => ({
      done: ends.done,
      refused: ends.refused,
      gaveUp: ends['gave-up'],
      cutOff: ends['cut-off'],
      ...done.summary(),
      ...deadlines.summary(),
      uploadedGB,
      downloadedGB,
    }),
  }
}
