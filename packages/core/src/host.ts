import { z } from 'zod'
import { DriverVersion, HostArchitecture } from './needs.ts'
import { nonNegative, positive, shortText } from './parse.ts'

/** Disk of a host: as much as there is, or as much as is asked for. */
export type Disk =
  | {
      /** The disk comes with the machine. */
      readonly kind: 'fixed'
      /** Its size (GB). */
      readonly sizeGB: number
    }
  | {
      /** The disk is ordered with the machine, in the size that the job needs. */
      readonly kind: 'elastic'
      /** The largest that can be ordered (GB); absent: large enough for any job. */
      readonly largestGB?: number | undefined
    }

/** The driver stack that a job meets on a host. */
export type Driver =
  | {
      /** The user's machine image brings the driver; every CUDA version that supports the GPU can be had. */
      readonly kind: 'from-image'
    }
  | {
      /** The host's operator has installed a driver. */
      readonly kind: 'installed'
      /** Highest CUDA version that it supports; absent: unknown. */
      readonly cudaVersion?: number | undefined
      /** NVIDIA driver version, such as `535.161.08`; absent: unknown. */
      readonly driverVersion?: string | undefined
    }

/** The machine around the GPUs. Absent fields are unknown. */
export interface Host {
  /** Virtual processors. */
  readonly vcpus?: number | undefined
  /** Main memory (GiB). */
  readonly ramGiB?: number | undefined
  /** Disk. */
  readonly disk?: Disk | undefined
  /** Processor architecture. */
  readonly architecture?: HostArchitecture | undefined
  /** Driver stack. */
  readonly driver?: Driver | undefined
}

/** Schema of {@link Host}. */
export const Host: z.ZodType<Host> = z.object({
  vcpus: nonNegative.optional(),
  ramGiB: nonNegative.optional(),
  disk: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('fixed'), sizeGB: nonNegative }),
      z.object({ kind: z.literal('elastic'), largestGB: positive.optional() }),
    ])
    .optional(),
  architecture: HostArchitecture.optional(),
  driver: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('from-image') }),
      z.object({
        kind: z.literal('installed'),
        cudaVersion: positive.optional(),
        driverVersion: DriverVersion.optional(),
      }),
    ])
    .optional(),
})

/** Where a machine stands. */
export interface Place {
  /** The provider's name of the region; `local` for the user's own house. */
  readonly region: string
  /** The provider's name of the zone or data centre; absent: anywhere in the region. */
  readonly zone?: string | undefined
  /** ISO 3166-1 alpha-2 code; absent: unknown, which no residency rule accepts. */
  readonly country?: string | undefined
}

/** Schema of {@link Place}. */
export const Place: z.ZodType<Place> = z.object({
  region: shortText,
  zone: shortText.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code in capitals')
    .optional(),
})
