import { checkOptions, type ListError } from '@aima/gpu-core'
import { HttpOrOptions } from '@aima/gpu-http'
import type { Result } from 'neverthrow'
import { z } from 'zod'

/** Options of the embedded catalog. */
export interface EmbeddedCatalogOptions {
  /** Id of the source, and beginning of the ids of its offers. Default `embedded-catalog`. */
  readonly id?: string | undefined
}

/** Options of a SkyPilot catalog, wherever its files are. */
interface CommonOptions {
  /**
   * Id of the source, and beginning of the ids of its offers; two catalogs need two. Default
   * `skypilot-catalog`.
   */
  readonly id?: string | undefined
  /**
   * Day of the prices (ISO 8601, such as `2024-06-13`). The files state none. Default: each file's
   * modification time; of a server that states none, the time of the download.
   */
  readonly observedAt?: string | undefined
}

/** Options of a SkyPilot catalog in a folder. */
export interface SkypilotFolderOptions extends CommonOptions {
  /** Folder with the CSV files: `aws/vms.csv`, `aws-vms.csv`, `aws-gpu.csv` and so on, also with `.gz`. */
  readonly folder: string
  /** There is none beside a folder. */
  readonly baseUrl?: undefined
}

/** Options of a SkyPilot catalog on a server. */
export interface SkypilotUrlOptions extends CommonOptions {
  /**
   * Address below which the files are, each as `<cloud>/vms.csv`, such as
   * `https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8`. A query stays
   * behind each file's path and is shown in no error.
   */
  readonly baseUrl: string
  /** Clouds to read, such as `aws`: a server does not list its files. */
  readonly clouds: readonly string[]
  /**
   * Folder that keeps the files, so that only changed ones are downloaded by a later process and an old one
   * serves when the server fails; made when needed. It is for one account: files are told apart by address,
   * not by user. Default: none, files are remembered while the source lives.
   */
  readonly cacheFolder?: string | undefined
  /** How requests are made: options for gpu-http, or an `Http` that is shared. */
  readonly http?: HttpOrOptions | undefined
  /** There is none beside an address. */
  readonly folder?: undefined
}

/** Options of a SkyPilot catalog: either a `folder`, or a `baseUrl` with its `clouds`. */
export type SkypilotCatalogOptions = SkypilotFolderOptions | SkypilotUrlOptions

const id = z.string().min(1).max(64).optional()

/** Schema of {@link EmbeddedCatalogOptions}. */
export const EmbeddedCatalogOptions: z.ZodType<EmbeddedCatalogOptions> = z.strictObject({ id })

const common = { id, observedAt: z.iso.date().or(z.iso.datetime()).optional() }

const either = 'expected either a folder or a baseUrl'

const FolderOptions: z.ZodType<SkypilotFolderOptions> = z.strictObject({
  ...common,
  folder: z.string(either).min(1).max(4096),
  baseUrl: z.undefined(either).optional(),
})

const cloud = z.string().regex(/^[a-z0-9]{1,64}$/, 'expected a name such as aws')

const UrlOptions: z.ZodType<SkypilotUrlOptions> = z.strictObject({
  ...common,
  baseUrl: z.url({ protocol: /^https?$/, error: 'expected an address with http: or https:' }),
  clouds: z
    .array(cloud)
    .min(1)
    .max(100)
    .refine((clouds) => new Set(clouds).size === clouds.length, 'expected each cloud once'),
  cacheFolder: z.string().min(1).max(4096).optional(),
  http: HttpOrOptions.optional(),
  folder: z.undefined(either).optional(),
})

/** Schema of {@link SkypilotCatalogOptions}. */
export const SkypilotCatalogOptions: z.ZodType<SkypilotCatalogOptions> = z.union([FolderOptions, UrlOptions])

/**
 * Checks options of a SkyPilot catalog by the kind that they look like, so that the issues are about it.
 *
 * @param options - As the user gave them.
 * @returns The options, or `invalid-options` with paths and expectations.
 * @example
 * checkSkypilotOptions({ folder: 'a', baseUrl: 'https://a.example', clouds: ['aws'] })._unsafeUnwrapErr().kind // => 'invalid-options'
 */
export const checkSkypilotOptions = (
  options: SkypilotCatalogOptions,
): Result<SkypilotCatalogOptions, ListError> =>
  options?.baseUrl === undefined ? checkOptions(FolderOptions, options) : checkOptions(UrlOptions, options)
