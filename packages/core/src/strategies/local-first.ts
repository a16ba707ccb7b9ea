import type { Quote } from '../quote.ts'
import type { LocalFirst, Strategy } from '../strategy.ts'
import { byCost, preferring } from './order.ts'
import type { Field, Preference } from './preference.ts'

/** Ranks a field by another strategy. */
export type RankBy = (strategy: Strategy, field: Field) => Preference

/**
 * Local GPUs whose wait is worth it, by cost; then everything else by the fallback.
 *
 * @param rankBy - How the fallback ranks; given, so that strategies need not know each other.
 */
export const prepareLocalFirst =
  (rankBy: RankBy) =>
  (strategy: LocalFirst, field: Field): Preference => {
    const { maxLocalWaitHours, fallback = { kind: 'cost-first' } } = strategy
    const isInTime = ({ site, waitHours }: Quote): boolean =>
      site === 'local' && (maxLocalWaitHours === undefined || waitHours <= maxLocalWaitHours)
    const rest = field.quotes.filter((quote) => !isInTime(quote))
    const otherwise = rankBy(fallback, { ...field, quotes: rest })
    return {
      compare: preferring(isInTime, byCost, otherwise.compare),
      reasonFor: (chosen) =>
        isInTime(chosen)
          ? { kind: 'local-in-time', maxLocalWaitHours: maxLocalWaitHours ?? null }
          : { kind: 'no-local-in-time', fallback: otherwise.reasonFor(chosen) },
    }
  }
