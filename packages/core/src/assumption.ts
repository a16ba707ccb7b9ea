import { z } from 'zod'
import { shortText } from './parse.ts'

/**
 * A number that nobody stated and that entered an estimate all the same.
 *
 * Sources report the ones they put into an offer, the engine those it adds itself.
 */
export interface Assumption {
  /** Field that was missing, by its name in the cost model, such as `uplinkMbps`. */
  readonly name: string
  /** Value that was used instead. */
  readonly value: number | string
  /** Unit of the value, such as `Mbps` or `h`; empty for a plain number or a name. */
  readonly unit: string
  /** Why this value: a short English phrase that names its source. */
  readonly basis: string
}

/** Schema of {@link Assumption}. */
export const Assumption: z.ZodType<Assumption> = z.object({
  name: shortText,
  value: z.union([z.number(), z.string().max(512)], { error: 'expected a number or a short text' }),
  unit: z.string().max(64),
  basis: shortText,
})
