import { err, ok, Result } from 'neverthrow'
import type { z } from 'zod'
import { type Call, failureOf } from '../call.ts'
import type { HttpError } from '../http-error.ts'
import { shapeIssues, shownIssues } from '../shape-issues.ts'

/** An answer that is not what was expected. */
export const unexpectedShape = (call: Call, issues: readonly string[]): HttpError =>
  failureOf(call, { kind: 'unexpected-shape', issues: shownIssues(issues, call.redact) })

/**
 * Checks data with a schema.
 *
 * @returns What the schema makes of it, or `unexpected-shape` with each path and expectation.
 */
export const checked = <T>(call: Call, schema: z.ZodType<T>, data: unknown): Result<T, HttpError> => {
  // A schema throws when a transformation of the caller's does, and for data that is nested too deep.
  const read = Result.fromThrowable(() => schema.safeParse(data))()
  if (read.isErr()) return err(unexpectedShape(call, ['body: data that its schema can read expected']))
  const { value } = read
  return value.success
    ? ok(value.data)
    : err(failureOf(call, { kind: 'unexpected-shape', issues: shapeIssues(value.error, call.redact) }))
}
