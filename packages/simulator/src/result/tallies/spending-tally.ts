import type { BillItem, BillLine } from '../bill-line.ts'
import type { Spending } from '../simulation-result.ts'
import { sortedRecord } from './sorted-record.ts'

/** Money that is summed up line by line. */
export interface SpendingTally {
  /** Takes in a line of a bill. */
  readonly add: (line: BillLine) => void
  /** What they have come to so far. */
  readonly spending: () => Spending
}

/**
 * Makes a tally of money by what it was paid for, and to whom.
 *
 * Each item has a number, 0 when nothing was paid for it; providers stand in the order of their names.
 *
 * @example
 * const tally = createSpendingTally()
 * tally.add({ item: 'egress', provider: 'aws', usd: 2 })
 * tally.spending().byProvider // => { aws: 2 }
 */
export const createSpendingTally = (): SpendingTally => {
  let totalUsd = 0
  const byItem: Record<BillItem, number> = {
    compute: 0,
    ingress: 0,
    'source-egress': 0,
    egress: 0,
    storage: 0,
  }
  const byProvider = new Map<string, number>()
  return {
    add: ({ item, provider, usd }) => {
      totalUsd += usd
      byItem[item] += usd
      byProvider.set(provider, (byProvider.get(provider) ?? 0) + usd)
    },
    spending: () => ({ totalUsd, byItem: { ...byItem }, byProvider: sortedRecord(byProvider) }),
  }
}
