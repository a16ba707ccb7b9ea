import { err, ok, type Result } from 'neverthrow'
import type { z } from 'zod'
import { readJson } from './read-json.ts'
import type { TraceFault } from './trace-fault.ts'

/** A value and the line in which it stands. */
export interface NumberedValue<T> {
  /** Number of the line (1 is the first). */
  readonly line: number
  /** The value. */
  readonly value: T
}

/**
 * Reads text with a JSON value on each line, and remembers the lines; empty ones are skipped.
 *
 * @param text - The text, unpacked.
 * @param schema - What each line is.
 * @returns The values in the order of the lines, or `unreadable-trace`.
 * @example
 * import { z } from 'zod'
 * numberedJsonLines('1\n\n2', z.number())._unsafeUnwrap()[1]?.line // => 3
 */
export const numberedJsonLines = <T>(
  text: string,
  schema: z.ZodType<T>,
): Result<readonly NumberedValue<T>[], TraceFault> => {
  const values: NumberedValue<T>[] = []
  for (const [index, content] of text.split('\n').entries()) {
    if (content.trim() === '') continue
    const read = readJson(content, schema, index + 1)
    if (read.isErr()) return err(read.error)
    values.push({ line: index + 1, value: read.value })
  }
  return ok(values)
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
  numberedJsonLines(text, schema).map((lines) => lines.map(({ value }) => value))
