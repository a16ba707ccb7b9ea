import { z } from 'zod'

/** Labels of a sample. */
export type Labels = Readonly<Record<string, string>>

/** One sample: its labels, when the query was made (s since 1970-01-01 UTC), and its value, which may be NaN. */
export interface Sample {
  /** Labels, with the name of the metric as `__name__`. */
  readonly metric: Labels
  /** Time of the query and value as text. */
  readonly value: readonly [atSeconds: number, text: string]
}

const isLabels = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((label) => typeof label === 'string' && label.length <= 1024)

/** Schema of {@link Sample}. A large cluster has very many, and a record of texts takes zod most of the time. */
export const Sample: z.ZodType<Sample> = z.object({
  metric: z.custom<Labels>(isLabels, 'expected labels'),
  value: z.tuple([z.number().min(0).max(1e11), z.string().max(64)]),
})

/** Answer to an instant query. Samples are checked one by one. */
export interface WireVector {
  /** The data. */
  readonly data: { readonly result: readonly unknown[] }
}

/** Schema of {@link WireVector}. */
export const WireVector: z.ZodType<WireVector> = z.object({
  status: z.literal('success'),
  data: z.object({ resultType: z.literal('vector'), result: z.array(z.unknown()) }),
})

const number = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

/**
 * A value as a number.
 *
 * @param text - The text of the sample.
 * @returns Undefined for `NaN` and `+Inf`, which measure nothing.
 * @example
 * numberOf('9843') // => 9843
 * numberOf('NaN') // => undefined
 */
export const numberOf = (text: string): number | undefined => {
  const value = number.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : undefined
}
