import type { ListedOffer } from './offer.ts'

/**
 * Says whether two offers hold hardware in common, so that only one of them can be had at a time.
 *
 * The order of the two does not matter. An offer that names hardware excludes itself: nobody can have it twice. One that names none
 * excludes nothing, not even itself.
 *
 * @param one - An offer.
 * @param other - Another one, also of another listing: sources name the same hardware alike each time.
 * @example
 * const [left, right, pair] = [['gpu-0'], ['gpu-1'], ['gpu-0', 'gpu-1']].map((exclusiveKeys) => ({ exclusiveKeys }))
 * ;[excludeEachOther(left, pair), excludeEachOther(pair, right), excludeEachOther(left, right)] // => [true, true, false]
 */
export const excludeEachOther = (
  one: Pick<ListedOffer, 'exclusiveKeys'>,
  other: Pick<ListedOffer, 'exclusiveKeys'>,
): boolean => {
  const held = new Set(one.exclusiveKeys)
  return other.exclusiveKeys?.some((key) => held.has(key)) ?? false
}
