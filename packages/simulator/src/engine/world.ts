import type { Offer } from '@aima/gpu-core'
import type { SimulationEvent } from '../events/simulation-event.ts'
import type { BillLine } from '../result/bill-line.ts'
import type { Agenda } from './agenda.ts'
import type { Board } from './board.ts'
import type { Holdings } from './holdings.ts'
import { type Journey, jobLeft } from './journey.ts'
import type { LocalQueue } from './local-queue.ts'
import type { Asking, Outlook } from './outlook.ts'
import type { Settings } from './settings.ts'

/** What the parts of the engine share. */
export interface World {
  /** What is simulated. */
  readonly settings: Settings
  /** What will happen. */
  readonly agenda: Agenda
  /** All offers. */
  readonly board: Board
  /** Who has what. */
  readonly holdings: Holdings
  /** Who waits for owned hardware. */
  readonly queue: LocalQueue<Journey>
  /** Core, as it sees the board. */
  readonly outlook: Outlook
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: () => number
  /** Takes an offer's hardware back; who waits for owned hardware gets its turn. */
  readonly release: (offer: Offer) => void
  /** Tells what happened. */
  readonly emit: (event: SimulationEvent) => void
}

/** What is asked of core for a job now. */
export const askingFor = (world: World, journey: Journey): Asking => {
  const nowMs = world.nowMs()
  const isIdle = world.holdings.count() === 0 && world.queue.length() === 0
  return {
    job: jobLeft(journey, nowMs),
    places: journey.places,
    nowMs,
    freeFrom: isIdle ? new Map() : world.queue.freeFrom(journey, nowMs),
  }
}

/** Puts lines on a job's bill. */
export const charge = (world: World, journey: Journey, lines: readonly BillLine[]): void => {
  for (const line of lines) {
    journey.bill.push(line)
    journey.spentUsd += line.usd
    world.emit({ kind: 'billed', atMs: world.nowMs(), line })
  }
}
