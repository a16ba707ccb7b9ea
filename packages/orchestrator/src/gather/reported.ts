import type { ListError, Warning } from '@aima/gpu-core'
import { z } from 'zod'

const issues = z.array(z.string())

const amount = z.number().nonnegative()

/** Schema of {@link ListError}, for what a source calls one. */
const ReportedError: z.ZodType<ListError> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unauthorized'), status: z.number().optional() }),
  z.object({ kind: z.literal('rate-limited'), retryAfterMs: amount.optional() }),
  z.object({ kind: z.literal('provider-failed'), status: z.number() }),
  z.object({ kind: z.literal('unreachable'), target: z.string(), code: z.string() }),
  z.object({ kind: z.literal('timed-out'), afterMs: amount }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('unexpected-shape'), issues }),
  z.object({ kind: z.literal('too-large'), limitBytes: amount }),
  z.object({ kind: z.literal('invalid-options'), issues }),
])

/** Schema of {@link Warning}, for what a source calls one. */
export const ReportedWarning: z.ZodType<Warning> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bad-row'), row: z.string(), issues }),
  z.object({ kind: z.literal('unknown-model'), name: z.string(), offers: amount }),
  z.object({ kind: z.literal('old-prices'), observedAtMs: z.number(), offers: amount }),
  z.object({ kind: z.literal('part-missing'), part: z.string(), error: ReportedError }),
  z.object({ kind: z.literal('limited'), reason: z.string() }),
])

const unexpected = (issue: string): ListError => ({ kind: 'unexpected-shape', issues: [issue] })

/**
 * Reads what a source calls its error. What is none is `unexpected-shape`, without a word of it, because it may hold anything.
 *
 * @param input - What the source reported.
 */
export const toListError = (input: unknown): ListError => {
  const read = ReportedError.safeParse(input)
  return read.success ? read.data : unexpected('error: expected an error of a listing')
}

/** Names of errors are words; a text that somebody put there is not repeated. */
const nameOf = (thrown: unknown): string =>
  thrown instanceof Error && /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : 'something'

/**
 * Makes an error of a listing from what a source threw. The message is not repeated, because it may hold a secret.
 *
 * @param thrown - What was thrown, or rejected with.
 */
export const toThrownError = (thrown: unknown): ListError =>
  unexpected(`expected a result, but the source threw ${nameOf(thrown)}`)
