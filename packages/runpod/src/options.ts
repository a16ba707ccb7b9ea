import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'
import { greatestCount, keyVariable } from './facts.ts'

/** A cloud of RunPod. `SECURE`: data centres that RunPod has vetted. `COMMUNITY`: machines of its peers. */
export type RunpodCloud = 'SECURE' | 'COMMUNITY'

/** Options of the source. */
export interface RunpodOptions {
  /** Id of the source, and beginning of the ids of its offers. Default `runpod`. */
  readonly id?: string | undefined
  /**
   * Key of an account, for the REST catalogue. Default: the environment's `RUNPOD_API_KEY`, read on each listing. Without one,
   * prices come from GraphQL, as long as RunPod keeps it.
   */
  readonly apiKey?: string | undefined
  /** Address of REST v2. Default `https://api.runpod.io/v2`. */
  readonly baseUrl?: string | undefined
  /** Address of GraphQL, to which no key is sent. Default `https://api.runpod.io/graphql`. */
  readonly graphqlUrl?: string | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. */
  readonly http?: HttpOrOptions | undefined
  /** GPU counts to list (1 to 64). Default 1, 2, 4, 8 and the count of the query. Each costs a request for each cloud. */
  readonly counts?: readonly number[] | undefined
  /** Clouds to list. Default both. */
  readonly clouds?: readonly RunpodCloud[] | undefined
  /**
   * Whether bids below the price on demand are listed as spot offers. Default false: RunPod withdrew spot on 2026-05-06, and only
   * GraphQL still states bids. It costs a further request for each cloud and count when there is a key.
   */
  readonly includeSpot?: boolean | undefined
  /** Requests under way at once (1 to 16). Default 4; RunPod allows 60 a minute. */
  readonly concurrency?: number | undefined
}

const address = z.url({ protocol: /^https?$/ }).optional()

/** Schema of {@link RunpodOptions}. */
export const RunpodOptions: z.ZodType<RunpodOptions> = z.strictObject({
  id: z.string().min(1).max(64).optional(),
  apiKey: z.string().max(4096).optional(),
  baseUrl: address,
  graphqlUrl: address,
  http: HttpOrOptions.optional(),
  counts: z.array(z.int().min(1).max(greatestCount)).min(1).max(greatestCount).optional(),
  clouds: z
    .array(z.enum(['SECURE', 'COMMUNITY']))
    .min(1)
    .max(2)
    .optional(),
  includeSpot: z.boolean().optional(),
  concurrency: z.int().min(1).max(16).optional(),
})

/**
 * The key to use now.
 *
 * @param options - Whose key comes first.
 * @returns Undefined where there is none, or only blanks.
 * @example
 * keyOf({ apiKey: ' abc ' }) // => 'abc'
 */
export const keyOf = ({ apiKey }: RunpodOptions): string | undefined =>
  (apiKey ?? process.env[keyVariable])?.trim() || undefined
