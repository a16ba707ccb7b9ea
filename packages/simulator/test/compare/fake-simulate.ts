import type { Policy } from '@aima/gpu-core'
import { errAsync, okAsync } from 'neverthrow'
import type { Market } from '../../src/market/market.ts'
import type { SimulationResult, Summary } from '../../src/result/simulation-result.ts'
import type { Simulate } from '../../src/simulate.ts'
import type { SimulationError, SimulationOptions, WatchOptions } from '../../src/simulation-options.ts'
import { buildOutcome, buildResult, buildSummary } from '../checks/built-results.ts'

export type FakeOptions = SimulationOptions & WatchOptions

export const emptyMarket: Market = { name: 'test market', startMs: 0, offers: [], changes: () => [] }

/** A policy that can be told from others by its value of time. */
export const buildPolicy = (valueOfTimeUsdPerHour: number): Policy => ({
  strategy: { kind: 'balanced', valueOfTimeUsdPerHour },
})

/** The number by which a policy can be told. */
export const markOf = ({ strategy }: Policy): number =>
  strategy.kind === 'balanced' ? strategy.valueOfTimeUsdPerHour : 0

/** A summary that costs so much in all. */
export const costing = (totalUsd: number, changes: Partial<Summary> = {}): Summary => ({
  ...buildSummary(changes),
  spending: { ...buildSummary().spending, totalUsd },
})

/** A result of one job with a summary; without the job when it is not to be kept. */
const resultOf = ({ seed = 1, policy, market, keepJobs }: FakeOptions, summary: Summary): SimulationResult =>
  buildResult(keepJobs === false ? [] : [buildOutcome()], { seed, policy, market: market.name, summary })

/** Simulates by looking up a summary, and writes down what it was asked for. */
export const createFake = (
  summaryOf: (options: FakeOptions) => Summary,
): { readonly simulate: Simulate; readonly asked: readonly FakeOptions[] } => {
  const asked: FakeOptions[] = []
  const simulate: Simulate = (options) => {
    asked.push(options)
    return okAsync(resultOf(options, summaryOf(options)))
  }
  return { simulate, asked }
}

/** Fails in the run of one policy and seed, and simulates otherwise. */
export const failingAt = (mark: number, failingSeed: number, error: SimulationError): Simulate => {
  const { simulate } = createFake(() => costing(1))
  return (options) =>
    markOf(options.policy) === mark && options.seed === failingSeed ? errAsync(error) : simulate(options)
}
