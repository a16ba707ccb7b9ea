import { DriverVersion, HostArchitecture, Interconnect, Vendor } from '@aima/gpu-core'
import { z } from 'zod'
import type { GpuSettings } from './gpu-rule.ts'
import { plainRecord } from './plain-record.ts'
import { type SiteConfiguration, siteFields } from './site-configuration.ts'
import { Wait } from './waits.ts'

/** The GPUs of a host that is described by hand. */
export interface StaticGpus extends Pick<GpuSettings, 'powerW' | 'benchmarks'> {
  /** Name, as a tool or a seller prints it, such as `NVIDIA L40S`. */
  readonly name: string
  /** How many of them. Default 1. */
  readonly count?: number | undefined
  /** Memory of one (GiB, nominal). Default: that of the model. */
  readonly vramGiB?: number | undefined
  /** Who made them. Default: that of the model. */
  readonly vendor?: Vendor | undefined
  /** How they talk to each other. */
  readonly interconnect?: Interconnect | undefined
  /** Their UUIDs, as far as they are known. */
  readonly uuids?: readonly string[] | undefined
}

/** A host with GPUs of one kind that cannot be probed. What it leaves open about its place comes from the options. */
export interface StaticHost extends SiteConfiguration {
  /** Name of the host. */
  readonly host: string
  /** Its GPUs. */
  readonly gpus: StaticGpus
  /** Virtual processors. */
  readonly vcpus?: number | undefined
  /** Main memory (GiB). */
  readonly ramGiB?: number | undefined
  /** Processor architecture. */
  readonly architecture?: HostArchitecture | undefined
  /** NVIDIA driver version, such as `550.163.01`. */
  readonly driverVersion?: string | undefined
  /** Highest CUDA version that the driver supports. */
  readonly cudaVersion?: number | undefined
  /** Present: it is busy, for that long, or `unknown`. Absent: nobody knows, and it is listed without stock. */
  readonly busy?: Wait | 'unknown' | undefined
}

/** Schema of {@link StaticHost}. */
export const StaticHost: z.ZodType<StaticHost> = z.strictObject({
  ...siteFields,
  host: z.string().min(1).max(255),
  gpus: z
    .strictObject({
      name: z.string().min(1).max(128),
      count: z.int().min(1).max(72).optional(),
      vramGiB: z.number().positive().optional(),
      vendor: Vendor.optional(),
      interconnect: Interconnect.optional(),
      uuids: z.array(z.string().min(1).max(128)).max(72).optional(),
      powerW: z.number().positive().optional(),
      benchmarks: plainRecord(z.number().positive()).optional(),
    })
    .refine(({ uuids, count = 1 }) => uuids === undefined || new Set(uuids).size === count, {
      path: ['uuids'],
      message: 'expected one UUID for each GPU',
    }),
  vcpus: z.number().nonnegative().optional(),
  ramGiB: z.number().nonnegative().optional(),
  architecture: HostArchitecture.optional(),
  driverVersion: DriverVersion.optional(),
  cudaVersion: z.number().positive().optional(),
  busy: z.literal('unknown').or(Wait).optional(),
})
