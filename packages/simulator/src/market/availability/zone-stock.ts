import type { AvailabilitySeries } from '../../traces/availability-series.ts'
import type { SpotTrace } from '../../traces/spot-trace.ts'
import type { ZoneSlice } from '../../traces/zone-slices.ts'

/** How many spot machines could be had in one zone, tick by tick. */
export interface ZoneStock {
  /** Name of the zone, such as `us-west-2a`. */
  readonly zone: string
  /** Length of a tick (s, above 0). */
  readonly tickSeconds: number
  /** Machines in each tick (≥ 0). */
  readonly machines: ArrayLike<number>
  /** How many machines were asked for (1 or more): fewer than these are `low` stock. */
  readonly nodes: number
  /** Spot price in each tick (USD/h); absent: not known. */
  readonly spotUsdPerHour?: ArrayLike<number> | undefined
}

/** Tick of the nine zones (s). Source: their origin. */
const sliceTickSeconds = 195

/**
 * Gives the stock that a series tells of.
 *
 * @param series - A series.
 */
export const stockOfSeries = ({ zone, tickSeconds, machines, nodes }: AvailabilitySeries): ZoneStock => ({
  zone,
  tickSeconds,
  machines,
  nodes,
})

/**
 * Gives the stock that a single trace tells of.
 *
 * @param trace - A trace, whose zone stands in the name of its file.
 * @param zone - The zone.
 * @example
 * stockOfTrace({ tickSeconds: 600, machines: Uint8Array.of(0, 4, 2) }, 'us-west-2a').nodes // => 4
 */
export const stockOfTrace = ({ tickSeconds, machines }: SpotTrace, zone: string): ZoneStock => ({
  zone,
  tickSeconds,
  machines,
  nodes: machines.reduce((most, count) => Math.max(most, count), 1),
})

/**
 * Gives the stock and the prices of all zones of a slice.
 *
 * @param slice - A slice.
 */
export const stockOfSlice = ({ zones }: ZoneSlice): readonly ZoneStock[] =>
  [...zones].map(([zone, { isAvailable, spotUsdPerHour }]) => ({
    zone,
    tickSeconds: sliceTickSeconds,
    machines: isAvailable,
    nodes: 1,
    spotUsdPerHour,
  }))
