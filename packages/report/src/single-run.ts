import { type PerMeasure, perMeasure, readMeasure, type SampleMean, type Summary } from '@aima/gpu-simulator'

/**
 * Gives the measures of one simulation as a comparison would have them: means of a sample of one, without intervals.
 *
 * @param summary - Everything in numbers.
 */
export const measuresOf = (summary: Summary): PerMeasure<SampleMean> =>
  perMeasure((measure) => {
    const mean = readMeasure(summary, measure)
    return { count: mean === null ? 0 : 1, mean, interval: null }
  })
