import type { Result } from 'neverthrow'
import { z } from 'zod'
import { readJson } from './read-json.ts'
import type { TraceFault } from './trace-fault.ts'

/** How many spot machines could be had (or kept running), tick by tick. */
export interface SpotTrace {
  /** Length of a tick (s). */
  readonly tickSeconds: number
  /** Machines in each tick. */
  readonly machines: Uint8Array
}

const File = z.object({
  metadata: z.object({ gap_seconds: z.number().positive() }),
  data: z.array(z.int().min(0).max(255)),
})

/**
 * Reads one file of the spot traces of the SkyPilot authors.
 *
 * @param text - Such as `us-west-2a_v100_1.json`, unpacked.
 * @returns The trace, or `unreadable-trace`.
 * @example
 * readSpotTrace('{"metadata":{"gap_seconds":600},"data":[0,1]}')._unsafeUnwrap().tickSeconds // => 600
 */
export const readSpotTrace = (text: string): Result<SpotTrace, TraceFault> =>
  readJson(text, File).map(({ metadata, data }) => ({
    tickSeconds: metadata.gap_seconds,
    machines: Uint8Array.from(data),
  }))
