import type { Policy } from '@aima/gpu-core'
import type {
  ComparedViolation,
  Comparison,
  PairedDifference,
  PerMeasure,
  SampleMean,
  SimulationResult,
  Summary,
} from '@aima/gpu-simulator'
import { labelText } from './label-text.ts'
import { type Mark, markOf } from './marks.ts'
import { measuresOf } from './single-run.ts'

/** One strategy of a report. */
export interface Strategy {
  /** Its name, as given. */
  readonly name: string
  /** Its name on one short line, for charts; where shortening makes two alike, with its number. */
  readonly label: string
  /** How it looks in charts. */
  readonly mark: Mark
  /** Its rules. */
  readonly policy: Policy
  /** Its simulations in numbers, one for each seed. */
  readonly summaries: readonly Summary[]
  /** Means over the seeds. */
  readonly means: PerMeasure<SampleMean>
  /** How much more than the baseline it has; null: it is the baseline, or there is none. */
  readonly differences: PerMeasure<PairedDifference> | null
  /** Whether it is on the Pareto front. */
  readonly isOnFront: boolean
  /** The whole simulation of the first seed. */
  readonly sample: SimulationResult
}

/** What a report is about. */
export interface Subject {
  /** Name of the market. */
  readonly market: string
  /** The seeds. */
  readonly seeds: readonly number[]
  /** Name of the strategy that the others are held against; null: there is only one. */
  readonly baseline: string | null
  /** The strategies (1 or more, unless a comparison is empty). */
  readonly strategies: readonly Strategy[]
  /** Broken rules. */
  readonly violations: readonly ComparedViolation[]
}

const longestLabel = 24

/** Short names that still differ. */
const labelsOf = (names: readonly string[]): readonly string[] => {
  const labels = names.map((name) => labelText(name, longestLabel))
  return labels.map((label, index) =>
    labels.indexOf(label) === labels.lastIndexOf(label)
      ? label
      : `${index + 1}. ${labelText(label, longestLabel - 4)}`,
  )
}

const ofComparison = ({ market, seeds, baseline, policies, violations }: Comparison): Subject => {
  const labels = labelsOf(policies.map(({ name }) => name))
  return {
    market,
    seeds,
    baseline: policies.length > 1 ? baseline : null,
    violations,
    strategies: policies.map(({ runs, ...policy }, index) => ({
      ...policy,
      label: labels[index] ?? policy.name,
      mark: markOf(index),
      summaries: runs.map(({ summary }) => summary),
    })),
  }
}

const ofResult = (result: SimulationResult): Subject => {
  const { market, seed, policy, summary } = result
  const name = policy.strategy.kind
  return {
    market,
    seeds: [seed],
    baseline: null,
    violations: result.violations.map((violation) => ({ policy: name, seed, violation })),
    strategies: [
      {
        name,
        label: name,
        mark: markOf(0),
        policy,
        summaries: [summary],
        means: measuresOf(summary),
        differences: null,
        isOnFront: false,
        sample: result,
      },
    ],
  }
}

/**
 * Brings a comparison, or one result, to the form in which reports are written.
 *
 * @param input - What was simulated.
 */
export const subjectOf = (input: Comparison | SimulationResult): Subject =>
  'policies' in input ? ofComparison(input) : ofResult(input)

/**
 * Works out the mean of a number over the seeds of a strategy.
 *
 * @param strategy - The strategy; without any simulation the mean is 0.
 * @param read - Reads the number.
 * @example
 * meanOver({ summaries: [{ done: 1 }, { done: 2 }] }, ({ done }) => done) // => 1.5
 */
export const meanOver = (
  { summaries }: Pick<Strategy, 'summaries'>,
  read: (summary: Summary) => number,
): number =>
  summaries.length === 0 ? 0 : summaries.reduce((sum, summary) => sum + read(summary), 0) / summaries.length
