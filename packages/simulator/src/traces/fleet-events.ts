import type { Result } from 'neverthrow'
import { z } from 'zod'
import { nonNegativeCell, textCell } from './csv-cell.ts'
import { readCsvRows } from './read-csv-rows.ts'
import type { TraceFault } from './trace-fault.ts'

/** A machine that came to a fleet of spot machines, or was taken from it. */
export interface FleetEvent {
  /** Name of the fleet. */
  readonly pool: string
  /** Time since the start of the recording (ms). */
  readonly sinceStartMs: number
  /** What happened. */
  readonly kind: 'add' | 'remove'
  /** Name of the machine. */
  readonly node: string
}

const Row = z.object({
  pool: textCell,
  ms: nonNegativeCell,
  event: z.enum(['add', 'remove'], 'expected add or remove'),
  node: textCell,
})

/**
 * Reads what came to and left fleets of spot machines.
 *
 * @param text - `spot-asg-events-bamboo.csv`, unpacked.
 * @returns The events in the order of the file, or `unreadable-trace`.
 * @example
 * readFleetEvents('pool,ms,event,node\np3,0,add,node1\n')._unsafeUnwrap()[0]?.kind // => 'add'
 */
export const readFleetEvents = (text: string): Result<readonly FleetEvent[], TraceFault> =>
  readCsvRows(text, Row).map((rows) =>
    rows.map(({ pool, ms, event, node }) => ({ pool, sinceStartMs: ms, kind: event, node })),
  )
