import type { Result } from 'neverthrow'
import { z } from 'zod'
import { readJsonLines, type TraceFault } from './read-json-lines.ts'
import { expandRunLengths, RunLengths } from './run-length.ts'

/** How many spot machines of one kind could be had (or kept running) in a zone, tick by tick. */
export interface AvailabilitySeries {
  /** Its name. */
  readonly id: string
  /** What was counted: machines that a probe could get, or machines that kept running. */
  readonly kind: 'availability' | 'preemption'
  /** Machines that were asked for. */
  readonly nodes: number
  /** Such as `us-west-2a`. */
  readonly zone: string
  /** Length of a tick (s). */
  readonly tickSeconds: number
  /** Machines in each tick (0 to `nodes`). */
  readonly machines: Uint8Array
}

const Line = z.object({
  id: z.string(),
  kind: z.enum(['availability', 'preemption']),
  nodes: z.int().min(1).max(255),
  zone: z.string(),
  gap_seconds: z.number().positive(),
  available_rle: RunLengths,
})

/**
 * Reads availability series.
 *
 * @param text - `spot-availability.jsonl`, unpacked.
 * @returns The series in the order of the file, or `unreadable-trace`.
 */
export const readAvailabilitySeries = (text: string): Result<readonly AvailabilitySeries[], TraceFault> =>
  readJsonLines(text, Line).map((lines) =>
    lines.map(({ id, kind, nodes, zone, gap_seconds, available_rle }) => ({
      id,
      kind,
      nodes,
      zone,
      tickSeconds: gap_seconds,
      machines: Uint8Array.from(expandRunLengths(available_rle)),
    })),
  )
