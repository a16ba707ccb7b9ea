import { z } from 'zod'

/** A number of a tool, with its unit where the tool gives one. */
export interface Quantity {
  /** The number. */
  readonly value: number
  /** Its unit as printed, such as `MB`. */
  readonly unit?: string | undefined
}

const wholeNumber = /^[+-]?\d+(\.\d+)?$/

/**
 * Reads a number as tools print it.
 *
 * @param value - A number, or a text that is a number as a whole.
 * @returns The number; undefined for `N/A`, an empty text and everything else, which is never 0.
 * @example
 * numberOf(' 45.0 ') // => 45
 * numberOf('N/A') // => undefined
 */
export const numberOf = (value: unknown): number | undefined => {
  const isText = typeof value === 'string' && wholeNumber.test(value.trim())
  const number = isText ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/**
 * Reads a text as tools print it.
 *
 * @param value - A text.
 * @returns It without blanks around it; undefined for an empty one and for `N/A`.
 * @example
 * wordOf('N/A') // => undefined
 */
export const wordOf = (value: unknown): string | undefined => {
  const word = typeof value === 'string' ? value.trim() : ''
  return word === '' || /^(n\/a|none|unknown)$/i.test(word) ? undefined : word
}

const measured = z.object({ value: z.unknown(), unit: z.string().optional().catch(undefined) })

const toQuantity = (input: unknown): Quantity | undefined => {
  const read = measured.safeParse(input)
  const value = numberOf(read.success ? read.data.value : input)
  return value === undefined ? undefined : { value, unit: read.success ? read.data.unit : undefined }
}

/** Schema of a member that is a number, the text of one, or `{ value, unit }`; anything else reads as absent. */
export const quantity: z.ZodType<Quantity | undefined> = z.unknown().transform(toQuantity).optional()

/** Schema of a member that is a number or the text of one; anything else reads as absent. */
export const number: z.ZodType<number | undefined> = z.unknown().transform(numberOf).optional()

/** Schema of a member that is a text; `N/A` and anything else reads as absent. */
export const word: z.ZodType<string | undefined> = z.unknown().transform(wordOf).optional()

/**
 * Share from per cent.
 *
 * @param percent - A load (%).
 * @returns 0 to 1; undefined for what is no load, such as the 65535 that AMD's driver reports for "not known".
 * @example
 * shareOf(25) // => 0.25
 * shareOf(65535) // => undefined
 */
export const shareOf = (percent: number | undefined): number | undefined =>
  percent !== undefined && percent >= 0 && percent <= 100 ? percent / 100 : undefined

/** Tools print 0 and the largest number of a type for "not known". */
const plausible = (value: number | undefined, limit: number): number | undefined =>
  value !== undefined && value > 0 && value < limit ? value : undefined

/**
 * Power of a GPU (W), as far as it can be true.
 *
 * @example
 * wattsOf(65535) // => undefined
 */
export const wattsOf = (value: number | undefined): number | undefined => plausible(value, 10_000)

/**
 * Temperature of a GPU that runs (°C), as far as it can be true.
 *
 * @example
 * celsiusOf(65535) // => undefined
 */
export const celsiusOf = (value: number | undefined): number | undefined => plausible(value, 200)

/**
 * A NUMA node. Tools print -1, or the largest number of a type, for "none".
 *
 * @example
 * nodeOf(-1) // => undefined
 */
export const nodeOf = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value < 65_535 ? value : undefined

/**
 * Bytes from a count of units.
 *
 * @returns The product; undefined where a part is unknown, or where it is more than any memory has.
 * @example
 * bytesOf(2, 1024) // => 2048
 * bytesOf(1e300, 1024) // => undefined
 */
export const bytesOf = (count: number | undefined, unitBytes: number): number | undefined =>
  count !== undefined && Number.isSafeInteger(Math.ceil(count * unitBytes)) ? count * unitBytes : undefined

/**
 * A place in a tool's list.
 *
 * @example
 * isPlace(0) // => true
 * isPlace(undefined) // => false
 */
export const isPlace = (value: number | undefined): value is number =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0
