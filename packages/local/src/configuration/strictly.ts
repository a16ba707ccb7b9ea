import { z } from 'zod'

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/**
 * A schema of core that takes an unknown field as a fault: in a configuration it is a misspelt one.
 *
 * @param schema - The schema, which drops unknown fields.
 * @example
 * import { Place } from '@aima/gpu-core'
 * strictly(Place).safeParse({ region: 'a', contry: 'DE' }).success // => false
 */
export const strictly = <T>(schema: z.ZodType<T>): z.ZodType<T> =>
  z
    .unknown()
    .superRefine((input, context) => {
      const read = schema.safeParse(input)
      if (!read.success || !isRecord(input) || !isRecord(read.data)) return
      for (const key of Object.keys(input))
        if (!Object.hasOwn(read.data, key))
          context.addIssue({ code: 'custom', message: 'Unrecognized key', path: [key] })
    })
    .pipe(schema)
