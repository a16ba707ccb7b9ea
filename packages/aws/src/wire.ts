import { z } from 'zod'

/** A list of EC2: an empty element, none, or items. */
export type WireSet = '' | { readonly item: readonly unknown[] } | undefined

const WireSet: z.ZodType<WireSet> = z
  .union([z.literal(''), z.object({ item: z.array(z.unknown()) })])
  .optional()

/** Items of a list; none of one that is empty or not there. */
export const itemsOf = (set: WireSet): readonly unknown[] => (set === undefined || set === '' ? [] : set.item)

/** A page of a list of EC2. */
export interface WirePage {
  /** Its items, unread. */
  readonly items: readonly unknown[]
  /** Token of the next page; empty or undefined: this is the last. */
  readonly nextToken: string | undefined
}

/** Goes into the next request as it is. Visible characters of ASCII. */
export const pageToken: z.ZodType<string | undefined> = z
  .string()
  .max(8192)
  .regex(/^[\x20-\x7e]*$/, 'expected a token')
  .optional()

/**
 * Schema of a reply of EC2: `<Action>Response` with a list in it.
 *
 * @param action - The operation.
 * @param list - Name of the list.
 * @example
 * const page = { DescribeRegionsResponse: { regionInfo: { item: [{ regionName: 'eu-west-1' }] }, nextToken: '' } }
 * ec2Page('DescribeRegions', 'regionInfo').parse(page) // => { items: [{ regionName: 'eu-west-1' }], nextToken: '' }
 */
export const ec2Page = (action: string, list: string): z.ZodType<WirePage> => {
  const root = `${action}Response`
  const body = z.object({ [list]: WireSet, nextToken: pageToken }).or(z.literal(''))
  return z.object({ [root]: body }).transform((reply) => {
    const content = reply[root]
    if (content === undefined || content === '') return { items: [], nextToken: undefined }
    const { nextToken, [list]: set } = content
    return {
      items: itemsOf(WireSet.parse(set)),
      nextToken: typeof nextToken === 'string' ? nextToken : undefined,
    }
  })
}

const decimal = /^\d{1,12}(?:\.\d{1,12})?$/

/** Text that is a number from 0 to a bound above everything that can be true, so that an absurd value wins nothing. */
export const numberUpTo = (most: number): z.ZodType<number> =>
  z
    .string('expected a number')
    .regex(decimal, 'expected a number')
    .transform(Number)
    .refine((value) => value <= most, `expected a number up to ${most}`)

/** A word of a reply. */
export const word: z.ZodType<string> = z.string('expected a name').min(1).max(128)
