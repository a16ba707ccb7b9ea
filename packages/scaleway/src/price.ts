import type { Price } from '@aima/gpu-core'

/**
 * Converts an hourly price once, and says so.
 *
 * Source: `hourly_price` is in EUR and of the whole instance (scaleway-sdk-go; the H100 with eight GPUs cost 25.3308 on 2026-10-01,
 * one with a single GPU 2.8665).
 *
 * @param eurPerHour - Price of the whole instance (EUR/h); absent or 0: not told.
 * @param usdPerEur - Rate (USD per EUR, above 0).
 * @returns Undefined: unknown.
 * @example
 * priceOf(2, 1.1) // => { usdPerHour: 2.2, converted: { currency: 'EUR', amountPerHour: 2, usdPerUnit: 1.1 } }
 * priceOf(0, 1.1) // => undefined
 */
export const priceOf = (eurPerHour: number | null | undefined, usdPerEur: number): Price | undefined => {
  const usdPerHour = (eurPerHour ?? 0) * usdPerEur
  if (!eurPerHour || usdPerHour === 0) return undefined
  return { usdPerHour, converted: { currency: 'EUR', amountPerHour: eurPerHour, usdPerUnit: usdPerEur } }
}
