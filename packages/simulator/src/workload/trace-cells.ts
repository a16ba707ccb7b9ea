import { z } from 'zod'

/**
 * Schema of a cell with a name (1 to 256 characters, spaces at the ends are dropped).
 *
 * @example
 * nameCell.parse(' T4 ') // => 'T4'
 */
export const nameCell: z.ZodType<string, string> = z
  .string()
  .trim()
  .min(1, 'expected a name')
  .max(256, 'expected at most 256 characters')

const withoutZone = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}$/

/**
 * Schema of a cell with a time without zone, such as `2017-10-09 07:01:55`, which is taken as UTC (ms since 1970-01-01 UTC).
 *
 * @example
 * utcCell.parse('1970-01-01 00:00:01') // => 1000
 */
export const utcCell: z.ZodType<number, string> = z
  .string()
  .trim()
  .regex(withoutZone, 'expected a time such as 2017-10-09 07:01:55')
  .transform((text) => Date.parse(`${text.replace(' ', 'T')}Z`))
  .pipe(z.number('expected a time that exists'))
