import { z } from 'zod'

/** A page of a list of Azure's management. Each row is checked by itself. */
export interface WireList {
  /** Its rows. */
  readonly value: readonly unknown[]
  /** Address of the next page. */
  readonly nextLink?: string | null | undefined
}

/** Schema of {@link WireList}. */
export const WireList: z.ZodType<WireList> = z.object({
  value: z.array(z.unknown()),
  nextLink: z.string().max(16_384).nullish(),
})

/** What may not be had of a size. */
interface WireRestriction {
  /** `Location`: nothing of it; `Zone`: only some zones. */
  readonly type?: string | null | undefined
  /** Regions. */
  readonly values?: readonly string[] | null | undefined
  /** `NotAvailableForSubscription` or `QuotaId`. */
  readonly reasonCode?: string | null | undefined
}

/** A size as a subscription sees it. Sources: `ResourceSku` of @azure/arm-compute 24; rows of southcentralus, 2025-06-03. */
export interface WireSku {
  /** Kind of resource; `virtualMachines` are read. */
  readonly resourceType: string
  /** Name, such as `Standard_NC24ads_A100_v4`. */
  readonly name: string
  /** Name of its quota. */
  readonly family?: string | null | undefined
  /** Facts; all values are texts. */
  readonly capabilities?: readonly { readonly name: string; readonly value: string }[] | null | undefined
  /** What may not be had. */
  readonly restrictions?: readonly WireRestriction[] | null | undefined
}

const text = z.string().max(256)

/** Schema of {@link WireSku}. */
export const WireSku: z.ZodType<WireSku> = z.object({
  resourceType: text,
  name: text,
  family: text.nullish(),
  capabilities: z.array(z.object({ name: text, value: text })).nullish(),
  restrictions: z
    .array(z.object({ type: text.nullish(), values: z.array(text).nullish(), reasonCode: text.nullish() }))
    .nullish(),
})

/** A quota. Source: `Usage` of @azure/arm-compute 24. */
export interface WireUsage {
  /** How much is in use. */
  readonly currentValue: number
  /** How much may be. */
  readonly limit: number
  /** Its name. */
  readonly name: { readonly value: string }
}

/** Schema of {@link WireUsage}. */
export const WireUsage: z.ZodType<WireUsage> = z.object({
  currentValue: z.number().min(0).max(1e12),
  limit: z.number().min(-1).max(1e12),
  name: z.object({ value: text }),
})

/** A page of Resource Graph, as a list of objects. Source: `QueryResponse` of @azure/arm-resourcegraph 4.2. */
export interface WireGraphPage {
  /** Rows. */
  readonly data: readonly unknown[]
  /** `true`: there is more. */
  readonly resultTruncated?: string | null | undefined
  /** Where it goes on. */
  readonly $skipToken?: string | null | undefined
}

/** Schema of {@link WireGraphPage}. */
export const WireGraphPage: z.ZodType<WireGraphPage> = z.object({
  data: z.array(z.unknown()),
  resultTruncated: text.nullish(),
  $skipToken: z.string().max(16_384).nullish(),
})

/** How often Spot machines of a size are taken away in a region. */
export interface WireEviction {
  /** Size, in small letters. */
  readonly skuName: string
  /** Region. */
  readonly location: string
  /** Share of the machines that are taken away in an hour (%), such as `0-5` or `20+`. */
  readonly evictionRate: string
}

/** Schema of {@link WireEviction}. */
export const WireEviction: z.ZodType<WireEviction> = z.object({
  skuName: text,
  location: text,
  evictionRate: text,
})

/** Scores, unread. */
export interface WireScores {
  /** One for each size and region. */
  readonly placementScores: readonly unknown[]
}

/** Schema of {@link WireScores}. */
export const WireScores: z.ZodType<WireScores> = z.object({ placementScores: z.array(z.unknown()) })

/** How likely a Spot machine is to be had. Source: Microsoft's page "Spot Placement Score" (2025-10). */
export interface WireScore {
  /** Size. */
  readonly sku: string
  /** Region. */
  readonly region: string
  /** `High`, `Medium`, `Low`, `DataNotFoundOrStale` or `RestrictedSkuNotAvailable`. */
  readonly score: string
  /** False: the quota of Spot is too small. */
  readonly isQuotaAvailable?: boolean | null | undefined
}

/** Schema of {@link WireScore}. */
export const WireScore: z.ZodType<WireScore> = z.object({
  sku: text,
  region: text,
  score: text,
  isQuotaAvailable: z.boolean().nullish(),
})

/** What Azure's management says of a failure. Source: `CloudError` of @azure/arm-compute 24. */
export interface WireFailure {
  /** The failure. */
  readonly error: { readonly code: string }
}

/** Schema of {@link WireFailure}. */
export const WireFailure: z.ZodType<WireFailure> = z.object({ error: z.object({ code: text }) })
