import { err, ok, Result } from 'neverthrow'
import type { z } from 'zod'

/** Why a trace cannot be read: the first faulty line, and what belongs there. */
export interface TraceFault {
  /** Tag of the union. */
  readonly kind: 'unreadable-trace'
  /** Line (1 is the first). */
  readonly line: number
  /** Path and expectation of each fault in it. */
  readonly issues: readonly string[]
}

const parseJson = Result.fromThrowable(
  (text: string): unknown => JSON.parse(text),
  () => ['expected JSON'],
)

const check = <T>(schema: z.ZodType<T>, value: unknown): Result<T, readonly string[]> => {
  const read = schema.safeParse(value)
  if (read.success) return ok(read.data)
  return err(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
}

/**
 * Reads text with a JSON value on each line; empty lines are skipped.
 *
 * @param text - The text, unpacked.
 * @param schema - What each line is.
 * @returns The values in the order of the lines, or `unreadable-trace`.
 * @example
 * import { z } from 'zod'
 * readJsonLines('1\n"a"', z.number())._unsafeUnwrapErr().line // => 2
 */
export const readJsonLines = <T>(text: string, schema: z.ZodType<T>): Result<readonly T[], TraceFault> =>
  Result.combine(
    text.split('\n').flatMap((line, index) => {
      if (line.trim() === '') return []
      const value = parseJson(line).andThen((parsed) => check(schema, parsed))
      return [value.mapErr((issues): TraceFault => ({ kind: 'unreadable-trace', line: index + 1, issues }))]
    }),
  )
