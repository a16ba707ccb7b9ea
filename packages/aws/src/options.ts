import { EgressTiers } from '@aima/gpu-core'
import { HttpOrOptions } from '@aima/gpu-http'
import { z } from 'zod'
import { CredentialsOption } from './credentials.ts'
import { typePattern } from './machine-type.ts'
import { type Partition, partitionOf } from './regions.ts'

/** Options of the source. */
export interface AwsOptions {
  /** Id of the source, and beginning of the ids of its offers. Default `aws`. */
  readonly id?: string | undefined
  /** Partition whose regions are listed; one source has one. Default `aws`: all but GovCloud and China. */
  readonly partition?: Partition | undefined
  /**
   * Regions to list; `all` for every one that the account has switched on. Default: those in the countries of the query that need no
   * switching on; of a query without countries the largest three of America and of Europe. Without credentials two of them at most.
   */
  readonly regions?: readonly string[] | 'all' | undefined
  /**
   * Credentials, or a function that gives them, called on each listing; or `environment`: `AWS_ACCESS_KEY_ID`,
   * `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`; `chain`: the usual chain of AWS's SDK, for which `@aws-sdk/credential-providers`
   * must be installed, and which may ask the metadata service of EC2; `none`. Default `environment`.
   */
  readonly credentials?: CredentialsOption | undefined
  /** Rate at which prices in China are converted (USD per CNY). Required for the partition `aws-cn`. */
  readonly usdPerCny?: number | undefined
  /** Whether spot offers are listed. Default true. */
  readonly includeSpot?: boolean | undefined
  /** Whether quotas of the account are read. Default true. */
  readonly quotas?: boolean | undefined
  /**
   * Types whose placement scores are asked for, ten at most: AWS answers about ten new questions in 24 hours. They are kept for
   * `cacheHours`. Default: none.
   */
  readonly placementScoresFor?: readonly string[] | undefined
  /** Price of traffic to the Internet in every region (USD/GB by volume). Default: a table of list prices. */
  readonly egressTiers?: EgressTiers | undefined
  /** Price of disks in every region (USD per GB and month). Default: 0.08, that of gp3 in us-east-1. */
  readonly storageUsdPerGBMonth?: number | undefined
  /** Most requests of a listing in flight. Default 8. */
  readonly requestsInFlight?: number | undefined
  /** How long public prices, the Spot Advisor and placement scores are kept in memory (h); 0: not at all. Default 6. */
  readonly cacheHours?: number | undefined
  /** Longest time for the public price file of a region, which has about 450 MB unpacked (ms). Default 900 000. */
  readonly bulkTimeoutMs?: number | undefined
  /** Largest such file, unpacked (bytes). Default 2 GiB. */
  readonly maximumBulkBytes?: number | undefined
  /** A stand-in for all hosts of AWS, such as a proxy: the host that is meant comes first in the path. */
  readonly baseUrl?: string | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. */
  readonly http?: HttpOrOptions | undefined
}

const regionName = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/, 'expected a region such as eu-central-1')

const shape: z.ZodType<AwsOptions> = z.strictObject({
  id: z.string().min(1).max(64).optional(),
  partition: z.enum(['aws', 'aws-us-gov', 'aws-cn']).optional(),
  regions: z.union([z.literal('all'), z.array(regionName).min(1).max(64)]).optional(),
  credentials: CredentialsOption.optional(),
  usdPerCny: z.number().positive().max(1000).optional(),
  includeSpot: z.boolean().optional(),
  quotas: z.boolean().optional(),
  placementScoresFor: z.array(z.string().regex(typePattern)).max(10).optional(),
  egressTiers: EgressTiers.optional(),
  storageUsdPerGBMonth: z.number().nonnegative().optional(),
  requestsInFlight: z.int().min(1).max(64).optional(),
  cacheHours: z.number().nonnegative().max(168).optional(),
  bulkTimeoutMs: z.number().positive().optional(),
  maximumBulkBytes: z.int().min(1).optional(),
  baseUrl: z.url({ protocol: /^https?$/ }).optional(),
  http: HttpOrOptions.optional(),
})

/** Schema of {@link AwsOptions}. */
export const AwsOptions: z.ZodType<AwsOptions> = shape
  .refine(
    ({ regions, partition = 'aws' }) =>
      regions === undefined ||
      regions === 'all' ||
      regions.every((region) => partitionOf(region) === partition),
    { path: ['regions'], message: 'expected regions of one partition, the one of the option partition' },
  )
  .refine(({ partition, usdPerCny }) => partition !== 'aws-cn' || usdPerCny !== undefined, {
    path: ['usdPerCny'],
    message: 'expected the rate of conversion (USD per CNY), which has no default',
  })
