import { z } from 'zod'

/** Names that every object has, which core takes for an attack on its prototype. */
const isPlain = (name: string): boolean => !(name in {})

/**
 * A schema of values by name.
 *
 * @param value - Schema of a value.
 * @example
 * import { Place } from '@aima/gpu-core'
 * plainRecord(Place).safeParse({ constructor: { region: 'a' } }).success // => false
 */
export const plainRecord = <T>(value: z.ZodType<T>): z.ZodType<Readonly<Record<string, T>>> =>
  z.record(z.string().min(1).max(512).refine(isPlain, 'expected another name'), value)
