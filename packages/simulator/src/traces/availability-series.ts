import type { Result } from 'neverthrow'
import { z } from 'zod'
import { countCell } from './csv-cell.ts'
import { readJsonLines } from './read-json-lines.ts'
import { expandRunLengths, RunLengths } from './run-length.ts'
import type { TraceFault } from './trace-fault.ts'

/** How many spot machines of one kind could be had (or kept running) in a zone, tick by tick. */
export interface AvailabilitySeries {
  /** Its name. */
  readonly id: string
  /** What was counted: machines that a probe could get, or machines that kept running. */
  readonly kind: 'availability' | 'preemption'
  /** Machines that were asked for. */
  readonly nodes: number
  /** Whose machines: `aws` or `gcp`. */
  readonly cloud: string
  /** Such as `us-west-2a`. */
  readonly zone: string
  /** GPU of each machine, such as `v100`; some series are of machines without one. */
  readonly device: string
  /** How many of it in each machine; processors where the device is one. */
  readonly deviceCount: number
  /** Start of the day on which the series starts (ms since 1970-01-01 UTC); the hour is not known. */
  readonly startDayMs: number
  /** Length of a tick (s). */
  readonly tickSeconds: number
  /** Machines in each tick (0 to `nodes`). */
  readonly machines: Uint8Array
}

const Line = z.object({
  id: z.string(),
  kind: z.enum(['availability', 'preemption']),
  nodes: z.int().min(1).max(255),
  cloud: z.string(),
  zone: z.string(),
  device: z.string(),
  device_count: countCell,
  start_date: z.iso.date(),
  gap_seconds: z.number().positive(),
  available_rle: RunLengths,
})

/**
 * Reads availability series.
 *
 * @param text - `spot-availability.jsonl`, unpacked.
 * @returns The series in the order of the file, or `unreadable-trace`.
 * @example
 * readAvailabilitySeries('{}')._unsafeUnwrapErr().line // => 1
 */
export const readAvailabilitySeries = (text: string): Result<readonly AvailabilitySeries[], TraceFault> =>
  readJsonLines(text, Line).map((lines) =>
    lines.map(({ id, kind, nodes, cloud, zone, device, ...line }) => ({
      id,
      kind,
      nodes,
      cloud,
      zone,
      device,
      deviceCount: line.device_count,
      startDayMs: Date.parse(line.start_date),
      tickSeconds: line.gap_seconds,
      machines: Uint8Array.from(expandRunLengths(line.available_rle)),
    })),
  )
