import { Job, ListedOffer, Site } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import { type NumberedValue, numberedJsonLines } from '../../traces/read-json-lines.ts'
import type { TraceFault } from '../../traces/trace-fault.ts'

/** An offer as a log has it, with where it stood. */
export interface LoggedOffer {
  /** Where it stood. */
  readonly site: Site
  /** The offer. */
  readonly offer: ListedOffer
}

/** A line of a decision log, as far as a market needs it. */
export type LogLine =
  | { readonly kind: 'policy' }
  | { readonly kind: 'offers'; readonly hash: string; readonly offers: readonly LoggedOffer[] }
  | {
      readonly kind: 'decision'
      /** When (ms since 1970-01-01 UTC); null: it was asked for no time. */
      readonly nowMs: number | null
      readonly job: Job
      /** Hashes of the lines of its offers. */
      readonly offers: readonly string[]
    }

const Offered: z.ZodType<LoggedOffer> = z
  .intersection(ListedOffer, z.object({ site: Site }))
  .transform(({ site, ...offer }) => ({ site, offer }))

const Line: z.ZodType<LogLine> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('policy') }),
  z.object({ kind: z.literal('offers'), hash: z.string(), offers: z.array(Offered) }),
  z.object({
    kind: z.literal('decision'),
    nowMs: z.number().nullable(),
    job: Job,
    offers: z.array(z.string()),
  }),
])

/** A line of a decision log and its number. */
export type NumberedLine = NumberedValue<LogLine>

/**
 * Reads a decision log.
 *
 * @param text - The log, unpacked.
 * @returns Its lines, or `unreadable-trace` with the first that is faulty.
 * @example
 * readLogLines('{"kind":"policy"}')._unsafeUnwrap() // => [{ line: 1, value: { kind: 'policy' } }]
 */
export const readLogLines = (text: string): Result<readonly NumberedLine[], TraceFault> =>
  numberedJsonLines(text, Line)
