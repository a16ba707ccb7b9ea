import type { ChooseMachine, DeadlineJob, Machine } from '@aima/gpu-deadline'
import type { Placement } from '../place/placement.ts'
import { type AvailabilityRecord, createAvailabilityRecord } from './availability-record.ts'
import type { DeadlineReason } from './deadline-advice.ts'
import type { Side } from './sides.ts'

/** The last advice, which holds for its tick. */
interface Chosen {
  /** The tick. */
  readonly tick: number
  /** What was to run. */
  readonly machine: Machine
  /** Why. */
  readonly why: DeadlineReason
}

/** What was saved when a tick was first asked about. */
export interface Pulse {
  /** The tick. */
  readonly tick: number
  /** When (s since the watch began). */
  readonly nowSeconds: number
  /** Share of the work that was saved. */
  readonly saved: number
}

/** What a watch remembers from one tick to the next. */
export interface Memory {
  /** Ticks with spot. */
  readonly record: AvailabilityRecord
  /** The safe machine of the last tick that had one. */
  lastSafe: Side | undefined
  /** Start of the last spot machine that could be had (s). */
  spotStartSeconds: number
  /** Its price for the work of an hour on the safe machine (USD/h); undefined: none was seen yet. */
  spotUsdPerHour: number | undefined
  /** The policy, begun for the terms that hold. */
  begun: { readonly terms: DeadlineJob; readonly choose: ChooseMachine } | undefined
  /** The last advice. */
  chosen: Chosen | undefined
  /** Id of the placement that the last advice gave up for another; undefined: none. */
  leaving: string | undefined
  /** The tick before this one. */
  before: Pulse | undefined
  /** This tick. */
  now: Pulse | undefined
  /** The last placement. */
  lastRunning: Placement<unknown> | undefined
  /** What the machines have cost that were seen (USD). */
  spentUsd: number
  /** Until when that was counted (s since the watch began). */
  spentUntilSeconds: number
}

/** Makes the memory of a watch that begins. */
export const createMemory = (): Memory => ({
  record: createAvailabilityRecord(),
  lastSafe: undefined,
  spotStartSeconds: 0,
  spotUsdPerHour: undefined,
  begun: undefined,
  chosen: undefined,
  leaving: undefined,
  before: undefined,
  now: undefined,
  lastRunning: undefined,
  spentUsd: 0,
  spentUntilSeconds: 0,
})

/**
 * Notes what is saved, once a tick.
 *
 * @param memory - Where.
 * @param pulse - What is saved now.
 */
export const notePulse = (memory: Memory, pulse: Pulse): void => {
  if (memory.now?.tick === pulse.tick) return
  memory.before = memory.now
  memory.now = pulse
}
