import type { Policy } from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import type { SimulationResult } from '../result/simulation-result.ts'
import type { SimulationError, SimulationProgress } from '../simulation-options.ts'
import type { CompareError } from './compare-error.ts'
import type { Plan } from './compare-options.ts'
import { type Scenario, scenarioOf } from './scenario.ts'

/** One simulation that is to be run. */
interface Run {
  readonly name: string
  readonly policy: Policy
  readonly scenario: Scenario
  /** Simulations that have ended before it. */
  readonly finishedRuns: number
}

const toCompareError = ({ name, scenario: { seed } }: Run, error: SimulationError): CompareError =>
  error.kind === 'aborted'
    ? { kind: 'aborted', policy: name, seed, atMs: error.atMs }
    : { kind: 'simulation-failed', policy: name, seed, error }

const runOne = async (plan: Plan, run: Run): Promise<Result<SimulationResult, CompareError>> => {
  const { name, policy, scenario, finishedRuns } = run
  const { seed } = scenario
  const runs = plan.policies.length * plan.seeds.length
  const tell = (simulation: SimulationProgress | null): void =>
    plan.onProgress?.({ policy: name, seed, finishedRuns, runs, simulation })
  if (plan.shared.signal?.aborted) return err({ kind: 'aborted', policy: name, seed, atMs: null })
  tell(null)
  const keepJobs = seed === plan.seeds[0]
  const result = await plan.simulate({ ...plan.shared, ...scenario, policy, keepJobs, onProgress: tell })
  return result.mapErr((error) => toCompareError(run, error))
}

/** Runs all policies with one seed, in their order. */
const runSeed = async (
  plan: Plan,
  scenario: Scenario,
  finishedBefore: number,
): Promise<Result<readonly SimulationResult[], CompareError>> => {
  const results: SimulationResult[] = []
  for (const [name, policy] of plan.policies) {
    const finishedRuns = finishedBefore + results.length
    const result = await runOne(plan, { name, policy, scenario, finishedRuns })
    if (result.isErr()) return err(result.error)
    results.push(result.value)
  }
  return ok(results)
}

/**
 * Runs every policy with every seed, one simulation after the other.
 *
 * Only the simulations of the first seed keep their jobs, so that memory does not grow with the seeds.
 *
 * @param plan - What is to be run.
 * @returns For each seed the results in the order of the policies; or the first failure.
 */
export const runPlan = async (
  plan: Plan,
): Promise<Result<readonly (readonly SimulationResult[])[], CompareError>> => {
  const bySeed: (readonly SimulationResult[])[] = []
  for (const seed of plan.seeds) {
    const scenario = scenarioOf(plan, seed)
    if (scenario.isErr()) return err(scenario.error)
    const results = await runSeed(plan, scenario.value, bySeed.length * plan.policies.length)
    if (results.isErr()) return err(results.error)
    bySeed.push(results.value)
  }
  return ok(bySeed)
}
