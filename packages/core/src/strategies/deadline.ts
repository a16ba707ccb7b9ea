import type { Quote } from '../quote.ts'
import type { Deadline } from '../strategy.ts'
import { byCost, type Compare, preferring } from './order.ts'
import type { StrategyRanking } from './preference.ts'

/** Least chance of meeting the deadline (docs/cost-model.md, "Choosing"). */
const defaultConfidence = 0.95

/** Room for the arithmetic of the chance (docs/cost-model.md, "Choosing"). */
const slack = 1e-12

const chanceOf = (quote: Quote): number => quote.deadlineChance ?? 1

const byChance: Compare = (one, other) =>
  Math.round(chanceOf(other) * 1e9) - Math.round(chanceOf(one) * 1e9) || byCost(one, other)

/** The cheapest that is sure enough to meet the deadline, else the one with the best chance. */
export const deadline: StrategyRanking<Deadline> = ({ confidence = defaultConfidence }, { job }) => {
  const isSure = (quote: Quote): boolean => chanceOf(quote) >= confidence - slack
  return {
    compare: preferring(isSure, byCost, byChance),
    reasonFor: (chosen) => {
      if (job.deadlineHours === undefined) return { kind: 'no-deadline' }
      return isSure(chosen)
        ? { kind: 'meets-deadline', confidence }
        : { kind: 'best-deadline-chance', confidence }
    },
  }
}
