import { z } from 'zod'

/** What a type says of its GPUs. */
export interface WireGpuInfo {
  /** Who made them, such as `NVIDIA`. */
  readonly gpu_manufacturer?: string | null | undefined
  /** Which they are, such as `H100-SXM`. */
  readonly gpu_name?: string | null | undefined
  /** Memory of one of them (bytes). */
  readonly gpu_memory?: number | null | undefined
}

/** What a type says of its lines. */
interface WireNetwork {
  /** All lines to the Internet together (bit/s). */
  readonly sum_internet_bandwidth?: number | null | undefined
}

/**
 * One type of instance that has GPUs: the fields that are used.
 *
 * Sources: `ServerType` of scaleway-sdk-go (api/instance/v1) for the units; Scaleway's public replies, read 2026-08-22 and 2026-10-01.
 */
export interface WireServer {
  /** Number of GPUs. */
  readonly gpu: number
  /** What they are. */
  readonly gpu_info?: WireGpuInfo | null | undefined
  /** Present: only a part of a GPU. What else it says is not documented. */
  readonly mig_profile?: unknown
  /** Virtual processors. */
  readonly ncpus?: number | null | undefined
  /** Main memory (bytes). */
  readonly ram?: number | null | undefined
  /** Price of the whole instance (EUR/h). */
  readonly hourly_price?: number | null | undefined
  /** Processor architecture, such as `x86_64`. */
  readonly arch?: string | null | undefined
  /** Lines. */
  readonly network?: WireNetwork | null | undefined
  /** True: no longer sold. */
  readonly end_of_service?: boolean | null | undefined
}

/** A page of either list: what it says, by the name of the type. Each is checked by itself. */
export interface WirePage {
  /** Types, or their stock, by name. */
  readonly servers: Readonly<Record<string, unknown>>
}

/** Schema of {@link WirePage}. */
export const WirePage: z.ZodType<WirePage> = z.object({ servers: z.record(z.string(), z.unknown()) })

/** A finite number from 0 to a bound above everything that can be true, so that an absurd value wins nothing. */
const upTo = (most: number) => z.number().min(0).max(most).nullish()

const word = z.string().min(1).max(64).nullish()

/** Schema of {@link WireServer}. */
export const WireServer: z.ZodType<WireServer> = z.object({
  gpu: z.int().min(1).max(72),
  gpu_info: z.object({ gpu_manufacturer: word, gpu_name: word, gpu_memory: upTo(2 ** 44) }).nullish(),
  mig_profile: z.unknown().optional(),
  ncpus: upTo(4096),
  ram: upTo(2 ** 46),
  hourly_price: upTo(100_000),
  arch: word,
  network: z.object({ sum_internet_bandwidth: upTo(1e14) }).nullish(),
  end_of_service: z.boolean().nullish(),
})

const WithoutGpu = z.object({ gpu: z.literal(0).nullish(), gpu_info: z.null().optional() })

/**
 * Whether a row is a type without GPUs, of which nothing else is read.
 *
 * @param row - Any value.
 * @example
 * hasNoGpu({ gpu: 0, gpu_info: null }) // => true
 * hasNoGpu({ gpu: 'one' }) // => false
 */
export const hasNoGpu = (row: unknown): boolean => WithoutGpu.safeParse(row).success

/** What the list of stock says of a type. Sources: `ServerTypesAvailability` of scaleway-sdk-go; Scaleway's public replies of 2026-09-17. */
export interface WireStock {
  /** `available`, `scarce` or `shortage`. */
  readonly availability: string
}

/** Schema of {@link WireStock}. */
export const WireStock: z.ZodType<WireStock> = z.object({ availability: z.string() })
