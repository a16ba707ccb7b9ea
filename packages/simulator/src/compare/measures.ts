import type { Summary } from '../result/simulation-result.ts'

/**
 * What policies are compared by, in the order in which it is shown.
 *
 * @example
 * measures[0] // => 'totalUsd'
 */
export const measures = [
  'totalUsd',
  'usdPerDoneJob',
  'completionHours',
  'waitHours',
  'lateShare',
  'doneShare',
  'localUtilisation',
  'interruptions',
  'uploadedGB',
] as const

/** One thing that policies are compared by. */
export type Measure = (typeof measures)[number]

/** One value for each measure. */
export type PerMeasure<Value> = Readonly<Record<Measure, Value>>

/** What is known of a measure. */
export interface MeasureFacts {
  /** Its name, for people. */
  readonly label: string
  /** Its unit; a share is from 0 to 1. */
  readonly unit: 'USD' | 'h' | 'share' | 'count' | 'GB'
  /** Which direction is better. */
  readonly better: 'lower' | 'higher'
}

/**
 * Tells of each measure its name, its unit and its better direction.
 *
 * @example
 * measureFacts.doneShare.better // => 'higher'
 */
export const measureFacts: PerMeasure<MeasureFacts> = {
  totalUsd: { label: 'cost', unit: 'USD', better: 'lower' },
  usdPerDoneJob: { label: 'cost per done job', unit: 'USD', better: 'lower' },
  completionHours: { label: 'completion', unit: 'h', better: 'lower' },
  waitHours: { label: 'wait', unit: 'h', better: 'lower' },
  lateShare: { label: 'late', unit: 'share', better: 'lower' },
  doneShare: { label: 'done', unit: 'share', better: 'higher' },
  localUtilisation: { label: 'own GPUs in use', unit: 'share', better: 'higher' },
  interruptions: { label: 'interruptions', unit: 'count', better: 'lower' },
  uploadedGB: { label: 'uploaded', unit: 'GB', better: 'lower' },
}

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

const readers: PerMeasure<(summary: Summary) => number | null> = {
  totalUsd: ({ spending }) => spending.totalUsd,
  usdPerDoneJob: ({ spending, done }) => ratio(spending.totalUsd, done),
  completionHours: ({ completionHours, done }) => (done > 0 ? completionHours.mean : null),
  waitHours: ({ waitHours, done }) => (done > 0 ? waitHours.mean : null),
  lateShare: ({ late, withDeadline }) => ratio(late, withDeadline),
  doneShare: ({ done, jobs }) => ratio(done, jobs),
  localUtilisation: ({ hardware, localUtilisation }) => (hardware.length > 0 ? localUtilisation : null),
  interruptions: ({ interruptions }) => interruptions,
  uploadedGB: ({ uploadedGB }) => uploadedGB,
}

/**
 * Reads a measure from a summary, in the unit of {@link measureFacts}.
 *
 * Completion and wait are of done jobs, late jobs those among the done ones with a deadline: a policy that does less can look better in all of them, so look at the done share too.
 *
 * @param summary - Everything in numbers.
 * @param measure - What is read.
 * @returns The value; null: there is nothing that it could be read from, such as the wait of no done job.
 * @example
 * readMeasure({ done: 3, jobs: 4 }, 'doneShare') // => 0.75
 */
export const readMeasure = (summary: Summary, measure: Measure): number | null => readers[measure](summary)

/**
 * Works out one value for each measure.
 *
 * @param of - Gives the value of one measure.
 * @example
 * perMeasure((measure) => measure.length).waitHours // => 9
 */
export const perMeasure = <Value>(of: (measure: Measure) => Value): PerMeasure<Value> => ({
  totalUsd: of('totalUsd'),
  usdPerDoneJob: of('usdPerDoneJob'),
  completionHours: of('completionHours'),
  waitHours: of('waitHours'),
  lateShare: of('lateShare'),
  doneShare: of('doneShare'),
  localUtilisation: of('localUtilisation'),
  interruptions: of('interruptions'),
  uploadedGB: of('uploadedGB'),
})
