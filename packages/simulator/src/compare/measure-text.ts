import { type Measure, measureFacts } from './measures.ts'
import type { PairedDifference } from './paired-difference.ts'
import type { SampleMean } from './sample-mean.ts'

/** Significant digits of the largest number of a row. */
const significantDigits = 4

const unitTexts = { USD: ' (USD)', h: ' (h)', share: ' (%)', count: '', GB: ' (GB)' } as const

/**
 * Names a measure with the unit in which {@link meanText} writes it: shares in per cent.
 *
 * @param measure - The measure.
 * @example
 * measureTitle('lateShare') // => 'late (%)'
 */
export const measureTitle = (measure: Measure): string =>
  `${measureFacts[measure].label}${unitTexts[measureFacts[measure].unit]}`

/** How numbers of one measure are written, so that those of a row have the same decimals. */
export interface MeasureFormat {
  /** Factor to the unit that is shown. */
  readonly factor: number
  /** Digits after the point (0 to 6). */
  readonly decimals: number
}

/**
 * Chooses how the numbers of one measure are written: four significant digits of the largest.
 *
 * @param measure - The measure.
 * @param means - All that is written in one row.
 * @example
 * measureFormat('totalUsd', [{ mean: 12.3456 }, { mean: 1.2 }]) // => { factor: 1, decimals: 2 }
 */
export const measureFormat = (measure: Measure, means: readonly SampleMean[]): MeasureFormat => {
  const factor = measureFacts[measure].unit === 'share' ? 100 : 1
  const largest = Math.max(...means.map(({ mean }) => Math.abs(mean ?? 0))) * factor
  if (largest === 0) return { factor, decimals: 0 }
  const digitsBefore = Math.floor(Math.log10(largest)) + 1
  return { factor, decimals: Math.min(6, Math.max(0, significantDigits - digitsBefore)) }
}

/** Writes a number; one that rounds to 0 has no sign. */
const numberText = (value: number, { factor, decimals }: MeasureFormat): string => {
  const text = (value * factor).toFixed(decimals)
  return Number(text) === 0 ? text.replace('-', '') : text
}

/**
 * Writes a mean with half the width of its 95 % interval, such as `12.30 ± 0.40`; `-`: there is nothing to write.
 *
 * @param sample - The mean.
 * @param format - How.
 * @example
 * meanText({ count: 2, mean: 0.5, interval: { low: 0.4, high: 0.6 } }, { factor: 100, decimals: 1 }) // => '50.0 ± 10.0'
 */
export const meanText = ({ mean, interval }: SampleMean, format: MeasureFormat): string => {
  if (mean === null) return '-'
  const text = numberText(mean, format)
  return interval === null ? text : `${text} ± ${numberText((interval.high - interval.low) / 2, format)}`
}

/**
 * Writes a difference with its sign, and with a star when chance does not explain it.
 *
 * @param difference - The difference.
 * @param format - How.
 * @example
 * differenceText({ count: 1, mean: 3, interval: null, excludesZero: null }, { factor: 1, decimals: 2 }) // => '+3.00  '
 */
export const differenceText = (difference: PairedDifference, format: MeasureFormat): string => {
  const text = meanText(difference, format)
  const isMore = Number.parseFloat(text) > 0
  return `${isMore ? '+' : ''}${text}${difference.excludesZero === true ? ' *' : '  '}`
}
