import type { Policy } from '@aima/gpu-core'
import type { SimulationResult } from '../result/simulation-result.ts'
import type { Violation } from '../result/violation.ts'
import type { PerMeasure } from './measures.ts'
import type { PairedDifference, SeedSummary } from './paired-difference.ts'
import type { SampleMean } from './sample-mean.ts'

/** What one policy came to. */
export interface ComparedPolicy {
  /** Its name. */
  readonly name: string
  /** Its rules. */
  readonly policy: Policy
  /** Its simulations, in the order of the seeds. */
  readonly runs: readonly SeedSummary[]
  /** Each measure's mean over the seeds that have it. */
  readonly means: PerMeasure<SampleMean>
  /** How much more than the baseline it has of each measure, paired by seed; null: it is the baseline. */
  readonly differences: PerMeasure<PairedDifference> | null
  /** Whether no other policy is at least as good in cost, completion and done jobs, and better in cost or completion. */
  readonly isOnFront: boolean
  /** The whole simulation of the first seed, with what became of each job. */
  readonly sample: SimulationResult
}

/** A broken rule, and the simulation in which it was broken. */
export interface ComparedViolation {
  /** Name of the policy. */
  readonly policy: string
  /** Seed of the simulation. */
  readonly seed: number
  /** The rule, and what was seen. */
  readonly violation: Violation
}

/** What several policies came to that met the same work, market and luck. Plain JSON, and the same bytes for the same input. */
export interface Comparison {
  /** Name of the market that the first seed met. */
  readonly market: string
  /** The seeds, each of which every policy met. */
  readonly seeds: readonly number[]
  /** Name of the policy that the others are held against. */
  readonly baseline: string
  /** The policies, in the order in which they were given. */
  readonly policies: readonly ComparedPolicy[]
  /** Rules that were broken in any simulation: none, unless something is wrong. */
  readonly violations: readonly ComparedViolation[]
}
