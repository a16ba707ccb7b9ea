import type { Balanced } from '../strategy.ts'
import { byCostAndTime } from './order.ts'
import type { StrategyRanking } from './preference.ts'

/** The smallest sum of money and time, at a price per hour. */
export const balanced: StrategyRanking<Balanced> = ({ valueOfTimeUsdPerHour }) => ({
  compare: byCostAndTime(valueOfTimeUsdPerHour),
  reasonFor: () => ({ kind: 'best-balance', valueOfTimeUsdPerHour }),
})
