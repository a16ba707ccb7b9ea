import { mean, sampleStandardDeviation } from 'simple-statistics'
import { studentQuantile } from './student.ts'

/** A range in which a mean lies with a confidence of 95 %, in the unit of what was measured. */
export interface Interval {
  /** Lower end. */
  readonly low: number
  /** Upper end. */
  readonly high: number
}

/** The mean of a sample, and how far it can be relied on. */
export interface SampleMean {
  /** Size of the sample. */
  readonly count: number
  /** Mean; null of none. */
  readonly mean: number | null
  /** 95 % confidence interval of the mean; null of fewer than two, which say nothing of chance. */
  readonly interval: Interval | null
}

const intervalOf = (sample: readonly number[], centre: number): Interval => {
  const standardError = sampleStandardDeviation([...sample]) / Math.sqrt(sample.length)
  const halfWidth = studentQuantile(sample.length - 1) * standardError
  return { low: centre - halfWidth, high: centre + halfWidth }
}

/**
 * Works out the mean of a sample with its 95 % confidence interval, in the unit of the sample.
 *
 * Takes the values as independent and their mean as normally distributed. A sample of equal values has an interval without width.
 *
 * @param sample - Finite numbers.
 * Source: mean ± t × s / √n, NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.2.
 * @example
 * sampleMean([1, 2, 3]).interval?.high.toFixed(3) // => '4.484'
 * @example
 * sampleMean([7]) // => { count: 1, mean: 7, interval: null }
 */
export const sampleMean = (sample: readonly number[]): SampleMean => {
  const count = sample.length
  if (count === 0) return { count, mean: null, interval: null }
  const centre = mean([...sample])
  return { count, mean: centre, interval: count < 2 ? null : intervalOf(sample, centre) }
}
