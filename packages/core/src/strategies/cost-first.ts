import type { JobRun } from '../run.ts'
import type { CostFirst } from '../strategy.ts'
import { byCost, byHourlyPrice } from './order.ts'
import type { StrategyRanking } from './preference.ts'

const isRunTimeKnown = (run: JobRun | undefined): boolean =>
  run?.refHours !== undefined || Object.keys(run?.hoursByGpu ?? {}).length > 0

/** The smallest total cost, blind to provider and site; the smallest hourly price when the run time is unknown. */
export const costFirst: StrategyRanking<CostFirst> = (strategy, { job }) => {
  const basis = strategy.basis ?? (isRunTimeKnown(job.run) ? 'job' : 'hour')
  return {
    compare: basis === 'job' ? byCost : byHourlyPrice,
    reasonFor: () => ({ kind: 'cheapest', basis }),
  }
}
