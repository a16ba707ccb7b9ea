import { z } from 'zod'
import type { Random } from '../random.ts'

/** How often each of several names comes, in proportion to one another; one without a share never comes. */
export type Shares<Name extends string> = { readonly [Key in Name]?: number | undefined }

const weight = z.number().min(0).max(1e9)

const sumOf = (weights: readonly (number | undefined)[]): number =>
  weights.reduce<number>((sum, one = 0) => sum + one, 0)

/**
 * Makes the schema of {@link Shares} of certain names.
 *
 * @param names - All names that may have a share.
 * @example
 * sharesOf(['low', 'high']).safeParse({ low: 0 }).success // => false
 */
export const sharesOf = <Name extends string>(names: readonly Name[]): z.ZodType<Shares<Name>> =>
  z
    .custom<Shares<Name>>((input) => typeof input === 'object' && input !== null, 'expected shares by name')
    .superRefine((shares, context) => {
      const known: ReadonlySet<string> = new Set(names)
      for (const [name, share] of Object.entries(shares))
        if (!known.has(name) || !weight.optional().safeParse(share).success)
          context.addIssue({ code: 'custom', path: [name], message: 'expected a share of 0 or more' })
      if (!(sumOf(names.map((name) => shares[name])) > 0))
        context.addIssue({ code: 'custom', message: 'expected a share above 0' })
    })

/**
 * Draws the place of one of several weights.
 *
 * @param weights - Weights (0 or more, one of them above 0).
 * @param random - Where the luck comes from; one number is drawn.
 * @returns The place (0 is the first). The order of the weights matters: the same luck falls on the same place in it.
 * @example
 * drawIndex([0, 5, 0], { uniform: () => 0.5 }) // => 1
 */
export const drawIndex = (weights: readonly number[], random: Random): number => {
  let left = random.uniform() * sumOf(weights)
  let last = 0
  for (const [index, one] of weights.entries()) {
    if (one > 0 && left < one) return index
    left -= one
    if (one > 0) last = index
  }
  return last
}

/**
 * Draws one of several names by their shares.
 *
 * @param names - The names in a fixed order.
 * @param shares - Their shares, one of them above 0.
 * @param random - Where the luck comes from; one number is drawn.
 * @returns The name; undefined when there are no names.
 * @example
 * drawName(['low', 'high'], { high: 1 }, { uniform: () => 0.5 }) // => 'high'
 */
export const drawName = <Name extends string>(
  names: readonly Name[],
  shares: Shares<Name>,
  random: Random,
): Name | undefined =>
  names[
    drawIndex(
      names.map((name) => shares[name] ?? 0),
      random,
    )
  ]
