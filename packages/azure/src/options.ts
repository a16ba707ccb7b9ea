import { EgressTiers } from '@aima/gpu-core'
import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'
import { subscriptionVariable } from './facts.ts'

/** Options of the source. All are optional: prices need no account. */
export interface AzureOptions {
  /** Id of the source, and beginning of the ids of its offers. Default `azure`. */
  readonly id?: string | undefined
  /**
   * Regions to list, or `all` that are known. Default: those of the query's countries, and where it names none those of Europe and the
   * United States with the most GPUs. Of a region that is not in the table the country is unknown.
   */
  readonly regions?: readonly string[] | 'all' | undefined
  /**
   * Subscription whose restrictions and quotas count. Default: the environment's `AZURE_SUBSCRIPTION_ID`, read on each listing; an empty
   * one means none.
   */
  readonly subscriptionId?: string | undefined
  /**
   * Gives a token for the scope `https://management.azure.com/.default`, on each listing. Default, where there is a subscription: that of
   * `DefaultAzureCredential` of `@azure/identity`, which is to be installed for it.
   */
  readonly accessToken?: (() => Promise<string>) | undefined
  /** Longest time to wait for a token (ms). Default 30 000. */
  readonly tokenTimeoutMs?: number | undefined
  /**
   * Requests for Spot placement scores of one listing at most, each for 5 sizes in 8 regions; the cheapest come first. Azure counts
   * them by the hour. Default 4; 0 asks for none.
   */
  readonly placementRequests?: number | undefined
  /** Most requests of a listing in flight. Default 4. */
  readonly requestsInFlight?: number | undefined
  /** Price of traffic to the Internet in every region (USD/GB by volume). Default: a table of list prices. */
  readonly egressTiers?: EgressTiers | undefined
  /** Price of disks in every region (USD per GB and month). Default: that of a full P10 in eastus. */
  readonly storageUsdPerGBMonth?: number | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. By default an attempt may take 20 s and a call 60 s. */
  readonly http?: HttpOrOptions | undefined
  /** Address of the price list without path. Default `https://prices.azure.com`. */
  readonly pricesBaseUrl?: string | undefined
  /** Address of Azure's management without path. The token is sent there. Default `https://management.azure.com`. */
  readonly managementBaseUrl?: string | undefined
}

const region = z.string().regex(/^[a-z][a-z0-9]{1,62}$/, 'expected a region such as westeurope')

const address = z.url({ protocol: /^https?$/ })

/** A subscription stands in paths, so nothing but its letters may be in it. */
const subscription = z
  .string()
  .regex(/^\s*([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?\s*$/i, 'expected the id of a subscription')

/** Schema of {@link AzureOptions}. */
export const AzureOptions: z.ZodType<AzureOptions> = z.strictObject({
  id: z.string().min(1).max(64).optional(),
  regions: z
    .union(
      [z.literal('all'), z.array(region).min(1).max(128)],
      "expected 'all', or regions such as westeurope",
    )
    .optional(),
  subscriptionId: subscription.optional(),
  accessToken: z
    .custom<() => Promise<string>>((value) => typeof value === 'function', 'expected a function')
    .optional(),
  tokenTimeoutMs: z.number().positive().max(600_000).optional(),
  placementRequests: z.int().min(0).max(1000).optional(),
  requestsInFlight: z.int().min(1).max(64).optional(),
  egressTiers: EgressTiers.optional(),
  storageUsdPerGBMonth: z.number().nonnegative().max(1000).optional(),
  http: HttpOrOptions.optional(),
  pricesBaseUrl: address.optional(),
  managementBaseUrl: address.optional(),
})

/**
 * The subscription to ask now.
 *
 * @param options - Whose subscription comes first.
 * @returns Undefined where there is none, only blanks, or, in the environment, something else than an id.
 * @example
 * subscriptionOf({ subscriptionId: ' 00000000-0000-0000-0000-000000000000 ' }) // => '00000000-0000-0000-0000-000000000000'
 */
export const subscriptionOf = ({ subscriptionId }: AzureOptions): string | undefined => {
  const text = subscriptionId ?? process.env[subscriptionVariable]
  return subscription.safeParse(text).data?.trim() || undefined
}
