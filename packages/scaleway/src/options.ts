import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'

/** Options of the source. */
export interface ScalewayOptions {
  /**
   * Rate at which prices are converted (USD per EUR, above 0). Required: Scaleway asks in EUR, and which rate holds is for its user
   * to say.
   */
  readonly usdPerEur: number
  /** Id of the source, and beginning of the ids of its offers. Default `scaleway`. */
  readonly id?: string | undefined
  /** Address of the API without path. Default `https://api.scaleway.com`. */
  readonly baseUrl?: string | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. */
  readonly http?: HttpOrOptions | undefined
  /**
   * Zones to list. Default `fr-par-1`, `fr-par-2`, `nl-ams-1` and `pl-waw-2`. Of one in a region that is not in the table (Paris,
   * Amsterdam, Warsaw) the country is unknown.
   */
  readonly zones?: readonly string[] | undefined
}

const zone = z.string().regex(/^[a-z]{2}-[a-z]{3}-\d{1,2}$/, 'expected a zone such as fr-par-2')

/** Schema of {@link ScalewayOptions}. */
export const ScalewayOptions: z.ZodType<ScalewayOptions> = z.strictObject({
  usdPerEur: z
    .number('expected the rate of conversion (USD per EUR), which has no default')
    .positive()
    .max(1000),
  id: z.string().min(1).max(64).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  http: HttpOrOptions.optional(),
  zones: z.array(zone).min(1).max(32).optional(),
})
