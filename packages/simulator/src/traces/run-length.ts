import { z } from 'zod'

/** Run-length code: a value and how often it comes in a row. */
export type RunLengths = readonly (readonly [value: number, repeats: number])[]

/** Schema of {@link RunLengths}; a run has at most ten million values. */
export const RunLengths: z.ZodType<RunLengths> = z.array(
  z.tuple([z.number(), z.int().min(0).max(10_000_000)]),
)

/**
 * Writes out a run-length code.
 *
 * @example
 * [...expandRunLengths([[0, 2], [1, 1]])] // => [0, 0, 1]
 */
export const expandRunLengths = (runs: RunLengths): Float64Array => {
  const values = new Float64Array(runs.reduce((sum, [, repeats]) => sum + repeats, 0))
  let at = 0
  for (const [value, repeats] of runs) {
    values.fill(value, at, at + repeats)
    at += repeats
  }
  return values
}
