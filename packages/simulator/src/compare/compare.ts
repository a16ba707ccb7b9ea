import type { Policy } from '@aima/gpu-core'
import { ResultAsync } from 'neverthrow'
import type { SimulationResult } from '../result/simulation-result.ts'
import type { CompareError } from './compare-error.ts'
import { type CompareOptions, type Plan, planOf } from './compare-options.ts'
import type { ComparedPolicy, ComparedViolation, Comparison } from './comparison.ts'
import { areOnFront } from './front.ts'
import { perMeasure } from './measures.ts'
import { measured, pairedDifference, type SeedSummary } from './paired-difference.ts'
import { runPlan } from './run-plan.ts'
import { sampleMean } from './sample-mean.ts'

/** The simulations of one policy. */
interface PolicyRuns {
  readonly name: string
  readonly policy: Policy
  readonly results: readonly [SimulationResult, ...SimulationResult[]]
}

/** Sorts results, which come seed by seed, by policy. */
const byPolicy = (plan: Plan, bySeed: readonly (readonly SimulationResult[])[]): readonly PolicyRuns[] =>
  plan.policies.flatMap(([name, policy], index) => {
    const [first, ...rest] = bySeed.flatMap((results) => results[index] ?? [])
    return first === undefined ? [] : [{ name, policy, results: [first, ...rest] as const }]
  })

const summariesOf = ({ results }: PolicyRuns): readonly SeedSummary[] =>
  results.map(({ seed, summary }) => ({ seed, summary }))

const violationsOf = ({ name, results }: PolicyRuns): readonly ComparedViolation[] =>
  results.flatMap(({ seed, violations }) =>
    violations.map((violation) => ({ policy: name, seed, violation })),
  )

const toCompared = (own: PolicyRuns, against: PolicyRuns | undefined): Omit<ComparedPolicy, 'isOnFront'> => {
  const runs = summariesOf(own)
  const others = against === undefined || against === own ? null : summariesOf(against)
  return {
    name: own.name,
    policy: own.policy,
    runs,
    means: perMeasure((measure) => sampleMean(measured(runs, measure))),
    differences: others && perMeasure((measure) => pairedDifference(runs, others, measure)),
    sample: own.results[0],
  }
}

const toComparison = (plan: Plan, bySeed: readonly (readonly SimulationResult[])[]): Comparison => {
  const all = byPolicy(plan, bySeed)
  const against = all.find(({ name }) => name === plan.baseline)
  const compared = all.map((own) => toCompared(own, against))
  const onFront = areOnFront(compared)
  return {
    market: compared[0]?.sample.market ?? '',
    seeds: plan.seeds,
    baseline: plan.baseline,
    policies: compared.map((policy, index) => ({ ...policy, isOnFront: onFront[index] ?? false })),
    violations: all.flatMap(violationsOf),
  }
}

/**
 * Simulates several policies with the same work, market and luck, and works out by how much they differ.
 *
 * Every policy meets every seed, so that differences are paired: what luck does to all of them goes out. Simulations run one after the other.
 *
 * @param options - What is compared.
 * @returns The comparison, or `unsound-comparison`, `simulation-failed` with the policy and the seed, or `aborted`.
 * @see {@link comparisonTable} and {@link comparisonCsv} to show it, {@link expectCheaper} to test it.
 * @example
 * const market = { name: 'nothing', startMs: 0, offers: [], changes: () => [] }
 * const jobs = [{ atMs: 0, job: { id: 'a', confidentiality: 'confidential' } }]
 * const policies = { cheapest: { strategy: { kind: 'cost-first' } }, local: { strategy: { kind: 'local-first' } } }
 * const comparison = (await compare({ policies, jobs, market, seeds: 2 }))._unsafeUnwrap()
 * comparison.policies.map(({ name, means }) => [name, means.doneShare.mean]) // => [['cheapest', 0], ['local', 0]]
 */
export const compare = (options: CompareOptions): ResultAsync<Comparison, CompareError> =>
  planOf(options).asyncAndThen((plan) =>
    new ResultAsync(runPlan(plan)).map((bySeed) => toComparison(plan, bySeed)),
  )
