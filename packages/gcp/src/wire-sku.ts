import { z } from 'zod'

/** A price of one tier. */
interface WireUnitPrice {
  /** Currency, such as `USD`. */
  readonly currencyCode?: string | null | undefined
  /** Whole units, as a text of digits; absent: 0. */
  readonly units?: string | number | null | undefined
  /** Billionths of a unit; absent: 0. */
  readonly nanos?: number | null | undefined
}

/** One tier of a price. */
interface WireTier {
  /** From which amount it holds; absent: 0. */
  readonly startUsageAmount?: number | null | undefined
  /** The price. */
  readonly unitPrice: WireUnitPrice
}

/** What a SKU costs from a moment on. */
export interface WirePricing {
  /** From when on, in ISO 8601. */
  readonly effectiveTime?: string | null | undefined
  /** The price. */
  readonly pricingExpression: { readonly usageUnit: string; readonly tieredRates: readonly WireTier[] }
}

/** One item of the price list: what tells which one it is. */
export interface WireSku {
  /** Its path, which begins with its service. */
  readonly name?: string | null | undefined
  /** Its id. */
  readonly skuId?: string | null | undefined
  /** What it is, for people; nothing else tells. */
  readonly description: string
  /** How it is used. */
  readonly category?: { readonly usageType?: string | null | undefined } | null | undefined
  /** Regions where it holds. */
  readonly serviceRegions?: readonly string[] | null | undefined
}

/**
 * Schema of {@link WireSku}.
 *
 * Source: `Sku` of the Cloud Billing API v1; replies in opencost/opencost 5f65333 (2023).
 */
export const WireSku: z.ZodType<WireSku> = z.object({
  name: z.string().max(256).nullish(),
  skuId: z.string().max(64).nullish(),
  description: z.string().max(1024),
  category: z.object({ usageType: z.string().max(64).nullish() }).nullish(),
  serviceRegions: z.array(z.string().max(64)).max(500).nullish(),
})

const unitPrice = z.object({
  currencyCode: z.string().max(8).nullish(),
  units: z.union([z.string().regex(/^\d{1,9}$/), z.number().min(0).max(1e9)]).nullish(),
  nanos: z.number().min(0).max(1e9).nullish(),
})

/** What a SKU that counts says of its price. */
export interface WirePricedSku {
  /** Its prices, in the order of time. */
  readonly pricingInfo: readonly WirePricing[]
}

/** Schema of {@link WirePricedSku}. */
export const WirePricedSku: z.ZodType<WirePricedSku> = z.object({
  pricingInfo: z
    .array(
      z.object({
        effectiveTime: z.string().max(64).nullish(),
        pricingExpression: z.object({
          usageUnit: z.string().max(32),
          tieredRates: z
            .array(z.object({ startUsageAmount: z.number().min(0).nullish(), unitPrice }))
            .min(1)
            .max(100),
        }),
      }),
    )
    .min(1)
    .max(1000),
})

/** A page of the price list. Each item is checked by itself. */
export interface WireSkuPage {
  /** The items. */
  readonly skus?: readonly unknown[] | null | undefined
  /** The way to the next page; empty or absent: there is none. */
  readonly nextPageToken?: string | null | undefined
}

/** Schema of {@link WireSkuPage}. */
export const WireSkuPage: z.ZodType<WireSkuPage> = z.object({
  skus: z.array(z.unknown()).nullish(),
  nextPageToken: z.string().nullish(),
})
