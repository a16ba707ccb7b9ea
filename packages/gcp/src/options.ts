import { EgressTiers } from '@aima/gpu-core'
import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'

/**
 * Where access tokens come from: `application-default` asks google-auth-library, an optional peer, which reads Google's Application
 * Default Credentials; a function is asked once for each listing.
 */
export type AccessToken = 'application-default' | (() => Promise<string>)

/** Options of the source. */
export interface GcpOptions {
  /**
   * API key, for prices alone. Default: the environment's `GOOGLE_API_KEY`, read on each listing, where there is neither an
   * `accessToken` nor `GOOGLE_APPLICATION_CREDENTIALS`.
   */
  readonly apiKey?: string | undefined
  /**
   * Access tokens, for machine types, zones, quota and Spot advice, and for prices where there is no key. Default:
   * `application-default` where there is no key and the environment names `GOOGLE_APPLICATION_CREDENTIALS`; else none.
   */
  readonly accessToken?: AccessToken | undefined
  /**
   * Project whose machine types and quota are read. Default: the environment's `GOOGLE_CLOUD_PROJECT`, else the project of the
   * Application Default Credentials.
   */
  readonly projectId?: string | undefined
  /** Project that requests count against, which tokens of people need. Default: that of the Application Default Credentials, else none. */
  readonly quotaProjectId?: string | undefined
  /**
   * Regions to list. Default `all`: Google's lists are of the whole world, so that fewer regions save no request. A query for
   * countries leaves out the others in any case.
   */
  readonly regions?: readonly string[] | 'all' | undefined
  /**
   * Most questions to the Spot advice in one listing, one for each region and machine type, the cheapest memory first. Default 20;
   * 0 asks nothing.
   */
  readonly adviceRequests?: number | undefined
  /**
   * How long prices are kept in memory for the next listings (h). Default 0: not at all. The list has some 50 000 items on ten pages,
   * and Google may be 12 hours behind with it, so that a program that lists often may well keep it for an hour. Offers say when their
   * price was read.
   */
  readonly cacheHours?: number | undefined
  /** Most requests of a listing in flight. Default 4. */
  readonly requestsInFlight?: number | undefined
  /** Price of traffic to the Internet in every region (USD/GB by volume). Default: Google's list price for Europe and North America. */
  readonly egressTiers?: EgressTiers | undefined
  /** Price of disks in every region (USD per GB and month). Default: that of pd-balanced in us-central1. */
  readonly storageUsdPerGBMonth?: number | undefined
  /** Id of the source, and beginning of the ids of its offers. Default `gcp`. */
  readonly id?: string | undefined
  /** Address of the prices without path. Default `https://cloudbilling.googleapis.com`. */
  readonly billingBaseUrl?: string | undefined
  /** Address of Compute Engine without path. Default `https://compute.googleapis.com`. */
  readonly computeBaseUrl?: string | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. Default: up to 60 s for an attempt, 180 s for a call. */
  readonly http?: HttpOrOptions | undefined
}

const isTokenFunction = (value: unknown): boolean => typeof value === 'function'

const tokenFunction = z.custom<() => Promise<string>>(isTokenFunction, 'expected a function')

const word = z.string().min(1).max(4096)
const project = z.string().regex(/^[a-z0-9.:-]{1,128}$/, 'expected the id of a project')
const region = z.string().regex(/^[a-z]{2,20}-[a-z]{2,20}\d{1,2}$/, 'expected a region such as europe-west4')
const address = z.url({ protocol: /^https?$/ })

/** Schema of {@link GcpOptions}. */
export const GcpOptions: z.ZodType<GcpOptions> = z.strictObject({
  apiKey: word.optional(),
  accessToken: z.union([z.literal('application-default'), tokenFunction]).optional(),
  projectId: project.optional(),
  quotaProjectId: project.optional(),
  regions: z.union([z.literal('all'), z.array(region).min(1).max(200)]).optional(),
  adviceRequests: z.int().min(0).max(1000).optional(),
  cacheHours: z.number().nonnegative().max(168).optional(),
  requestsInFlight: z.int().min(1).max(64).optional(),
  egressTiers: EgressTiers.optional(),
  storageUsdPerGBMonth: z.number().nonnegative().max(1000).optional(),
  id: z.string().min(1).max(64).optional(),
  billingBaseUrl: address.optional(),
  computeBaseUrl: address.optional(),
  http: HttpOrOptions.optional(),
})
