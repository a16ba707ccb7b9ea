import type { Machine } from './machine.ts'

/** All that a policy may know when it decides for the tick that starts now. Nothing in it is about the future. */
export interface Sight {
  /** Number of the tick (0 is the first). */
  readonly tick: number
  /** Time since the start (s). */
  readonly nowSeconds: number
  /** Whether spot can be had in this tick. */
  readonly isSpotAvailable: boolean
  /** Whether spot could be had, 1 or 0 for each tick up to this one, which is the last. */
  readonly availableSoFar: Uint8Array
  /** Price of spot in this tick (USD/h); the last known one while it cannot be had. */
  readonly spotUsdPerHour: number
  /** What runs; a spot machine that was taken away runs no more. */
  readonly running: Machine
  /** Time until the running machine makes progress (s); 0: it does. */
  readonly remainingStartSeconds: number
  /** Work done (s). */
  readonly doneSeconds: number
  /** Work left (s, > 0). */
  readonly leftSeconds: number
  /** Time to the deadline beyond the work left and one start (s); below 0 when it can no longer be met. */
  readonly slackSeconds: number
}
