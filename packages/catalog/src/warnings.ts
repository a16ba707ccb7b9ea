import type { ListedOffer, Warning } from '@aima/gpu-core'

const dayMs = 86_400_000

/**
 * Warns of prices that are older than a day.
 *
 * @param offers - The offers.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @returns One warning that names the oldest price, or none.
 * @example
 * warnOfOldPrices([], 0) // => []
 */
export const warnOfOldPrices = (offers: readonly ListedOffer[], nowMs: number): readonly Warning[] => {
  const old = offers.map(({ observedAtMs }) => observedAtMs).filter((seenMs) => nowMs - seenMs > dayMs)
  if (old.length === 0) return []
  const observedAtMs = old.reduce((oldest, seenMs) => Math.min(oldest, seenMs))
  return [{ kind: 'old-prices', observedAtMs, offers: old.length }]
}

/** Says that a price list knows no stock. */
export const withoutStock: Warning = {
  kind: 'limited',
  reason:
    'these are list prices: stock, quotas and present spot prices are known to the adapters of providers only',
}
