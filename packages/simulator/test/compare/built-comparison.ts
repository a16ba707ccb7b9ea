import { compare } from '../../src/compare/compare.ts'
import type { Comparison } from '../../src/compare/comparison.ts'
import type { Summary } from '../../src/result/simulation-result.ts'
import { buildPolicy, costing, createFake, emptyMarket, markOf } from './fake-simulate.ts'

/** Compares policies that cost these amounts with the seeds 1, 2, 3 and so on. */
export const buildComparison = async (
  usdByPolicy: Readonly<Record<string, readonly number[]>>,
  summaryOf: (name: string, totalUsd: number) => Summary = (_, totalUsd) => costing(totalUsd),
): Promise<Comparison> => {
  const names = Object.keys(usdByPolicy)
  const { simulate } = createFake(({ policy, seed = 1 }) => {
    const name = names[markOf(policy)] ?? ''
    return summaryOf(name, usdByPolicy[name]?.[seed - 1] ?? Number.NaN)
  })
  const policies = Object.fromEntries(names.map((name, index) => [name, buildPolicy(index)]))
  const seeds = Math.max(...Object.values(usdByPolicy).map((amounts) => amounts.length))
  return (await compare({ policies, jobs: [], market: emptyMarket, seeds, simulate }))._unsafeUnwrap()
}
