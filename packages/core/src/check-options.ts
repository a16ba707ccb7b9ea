import { err, ok, type Result } from 'neverthrow'
import type { z } from 'zod'
import type { InvalidOptions } from './source.ts'

/**
 * Checks the options of a source, or of whatever else has some.
 *
 * @param schema - Their schema.
 * @param options - As the user gave them; any value.
 * @returns The options, or `invalid-options` with the path and the expectation of every fault.
 * @example
 * import { z } from 'zod'
 * checkOptions(z.strictObject({ id: z.string('expected a name') }), { id: 5 })._unsafeUnwrapErr() // => { kind: 'invalid-options', issues: ['id: expected a name'] }
 */
export const checkOptions = <T>(schema: z.ZodType<T>, options: unknown): Result<T, InvalidOptions> => {
  const read = schema.safeParse(options)
  if (read.success) return ok(read.data)
  const issues = read.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`)
  return err({ kind: 'invalid-options', issues })
}
