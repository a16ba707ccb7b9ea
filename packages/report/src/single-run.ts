import type { PerMeasure, SampleMean, Summary } from '@aima/gpu-simulator'

const known = (value: number): SampleMean => ({ count: 1, mean: value, interval: null })

const unknown: SampleMean = { count: 0, mean: null, interval: null }

const knownIf = (isKnown: boolean, value: number): SampleMean => (isKnown ? known(value) : unknown)

/**
 * Gives the measures of one simulation, by which comparisons would compare it: means of a sample of one, without intervals.
 *
 * Completion, wait and cost per job are unknown when no job is done, the share of late ones when none had a deadline, the use of own GPUs without any.
 *
 * @param summary - Everything in numbers.
 * @example
 * measuresOf({ done: 1, jobs: 4, spending: {}, completionHours: {}, waitHours: {}, hardware: [] }).doneShare.mean // => 0.25
 */
export const measuresOf = ({
  jobs,
  done,
  late,
  withDeadline,
  hardware,
  spending,
  ...rest
}: Summary): PerMeasure<SampleMean> => ({
  totalUsd: known(spending.totalUsd),
  usdPerDoneJob: knownIf(done > 0, spending.totalUsd / done),
  completionHours: knownIf(done > 0, rest.completionHours.mean),
  waitHours: knownIf(done > 0, rest.waitHours.mean),
  lateShare: knownIf(withDeadline > 0, late / withDeadline),
  doneShare: knownIf(jobs > 0, done / jobs),
  localUtilisation: knownIf(hardware.length > 0, rest.localUtilisation),
  interruptions: known(rest.interruptions),
  uploadedGB: known(rest.uploadedGB),
})
