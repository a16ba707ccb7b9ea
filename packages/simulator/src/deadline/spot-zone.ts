/** Spot machines of one kind in one zone, tick by tick. What lies beyond the end is not available. */
export interface SpotZone {
  /** Whether a machine can be had in a tick: 1 or 0. */
  readonly isAvailable: Uint8Array
  /** Price in a tick (USD/h, ≥ 0), as many as `isAvailable`. */
  readonly spotUsdPerHour: Float64Array
}

/**
 * Makes a zone whose price stays the same.
 *
 * @param available - For each tick 1 or 0.
 * @param spotUsdPerHour - Price (USD/h, ≥ 0).
 * @example
 * [...zoneAtOnePrice([0, 1], 0.5).spotUsdPerHour] // => [0.5, 0.5]
 */
export const zoneAtOnePrice = (available: ArrayLike<number>, spotUsdPerHour: number): SpotZone => ({
  isAvailable: Uint8Array.from(available),
  spotUsdPerHour: new Float64Array(available.length).fill(spotUsdPerHour),
})
