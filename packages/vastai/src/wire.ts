import { z } from 'zod'

/** A number that a host may not report. */
type Maybe<T> = T | null | undefined

/**
 * One row of the reply's `offers`: the fields that are used. What is null or absent is not reported.
 *
 * Sources: openapi.yaml of vast-ai/docs c624622 (2026-08-07), and 48 complete rows of 2026-07-18.
 */
export interface WireOffer {
  /** Id of the offer, which is also that of the request to rent it. */
  readonly id: number
  /** The physical machine. */
  readonly machine_id?: Maybe<number>
  /** Its owner. */
  readonly host_id?: Maybe<number>
  /** GPU, such as `RTX 4090`. */
  readonly gpu_name: string
  /** GPUs of this offer. */
  readonly num_gpus: number
  /** Ids of these GPUs. Offers of one machine overlap. */
  readonly gpu_ids?: Maybe<readonly number[]>
  /** Memory of one GPU as its driver reports it (MiB). */
  readonly gpu_ram?: Maybe<number>
  /** Vendor: `nvidia` or `amd`. */
  readonly gpu_arch?: Maybe<string>
  /** CUDA compute capability times 100: 890 is 8.9. Without meaning on AMD. */
  readonly compute_cap?: Maybe<number>
  /** Highest CUDA version of the driver. A float: 12.10 is 12.1. Some hosts report the driver's own version. */
  readonly cuda_max_good?: Maybe<number>
  /** Driver, such as `590.48.01`. */
  readonly driver_version?: Maybe<string>
  /** Bandwidth of NVLink (GB/s); 0: none or not known. */
  readonly bw_nvlink?: Maybe<number>
  /** Bandwidth of PCIe between GPU and host (GB/s); 0: not measured. */
  readonly pcie_bw?: Maybe<number>
  /** Logical processors of the offer's share of the machine. */
  readonly cpu_cores_effective?: Maybe<number>
  /** Memory of the offer's share (MiB). */
  readonly cpu_ram?: Maybe<number>
  /** Processor architecture: `amd64` or `arm64`. */
  readonly cpu_arch?: Maybe<string>
  /** Largest disk that can be ordered (GB). */
  readonly disk_space?: Maybe<number>
  /** Price of the GPUs (USD/h, whole offer, without disk). */
  readonly dph_base?: Maybe<number>
  /** The same with the disk for which the search priced it (USD/h). */
  readonly dph_total?: Maybe<number>
  /** Price of disk (USD per GB and month of 720 h). */
  readonly storage_cost?: Maybe<number>
  /** Lowest bid that would run now (USD/h, whole offer, without disk). */
  readonly min_bid?: Maybe<number>
  /** Line into the machine (Mbit/s). */
  readonly inet_down?: Maybe<number>
  /** Line out of it (Mbit/s). */
  readonly inet_up?: Maybe<number>
  /** Price of traffic in (USD/GB). */
  readonly inet_down_cost?: Maybe<number>
  /** Price of traffic out (USD/GB). */
  readonly inet_up_cost?: Maybe<number>
  /** Vast.ai's benchmark of all GPUs of the offer together; 0: not run yet. */
  readonly dlperf?: Maybe<number>
  /** Share of time in which the machine was reachable (0 to 1). */
  readonly reliability?: Maybe<number>
  /** `verified`, `unverified` or `deverified`. */
  readonly verification?: Maybe<string>
  /** 1: a data centre that Vast.ai has certified. */
  readonly hosting_type?: Maybe<number>
  /** Such as `Montana, US`. */
  readonly geolocation?: Maybe<string>
  /** Whether the address stays the same. */
  readonly static_ip?: Maybe<boolean>
  /** Ports that can be reached from outside. */
  readonly direct_port_count?: Maybe<number>
  /** Whether it can be rented now. */
  readonly rentable?: Maybe<boolean>
  /** Whether somebody rents it on demand. */
  readonly rented?: Maybe<boolean>
  /** Until when the host lets it (s since 1970-01-01 UTC). */
  readonly end_date?: Maybe<number>
  /** The same as a time from now (s); below 0: the host has stopped letting it. */
  readonly duration?: Maybe<number>
}

/** A finite number from 0 to a bound above everything that can be true, so that an absurd value wins nothing. */
const upTo = (most: number) => z.number().min(0).max(most).nullish()

const id = z.int().positive()
const word = z.string().max(64).nullish()
const usdPerHour = upTo(100_000)

const wireOffer: z.ZodType<WireOffer> = z.object({
  id,
  machine_id: id.nullish(),
  host_id: id.nullish(),
  gpu_name: z.string().min(1).max(128),
  num_gpus: z.int().min(1).max(1024),
  gpu_ids: z.array(z.int()).max(1024).nullish(),
  gpu_ram: upTo(4_194_304),
  gpu_arch: word,
  compute_cap: upTo(10_000),
  cuda_max_good: upTo(10_000),
  driver_version: word,
  bw_nvlink: upTo(1e6),
  pcie_bw: upTo(1e6),
  cpu_cores_effective: upTo(100_000),
  cpu_ram: upTo(1e9),
  cpu_arch: word,
  disk_space: upTo(1e9),
  dph_base: usdPerHour,
  dph_total: usdPerHour,
  storage_cost: upTo(10_000),
  min_bid: usdPerHour,
  inet_down: upTo(1e7),
  inet_up: upTo(1e7),
  inet_down_cost: upTo(1_000),
  inet_up_cost: upTo(1_000),
  dlperf: upTo(1e9),
  reliability: upTo(1),
  verification: word,
  hosting_type: z.number().nullish(),
  geolocation: z.string().max(256).nullish(),
  static_ip: z.boolean().nullish(),
  direct_port_count: upTo(1e6),
  rentable: z.boolean().nullish(),
  rented: z.boolean().nullish(),
  end_date: upTo(1e11),
  duration: z.number().min(-1e11).max(1e11).nullish(),
})

/** A reply of the search. Its rows are checked one by one. */
export interface WireReply {
  /** The rows. */
  readonly offers: readonly unknown[]
}

/** Schema of {@link WireReply}. */
export const WireReply: z.ZodType<WireReply> = z.object({ offers: z.array(z.unknown()) })

/**
 * Whether a row can be used. It is used as it is: a copy of ten thousand rows costs more than their check.
 *
 * @param row - Any value.
 * @example
 * isWireOffer({ id: 1, gpu_name: 'L4', num_gpus: 1, unheard_of: true }) // => true
 * isWireOffer({ id: 1, gpu_name: 'L4', num_gpus: 0 }) // => false
 */
export const isWireOffer = (row: unknown): row is WireOffer => wireOffer.safeParse(row).success

/**
 * Says what is wrong with a row.
 *
 * @param row - Any value.
 * @returns Paths and expectations; none where the row can be used.
 * @example
 * rowIssues({ id: 1, gpu_name: 'L4', num_gpus: 0 }) // => ['num_gpus: Too small: expected number to be >=1']
 */
export const rowIssues = (row: unknown): readonly string[] =>
  (wireOffer.safeParse(row).error?.issues ?? []).map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  )
