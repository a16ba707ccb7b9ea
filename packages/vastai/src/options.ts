import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'
import { keyVariable } from './facts.ts'

/**
 * Which hosts are listed. `datacenter`: verified ones in data centres that Vast.ai has certified. `verified`: all that have passed
 * its checks. `any`: also those that have not, or no longer; their trust class is unknown.
 */
export type HostClass = 'datacenter' | 'verified' | 'any'

/** Options of the source. */
export interface VastaiOptions {
  /** Id of the source, and beginning of the ids of its offers. Default `vastai`. */
  readonly id?: string | undefined
  /** Key of an account; a restricted one needs the permission `misc`. Default: the environment's `VAST_API_KEY`, read on each listing; an empty one means none. */
  readonly apiKey?: string | undefined
  /** Address of the API without path. Default `https://console.vast.ai`. */
  readonly baseUrl?: string | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. By default a refused request is repeated after up to 4 s. */
  readonly http?: HttpOrOptions | undefined
  /**
   * Disk to order (GB) where the query names none. Default: none, so that prices are without disk, and the estimate adds what the
   * job stores at the host's rate.
   */
  readonly diskGB?: number | undefined
  /** Whether interruptible offers are listed beside those on demand. Default true. */
  readonly includeInterruptible?: boolean | undefined
  /** Which hosts are listed. Default `verified`. */
  readonly hosts?: HostClass | undefined
  /** Least share of time in which a host was reachable (0 to 1). Default: any. */
  readonly leastReliability?: number | undefined
  /** Least time that a host stays (h). Default: any; core refuses hosts that leave before the job is done. */
  readonly leastStayHours?: number | undefined
  /** Rows of one request at most. Default 3 000, which another client is known to get; without a key 64 come. */
  readonly rowLimit?: number | undefined
  /**
   * Requests of one listing at most; more than one are sent only while rows are cut off. Default 4; without a key 2, for the lowest
   * prices on demand and the lowest bids, and 1 where bids are not listed.
   */
  readonly maximumRequests?: number | undefined
  /** Pause between two requests of a listing (ms). Default 6 000, as Vast.ai asks for. */
  readonly pauseMs?: number | undefined
}

/** Schema of {@link VastaiOptions}. */
export const VastaiOptions: z.ZodType<VastaiOptions> = z.strictObject({
  id: z.string().min(1).max(64).optional(),
  apiKey: z.string().max(4096).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  http: HttpOrOptions.optional(),
  diskGB: z.number().positive().optional(),
  includeInterruptible: z.boolean().optional(),
  hosts: z.enum(['datacenter', 'verified', 'any']).optional(),
  leastReliability: z.number().min(0).max(1).optional(),
  leastStayHours: z.number().nonnegative().optional(),
  rowLimit: z.int().min(2).max(100_000).optional(),
  maximumRequests: z.int().min(1).max(1_000).optional(),
  pauseMs: z.number().nonnegative().max(600_000).optional(),
})

/**
 * The key to use now.
 *
 * @param options - Whose key comes first.
 * @returns Undefined where there is none, or only blanks.
 * @example
 * keyOf({ apiKey: ' abc ' }) // => 'abc'
 */
export const keyOf = ({ apiKey }: VastaiOptions): string | undefined =>
  (apiKey ?? process.env[keyVariable])?.trim() || undefined
