import { type Measure, type MeasureFacts, measureFacts, type SampleMean } from '@aima/gpu-simulator'
import { fixedText } from './number-text.ts'

/** How the values of a measure are written. */
export interface MeasureText {
  /** Heading of its column. */
  readonly heading: string
  /** Unit of what is written. */
  readonly unit: string
  /** Writes a value, without its unit. */
  readonly text: (value: number) => string
}

const headings: Readonly<Record<Measure, string>> = {
  totalUsd: 'Cost',
  usdPerDoneJob: 'Cost per job',
  completionHours: 'Comple\u00ADtion',
  waitHours: 'Wait',
  lateShare: 'Late',
  doneShare: 'Done',
  localUtilisation: 'Own GPUs in use',
  interruptions: 'Inter\u00ADrupted',
  uploadedGB: 'Uploaded',
}

const units: Readonly<Record<MeasureFacts['unit'], string>> = {
  USD: 'USD',
  h: 'h',
  share: '%',
  count: 'times',
  GB: 'GB',
}

/** Decimals by the greatest value that is written: a cent, a minute and a thousandth of the greatest are enough. */
const decimalsFor = (unit: MeasureFacts['unit'], greatest: number): number => {
  if (unit === 'share' || unit === 'count') return 1
  if (greatest >= 1000) return 0
  if (unit === 'USD') return greatest >= 1 ? 2 : 3 + Number(greatest < 0.1)
  return greatest >= 100 ? 1 : 2
}

/**
 * Tells how a measure is written, so that the values of a column have the same decimals.
 *
 * @param measure - The measure.
 * @param means - All means of the column.
 * @example
 * measureText('totalUsd', [{ mean: 20 }]).text(3) // => '3.00'
 * @example
 * measureText('lateShare', []).text(0.125) // => '12.5'
 */
export const measureText = (measure: Measure, means: readonly SampleMean[]): MeasureText => {
  const { unit } = measureFacts[measure]
  const decimals = decimalsFor(unit, Math.max(0, ...means.map(({ mean }) => Math.abs(mean ?? 0))))
  const factor = unit === 'share' ? 100 : 1
  return {
    heading: headings[measure],
    unit: units[unit],
    text: (value) => fixedText(value * factor, decimals),
  }
}
