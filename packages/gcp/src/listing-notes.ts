import type { Warning } from '@aima/gpu-core'
import type { Machine } from './machine.ts'
import { machinePriceOf } from './machine-price.ts'
import type { PriceBook } from './price-book.ts'

const mostNames = 5

const named = (names: readonly string[]): string =>
  names.length > mostNames
    ? `${names.slice(0, mostNames).join('; ')}; and ${names.length - mostNames} more`
    : names.join('; ')

/**
 * Warns once of all types that are sold on demand and have no price, with the parts that are missing.
 *
 * @param machines - The machines.
 * @param book - Prices of parts.
 */
export const unpricedTypes = (machines: readonly Machine[], book: PriceBook): readonly Warning[] => {
  const missing = new Map<string, Set<string>>()
  for (const machine of machines) {
    if (machine.onDemand === 'not-plain') continue
    const price = machinePriceOf(machine, book, 'on-demand')
    if (price.isOk()) continue
    const key = `${machine.type} (${price.error.join(', ')})`
    missing.set(key, (missing.get(key) ?? new Set()).add(machine.region))
  }
  if (missing.size === 0) return []
  const types = [...missing].map(([type, regions]) => `${type} in ${[...regions].sort().join(', ')}`).sort()
  return [
    {
      kind: 'limited',
      reason: `no price on demand, because the price list lacks a part: ${named(types)}; a newer version may find it`,
    },
  ]
}
