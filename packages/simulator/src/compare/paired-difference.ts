import type { Summary } from '../result/simulation-result.ts'
import { type Measure, readMeasure } from './measures.ts'
import { type SampleMean, sampleMean } from './sample-mean.ts'

/** What one simulation of a policy came to. */
export interface SeedSummary {
  /** Seed of the simulation. */
  readonly seed: number
  /** Everything in numbers. */
  readonly summary: Summary
}

/** How much more of a measure one policy has than another, seed by seed. */
export interface PairedDifference extends SampleMean {
  /** Whether the interval lies wholly on one side of 0, so that chance alone does not explain the difference; null: one seed cannot tell. */
  readonly excludesZero: boolean | null
}

/** Differences nearer to 0 than this are the rounding of sums (1e-6 of the unit of the measure: a millionth of a dollar, 3.6 ms). */
export const smallestDifference = 1e-6

const excludesZero = ({ interval }: SampleMean): boolean | null =>
  interval && (interval.low > smallestDifference || interval.high < -smallestDifference)

const readBySeed = (runs: readonly SeedSummary[], measure: Measure): ReadonlyMap<number, number> =>
  new Map(
    runs.flatMap(({ seed, summary }) => {
      const value = readMeasure(summary, measure)
      return value === null ? [] : [[seed, value] as const]
    }),
  )

/**
 * Reads a measure from each run that has it, in the order of the runs and in the unit of the measure.
 *
 * @param runs - Runs of one policy.
 * @param measure - What is read.
 * @example
 * measured([{ seed: 1, summary: { interruptions: 3 } }], 'interruptions') // => [3]
 */
export const measured = (runs: readonly SeedSummary[], measure: Measure): readonly number[] => [
  ...readBySeed(runs, measure).values(),
]

/**
 * Works out how much more of a measure one policy has than another, with the 95 % confidence interval of the mean difference, in the unit of the measure.
 *
 * The runs are paired by seed: what luck does to both goes out of the difference. Seeds that only one of them has, or that have nothing to measure, are left out.
 *
 * @param runs - Runs of the one policy.
 * @param against - Runs of the other.
 * @param measure - What is compared.
 * @see {@link sampleMean} for the interval.
 * @example
 * const runs = [1, 2, 3].map((seed) => ({ seed, summary: { uploadedGB: 100 * seed } }))
 * const against = [1, 2, 3].map((seed) => ({ seed, summary: { uploadedGB: 100 * seed + 5 } }))
 * const { mean, excludesZero } = pairedDifference(runs, against, 'uploadedGB')
 * ;[mean, excludesZero] // => [-5, true]
 */
export const pairedDifference = (
  runs: readonly SeedSummary[],
  against: readonly SeedSummary[],
  measure: Measure,
): PairedDifference => {
  const others = readBySeed(against, measure)
  const differences = [...readBySeed(runs, measure)].flatMap(([seed, value]) => {
    const other = others.get(seed)
    return other === undefined ? [] : [value - other]
  })
  const difference = sampleMean(differences)
  return { ...difference, excludesZero: excludesZero(difference) }
}
