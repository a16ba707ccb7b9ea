import { z } from 'zod'

/**
 * One row of the price list: the fields that are used.
 *
 * Source: Microsoft's page "Azure Retail Prices" (2026), and rows of 2025-06-22 and 2026-09-16 that others published. Names of sizes and
 * regions may be empty or have blanks around them.
 */
export interface WirePrice {
  /** Size, such as `Standard_NC24ads_A100_v4`. */
  readonly armSkuName?: string | null | undefined
  /** Region, such as `eastus`. */
  readonly armRegionName?: string | null | undefined
  /** Price of a unit, in the currency of the row. */
  readonly retailPrice: number
  /** ISO 4217 code. */
  readonly currencyCode: string
  /** Such as `1 Hour`. A reservation says so too, and states the price of all its years. */
  readonly unitOfMeasure: string
  /** `Consumption`, `DevTestConsumption` or `Reservation`. */
  readonly type: string
  /** Such as `Virtual Machines NDsr H100 v5 Series Windows`: only here it says for which system. */
  readonly productName?: string | null | undefined
  /** Such as `ND96isrH100v5 Spot`. */
  readonly meterName?: string | null | undefined
  /** Such as `ND96isrH100v5 Spot`, in one of two styles. */
  readonly skuName?: string | null | undefined
  /** From when it holds (ISO 8601). */
  readonly effectiveStartDate?: string | null | undefined
  /** Until when it holds (ISO 8601); absent: without end. */
  readonly effectiveEndDate?: string | null | undefined
  /** Whether it is the first of several rows for one meter. */
  readonly isPrimaryMeterRegion?: boolean | null | undefined
  /** From which volume on it holds. */
  readonly tierMinimumUnits?: number | null | undefined
}

const text = z.string().max(256).nullish()

/** Schema of {@link WirePrice}. A reservation of many years may cost millions. */
export const WirePrice: z.ZodType<WirePrice> = z.object({
  armSkuName: text,
  armRegionName: text,
  retailPrice: z.number().min(0).max(1e8),
  currencyCode: z.string().max(16),
  unitOfMeasure: z.string().max(64),
  type: z.string().max(64),
  productName: text,
  meterName: text,
  skuName: text,
  effectiveStartDate: text,
  effectiveEndDate: text,
  isPrimaryMeterRegion: z.boolean().nullish(),
  tierMinimumUnits: z.number().nullish(),
})

/** A page of the price list. Each row is checked by itself. */
export interface WirePricePage {
  /** Its rows. */
  readonly Items: readonly unknown[]
  /** Address of the next page, with port 443 in it; absent or null: this is the last. */
  readonly NextPageLink?: string | null | undefined
}

/** Schema of {@link WirePricePage}. */
export const WirePricePage: z.ZodType<WirePricePage> = z.object({
  Items: z.array(z.unknown()),
  NextPageLink: z.string().max(16_384).nullish(),
})
