import { z } from 'zod'
import type { Random } from '../random.ts'

/** Bounds of what is drawn; a number beyond one is replaced by it. */
export interface Bounds {
  /** Least (0 or more). Default 0. */
  readonly least?: number | undefined
  /** Most. Default none. */
  readonly most?: number | undefined
}

/** How a number that is 0 or more, such as hours or gigabytes, differs from job to job. */
export type Spread =
  | {
      /** It does not differ. */
      readonly kind: 'fixed'
      /** The number (0 or more). */
      readonly value: number
    }
  | (Bounds & {
      /** Exponential: memoryless, deviation as large as the mean. */
      readonly kind: 'exponential'
      /** Mean before bounds (above 0). */
      readonly mean: number
    })
  | (Bounds & {
      /** Lognormal: many small ones and few large ones, as sizes of files and durations are. */
      readonly kind: 'lognormal'
      /** Half are below it (above 0). */
      readonly median: number
      /** Nine of ten are below it (at least the median, at most a million times it). */
      readonly percentile90: number
    })

const greatest = 1e12

const amount = z.number().min(0).max(greatest)

const aboveZero = z.number().positive().max(greatest)

const bounds = { least: amount.optional(), most: amount.optional() }

const inOrder = ({ least = 0, most = Number.POSITIVE_INFINITY }: Bounds): boolean => least <= most

const disorder = { path: ['most'], message: 'expected a number not below least' }

/** Schema of {@link Spread}. */
export const Spread: z.ZodType<Spread> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), value: amount }),
  z.strictObject({ kind: z.literal('exponential'), mean: aboveZero, ...bounds }).refine(inOrder, disorder),
  z
    .strictObject({ kind: z.literal('lognormal'), median: aboveZero, percentile90: aboveZero, ...bounds })
    .refine(inOrder, disorder)
    .refine(({ median, percentile90 }) => percentile90 >= median && percentile90 <= 1e6 * median, {
      path: ['percentile90'],
      message: 'expected a number from the median to a million times it',
    }),
])

/** Where nine tenths of the standard normal distribution lie below. Source: tables of the normal distribution. */
const normalPercentile90 = 1.2815515655446004

const within = (value: number, { least = 0, most = Number.POSITIVE_INFINITY }: Bounds): number =>
  Math.min(Math.max(value, least), most)

/**
 * Draws a number.
 *
 * @param spread - How it is distributed.
 * @param random - Where the luck comes from.
 * @returns The number, 0 or more and within the bounds.
 * @example
 * drawFrom({ kind: 'fixed', value: 3 }, { uniform: () => 0.5 }) // => 3
 */
export const drawFrom = (spread: Spread, random: Random): number => {
  switch (spread.kind) {
    case 'fixed':
      return spread.value
    case 'exponential':
      return within(random.exponential(1 / spread.mean), spread)
    case 'lognormal': {
      const deviation = Math.log(spread.percentile90 / spread.median) / normalPercentile90
      return within(spread.median * Math.exp(deviation * random.normal()), spread)
    }
  }
}
