import { z } from 'zod'

/** A finite number from 0 to a bound above everything that can be true, so that an absurd value wins nothing. */
const upTo = (most: number) => z.number().min(0).max(most)

const word = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected a name in small letters, digits and dashes')

/** What a type that is going away says of it. */
const deprecated = z.object({ state: z.string().max(32).nullish() }).nullish()

interface WireDeprecated {
  readonly state?: string | null | undefined
}

/** A type of machine in a zone: the fields that are used. */
export interface WireMachineType {
  /** Its name. */
  readonly name: string
  /** Virtual processors. */
  readonly guestCpus: number
  /** Main memory (MiB, whatever its name says). */
  readonly memoryMb: number
  /** Processor architecture, such as `X86_64`. */
  readonly architecture?: string | null | undefined
  /** The accelerators that are a part of it. */
  readonly accelerators?:
    | readonly { readonly guestAcceleratorType: string; readonly guestAcceleratorCount: number }[]
    | null
    | undefined
  /** Present: it is going away, or gone. */
  readonly deprecated?: WireDeprecated | null | undefined
}

/** Schema of {@link WireMachineType}. Source: `MachineType` of the Compute Engine API v1. */
export const WireMachineType: z.ZodType<WireMachineType> = z.object({
  name: word,
  guestCpus: upTo(4096).min(1),
  memoryMb: upTo(2 ** 26).min(1),
  architecture: z.string().max(32).nullish(),
  accelerators: z
    .array(z.object({ guestAcceleratorType: word, guestAcceleratorCount: z.int().min(1).max(72) }))
    .max(16)
    .nullish(),
  deprecated,
})

/** A type of accelerator in a zone. */
export interface WireAcceleratorType {
  /** Its name. */
  readonly name: string
  /** How many go into one machine. */
  readonly maximumCardsPerInstance: number
  /** Present: it is going away, or gone. */
  readonly deprecated?: WireDeprecated | null | undefined
}

/** Schema of {@link WireAcceleratorType}. Source: `AcceleratorType` of the Compute Engine API v1. */
export const WireAcceleratorType: z.ZodType<WireAcceleratorType> = z.object({
  name: word,
  maximumCardsPerInstance: z.int().min(0).max(1024),
  deprecated,
})

/**
 * Whether a type can still be had: one that is `DEPRECATED` can.
 *
 * @param type - What it says of it.
 * @example
 * isSold({ deprecated: { state: 'OBSOLETE' } }) // => false
 * isSold({ deprecated: { state: 'DEPRECATED' } }) // => true
 */
export const isSold = ({
  deprecated: state,
}: {
  readonly deprecated?: WireDeprecated | null | undefined
}): boolean => state?.state !== 'OBSOLETE' && state?.state !== 'DELETED'

/** What a zone has on a page of an aggregated list. */
export interface WireScope {
  /** Its types of machine, unread. */
  readonly machineTypes?: readonly unknown[] | null | undefined
  /** Its types of accelerator, unread. */
  readonly acceleratorTypes?: readonly unknown[] | null | undefined
  /** Why there are none. */
  readonly warning?: { readonly code?: string | null | undefined } | null | undefined
}

/** A page of an aggregated list: what each zone has, by `zones/` and its name. */
export interface WireAggregatedPage {
  /** The zones. */
  readonly items?: Readonly<Record<string, WireScope>> | null | undefined
  /** The way to the next page; empty or absent: there is none. */
  readonly nextPageToken?: string | null | undefined
  /** Zones that could not be asked. */
  readonly unreachables?: readonly string[] | null | undefined
}

/** Schema of {@link WireAggregatedPage}. */
export const WireAggregatedPage: z.ZodType<WireAggregatedPage> = z.object({
  items: z
    .record(
      z.string().max(128),
      z.object({
        machineTypes: z.array(z.unknown()).nullish(),
        acceleratorTypes: z.array(z.unknown()).nullish(),
        warning: z.object({ code: z.string().max(64).nullish() }).nullish(),
      }),
    )
    .nullish(),
  nextPageToken: z.string().nullish(),
  unreachables: z.array(z.string().max(128)).nullish(),
})

/** A limit of a project, and how much of it is used. */
export interface WireQuota {
  /** What is limited, such as `NVIDIA_L4_GPUS`. */
  readonly metric: string
  /** Most of it. */
  readonly limit: number
  /** How much is used. */
  readonly usage?: number | null | undefined
}

const quotas = z
  .array(z.object({ metric: z.string().max(128), limit: z.number(), usage: z.number().nullish() }))
  .nullish()

/** The quota of a project over all regions. */
export interface WireProject {
  /** Its limits. */
  readonly quotas?: readonly WireQuota[] | null | undefined
}

/** Schema of {@link WireProject}. Source: `Project` of the Compute Engine API v1. */
export const WireProject: z.ZodType<WireProject> = z.object({ quotas })

/** A page of the regions of a project. */
export interface WireRegionPage {
  /** The regions, each with its limits. */
  readonly items?: readonly ({ readonly name: string } & WireProject)[] | null | undefined
  /** The way to the next page; empty or absent: there is none. */
  readonly nextPageToken?: string | null | undefined
}

/** Schema of {@link WireRegionPage}. Source: `RegionList` of the Compute Engine API v1. */
export const WireRegionPage: z.ZodType<WireRegionPage> = z.object({
  items: z.array(z.object({ name: word, quotas })).nullish(),
  nextPageToken: z.string().nullish(),
})

/** What Google expects of Spot machines. */
export interface WireAdvice {
  /** Ways to get them, the best first. */
  readonly recommendations?:
    | readonly {
        readonly scores?:
          | {
              readonly obtainability?: number | null | undefined
              readonly estimatedUptime?: string | null | undefined
            }
          | null
          | undefined
        readonly shards?:
          | readonly {
              readonly zone?: string | null | undefined
              readonly machineType?: string | null | undefined
            }[]
          | null
          | undefined
      }[]
    | null
    | undefined
}

/** Schema of {@link WireAdvice}. Source: `advice.capacity` of the Compute Engine API beta, @google-cloud/compute 7.8.0. */
export const WireAdvice: z.ZodType<WireAdvice> = z.object({
  recommendations: z
    .array(
      z.object({
        scores: z
          .object({
            obtainability: z.number().min(0).max(1).nullish(),
            estimatedUptime: z.string().max(32).nullish(),
          })
          .nullish(),
        shards: z
          .array(
            z.object({ zone: z.string().max(512).nullish(), machineType: z.string().max(512).nullish() }),
          )
          .nullish(),
      }),
    )
    .nullish(),
})
