import { type Cell, type Columns, csvTable } from '../export/csv-table.ts'
import type { ComparedPolicy, Comparison } from './comparison.ts'
import { type Measure, measureFacts, measures, readMeasure } from './measures.ts'
import type { PairedDifference, SeedSummary } from './paired-difference.ts'
import type { SampleMean } from './sample-mean.ts'

/** One measure of one policy. */
interface Row {
  readonly policy: ComparedPolicy
  readonly measure: Measure
}

const meanOf = ({ policy, measure }: Row): SampleMean => policy.means[measure]

const differenceOf = ({ policy, measure }: Row): PairedDifference | undefined => policy.differences?.[measure]

const claimText = (claim: boolean | null | undefined): string | null =>
  claim === null || claim === undefined ? null : String(claim)

const valueOfSeed = (runs: readonly SeedSummary[], seed: number, measure: Measure): Cell => {
  const run = runs.find((one) => one.seed === seed)
  return run === undefined ? null : readMeasure(run.summary, measure)
}

const columns: Columns<Row> = {
  policy: ({ policy }) => policy.name,
  measure: ({ measure }) => measure,
  unit: ({ measure }) => measureFacts[measure].unit,
  count: (row) => meanOf(row).count,
  mean: (row) => meanOf(row).mean,
  low: (row) => meanOf(row).interval?.low ?? null,
  high: (row) => meanOf(row).interval?.high ?? null,
  difference: (row) => differenceOf(row)?.mean ?? null,
  differenceLow: (row) => differenceOf(row)?.interval?.low ?? null,
  differenceHigh: (row) => differenceOf(row)?.interval?.high ?? null,
  excludesZero: (row) => claimText(differenceOf(row)?.excludesZero),
  isOnFront: ({ policy }) => claimText(policy.isOnFront),
}

const columnOfSeed = (seed: number): readonly [string, (row: Row) => Cell] => [
  `seed ${seed}`,
  ({ policy, measure }) => valueOfSeed(policy.runs, seed, measure),
]

/**
 * Writes a comparison as CSV: a row for each policy and measure, with the mean, the difference to the baseline, their 95 % intervals, and the value of each seed.
 *
 * Columns: `policy`, `measure`, `unit` (shares are from 0 to 1), `count`, `mean`, `low`, `high`, `difference`, `differenceLow`, `differenceHigh`, `excludesZero`, `isOnFront`, and `seed 1` and so on. What is not known is an empty cell.
 *
 * @param comparison - The comparison.
 * @see {@link comparisonTable} for people.
 * @example
 * comparisonCsv({ seeds: [1], policies: [] }).startsWith('policy,measure,unit,count,mean') // => true
 */
export const comparisonCsv = ({ policies, seeds }: Comparison): string =>
  csvTable(
    policies.flatMap((policy) => measures.map((measure) => ({ policy, measure }))),
    { ...columns, ...Object.fromEntries(seeds.map(columnOfSeed)) },
  )
