import { Result } from 'neverthrow'
import { z } from 'zod'

type Cell<T> = z.ZodType<T, string>

/** Makes a cell of what is read from its text; undefined: it is faulty. */
const cell = <T>(read: (text: string) => T | undefined, expected: string): Cell<T> =>
  z.string().transform((text, context) => {
    const value = read(text)
    if (value !== undefined) return value
    context.issues.push({ code: 'custom', message: `expected ${expected}`, input: text })
    return z.NEVER
  })

const toNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

const numberWhere = (fits: (value: number) => boolean, expected: string): Cell<number> =>
  cell((text) => {
    const value = toNumber(text)
    return Number.isFinite(value) && fits(value) ? value : undefined
  }, expected)

/**
 * A cell with some text.
 *
 * @example
 * textCell.safeParse('').success // => false
 */
export const textCell: Cell<string> = z.string().min(1, 'expected some text')

/**
 * A cell with a number, 0 or more.
 *
 * @example
 * nonNegativeCell.parse('0.5') // => 0.5
 */
export const nonNegativeCell: Cell<number> = numberWhere((value) => value >= 0, 'a number, 0 or more')

/**
 * A cell with a whole number, 1 or more; `4.0` is one too.
 *
 * @example
 * countCell.parse('4.0') // => 4
 */
export const countCell: Cell<number> = numberWhere(
  (value) => Number.isInteger(value) && value >= 1,
  'a whole number, 1 or more',
)

/**
 * A cell with a whole number, 0 or more.
 *
 * @example
 * wholeCell.parse('0') // => 0
 */
export const wholeCell: Cell<number> = numberWhere(
  (value) => Number.isInteger(value) && value >= 0,
  'a whole number, 0 or more',
)

/**
 * A cell with seconds since 1970-01-01 UTC, as milliseconds.
 *
 * @example
 * unixSecondsCell.parse('2') // => 2000
 */
export const unixSecondsCell: Cell<number> = cell((text) => {
  const seconds = toNumber(text)
  return Number.isFinite(seconds) ? seconds * 1000 : undefined
}, 'seconds since 1970-01-01 UTC')

const day = /^\d{4}-\d{2}-\d{2}/

/**
 * A cell with a day, or a time with its zone, as milliseconds since 1970-01-01 UTC.
 *
 * @example
 * timeCell.parse('1970-01-02') // => 86400000
 */
export const timeCell: Cell<number> = cell((text) => {
  const atMs = day.test(text) ? Date.parse(text) : Number.NaN
  return Number.isFinite(atMs) ? atMs : undefined
}, 'a day or a time (ISO 8601)')

const parseJson = Result.fromThrowable(
  (text: string): unknown => JSON.parse(text),
  () => 'expected JSON',
)

/**
 * A cell with a JSON value.
 *
 * @example
 * import { z } from 'zod'
 * jsonCell(z.number()).parse('5') // => 5
 */
export const jsonCell = <T>(schema: z.ZodType<T>): Cell<T> =>
  z
    .string()
    .transform((text, context): unknown =>
      parseJson(text).match(
        (value) => value,
        (message) => {
          context.issues.push({ code: 'custom', message, input: text })
          return z.NEVER
        },
      ),
    )
    .pipe(schema)

/**
 * A cell that may be empty, which is undefined.
 *
 * @example
 * orEmpty(countCell).parse('') // => undefined
 */
export const orEmpty = <T>(inner: Cell<T>): Cell<T | undefined> =>
  z.string().transform((text, context) => {
    if (text === '') return undefined
    const read = inner.safeParse(text)
    if (read.success) return read.data
    for (const { message } of read.error.issues)
      context.issues.push({ code: 'custom', message: `${message}, or nothing`, input: text })
    return z.NEVER
  })
