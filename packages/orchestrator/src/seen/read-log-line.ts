import {
  type Job,
  Job as JobSchema,
  ListedOffer,
  type Offer,
  Policy,
  RememberedFailure,
  Site,
} from '@aima/gpu-core'
import { err, ok, Result } from 'neverthrow'
import { z } from 'zod'
import type { LoggedQuestion } from './log-line.ts'

/** A line that could be read. */
export type LogLine =
  | {
      readonly kind: 'offers'
      readonly hash: string
      readonly source: string
      readonly offers: readonly Offer[]
    }
  | { readonly kind: 'policy'; readonly hash: string; readonly policy: Policy }
  | ({ readonly kind: 'decision' } & LoggedQuestion)

/** Checks a value by a schema and lets it pass as it is: what a schema would put in order must stay in the order of the log. */
const asItIs = <T>(schema: z.ZodType<T>): z.ZodType<T> =>
  z.custom<T>((value) => schema.safeParse(value).success, 'expected what core can read')

const granted = z.object({ site: Site })

const offer = z.custom<Offer>(
  (value) => ListedOffer.safeParse(value).success && granted.safeParse(value).success,
  'expected an offer with its site',
)

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal')

const line: z.ZodType<LogLine> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('offers'), hash, source: z.string(), offers: z.array(offer) }),
  z.object({ kind: z.literal('policy'), hash, policy: asItIs(Policy) }),
  z.object({
    kind: z.literal('decision'),
    version: z.literal(1),
    nowMs: z.number().nullable(),
    job: asItIs<Job>(JobSchema),
    policy: hash,
    offers: z.array(hash),
    failures: z.array(asItIs(RememberedFailure)),
    ranked: z.number().nullable(),
  }),
])

const parseJson: (text: string) => Result<unknown, readonly string[]> = Result.fromThrowable(
  (text: string): unknown => JSON.parse(text),
  () => ['expected JSON'],
)

const shownIssue = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`

/**
 * Reads a line of a decision log.
 *
 * @param text - The line, without its end.
 * @returns The line, or what was expected where.
 */
export const readLogLine = (text: string): Result<LogLine, readonly string[]> =>
  parseJson(text).andThen((value) => {
    const read = line.safeParse(value)
    return read.success ? ok(read.data) : err(read.error.issues.map(shownIssue))
  })
