import type { Stock } from '@aima/gpu-core'
import { WireStock } from './wire.ts'

/** Source: scaleway-cli shows `scarce` as "low stock" and `shortage` as "out of stock" (custom commands of `instance`). */
const stocks: ReadonlyMap<string, Stock> = new Map([
  ['available', 'available'],
  ['scarce', 'low'],
  ['shortage', 'none'],
])

/**
 * Stock of a type.
 *
 * @param row - What the list of stock says of it; any value.
 * @returns Undefined: not told, or in a word that is not known.
 * @example
 * stockOf({ availability: 'scarce' }) // => 'low'
 * stockOf(undefined) // => undefined
 */
export const stockOf = (row: unknown): Stock | undefined =>
  stocks.get(WireStock.safeParse(row).data?.availability ?? '')
