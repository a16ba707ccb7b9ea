import { err, ok, Result } from 'neverthrow'
import type { z } from 'zod'
import { faultIn, type TraceFault } from './trace-fault.ts'

const parseJson = Result.fromThrowable(
  (text: string): unknown => JSON.parse(text),
  (): readonly string[] => ['expected JSON'],
)

/** Path and expectation of an issue, such as `prices.0: expected a number`. */
export const issueText = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`

const check = <T>(schema: z.ZodType<T>, value: unknown): Result<T, readonly string[]> => {
  const read = schema.safeParse(value)
  return read.success ? ok(read.data) : err(read.error.issues.map(issueText))
}

/**
 * Reads text that is one JSON value.
 *
 * @param text - The text, unpacked.
 * @param schema - What it is.
 * @param line - Line in which it starts (1 is the first). Default 1.
 * @returns The value, or `unreadable-trace`.
 * @example
 * import { z } from 'zod'
 * readJson('"a"', z.number())._unsafeUnwrapErr().line // => 1
 */
export const readJson = <T>(text: string, schema: z.ZodType<T>, line = 1): Result<T, TraceFault> =>
  parseJson(text)
    .andThen((value) => check(schema, value))
    .mapErr((issues) => faultIn(line, ...issues))
