import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { SpotZone } from '../deadline/spot-zone.ts'
import { readJsonLines } from './read-json-lines.ts'
import { expandRunLengths, RunLengths } from './run-length.ts'
import type { TraceFault } from './trace-fault.ts'

/** A slice of time in which several zones were watched by the same clock. */
export interface ZoneSlice {
  /** Number of the slice. */
  readonly slice: number
  /** Availability and price of spot in each zone, by its name. */
  readonly zones: ReadonlyMap<string, SpotZone>
}

const Line = z.object({
  slice: z.int(),
  zones: z.record(z.string(), z.object({ available_rle: RunLengths, spot_usd_h_rle: RunLengths })),
})

const toSlice = ({ slice, zones }: z.infer<typeof Line>): ZoneSlice => ({
  slice,
  zones: new Map(
    Object.entries(zones).map(([name, zone]): [string, SpotZone] => [
      name,
      {
        isAvailable: Uint8Array.from(expandRunLengths(zone.available_rle)),
        spotUsdPerHour: expandRunLengths(zone.spot_usd_h_rle),
      },
    ]),
  ),
})

/**
 * Reads slices of several zones; the tick is 195 s.
 *
 * @param text - `spot-9az-v100-2023.jsonl`, unpacked.
 * @returns The slices in the order of the file, or `unreadable-trace`.
 * @example
 * readZoneSlices('{"slice":3,"zones":{}}')._unsafeUnwrap()[0]?.slice // => 3
 */
export const readZoneSlices = (text: string): Result<readonly ZoneSlice[], TraceFault> =>
  readJsonLines(text, Line).map((lines) => lines.map(toSlice))
