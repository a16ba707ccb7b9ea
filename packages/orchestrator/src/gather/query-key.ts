import type { OfferQuery } from '@aima/gpu-core'

/** Lists in a query are sets: neither the order nor a repetition says anything. */
const setOf = (list: readonly unknown[]): readonly unknown[] =>
  [...new Map(list.map((item) => [JSON.stringify(item), item])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, item]) => item)

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return setOf(value.map(canonical))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  )
}

/**
 * Writes a query so that two that ask for the same have the same text.
 *
 * @param query - A query. The order of its fields and lists, and fields without a value, make no difference.
 * @example
 * queryKey({ vramGiB: 24, countries: ['FR', 'DE', 'FR'], cudaVersion: undefined }) // => '{"countries":["DE","FR"],"vramGiB":24}'
 */
export const queryKey = (query: OfferQuery): string => JSON.stringify(canonical(query))
