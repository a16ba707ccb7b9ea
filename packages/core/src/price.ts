import { z } from 'zod'
import { nonNegative, positive, shortText } from './parse.ts'

/** A price in another currency, before it was converted. */
export interface ConvertedPrice {
  /** ISO 4217 code, such as `EUR`. */
  readonly currency: string
  /** The original price of the whole offer per hour, in that currency. */
  readonly amountPerHour: number
  /** Rate that was used (USD per unit of the currency). */
  readonly usdPerUnit: number
}

/** One part of an hourly price, such as the GPU, the host or its disk. */
export interface PricePart {
  /** What is paid for. */
  readonly name: string
  /** Its share of the hourly price of the whole offer (USD/h). */
  readonly usdPerHour: number
}

/** What a provider asks. */
export interface Price {
  /** Price of the whole offer, with all its GPUs (USD/h). Absent or 0: unknown, and unknown never wins. */
  readonly usdPerHour?: number | undefined
  /** On a spot offer: price of the same thing on demand (USD/h). */
  readonly onDemandUsdPerHour?: number | undefined
  /** How the hourly price is made up. */
  readonly parts?: readonly PricePart[] | undefined
  /** The original price, when it was not in USD. */
  readonly converted?: ConvertedPrice | undefined
}

/** Schema of {@link Price}. */
export const Price: z.ZodType<Price> = z.object({
  usdPerHour: nonNegative.optional(),
  onDemandUsdPerHour: nonNegative.optional(),
  parts: z.array(z.object({ name: shortText, usdPerHour: nonNegative })).optional(),
  converted: z
    .object({ currency: z.string().regex(/^[A-Z]{3}$/), amountPerHour: nonNegative, usdPerUnit: positive })
    .optional(),
})

/** What an owned GPU costs its owner. Prices of energy come from here first, then from the policy. */
export interface Ownership {
  /** Purchase price of what the offer holds (USD). */
  readonly capexUsd?: number | undefined
  /** What it can be sold for at the end of its life (USD). Default 0. */
  readonly residualUsd?: number | undefined
  /** Years of use (> 0). */
  readonly lifeYears?: number | undefined
  /** Share of all hours in which it works (above 0, at most 1). */
  readonly utilisation?: number | undefined
  /** Maintenance (USD/h). Default 0. */
  readonly maintenanceUsdPerHour?: number | undefined
  /** What the best other waiting job would save per hour on this GPU (USD/h); 0 when nothing waits. */
  readonly shadowUsdPerHour?: number | undefined
  /** Electricity tariff of the place (USD/kWh). */
  readonly usdPerKWh?: number | undefined
}

/** Schema of {@link Ownership}. */
export const Ownership: z.ZodType<Ownership> = z.object({
  capexUsd: nonNegative.optional(),
  residualUsd: nonNegative.optional(),
  lifeYears: positive.optional(),
  utilisation: positive.max(1).optional(),
  maintenanceUsdPerHour: nonNegative.optional(),
  shadowUsdPerHour: nonNegative.optional(),
  usdPerKWh: nonNegative.optional(),
})

/** Billing rules. */
export interface Billing {
  /** Smallest unit that is billed (s). */
  readonly billStepSeconds?: number | undefined
  /** Least time that is billed (s). */
  readonly billMinSeconds?: number | undefined
}

/** Schema of {@link Billing}. */
export const Billing: z.ZodType<Billing> = z.object({
  billStepSeconds: positive.optional(),
  billMinSeconds: nonNegative.optional(),
})

/** Power that an offer draws, for its electricity bill and its carbon. */
export interface Energy {
  /** Power of the offer while it works (kW). */
  readonly powerKW?: number | undefined
  /** Power usage effectiveness of the building (≥ 1). */
  readonly pue?: number | undefined
  /** Carbon intensity of the grid (g CO2e per kWh); absent: unknown. */
  readonly gridGPerKWh?: number | undefined
}

/** Schema of {@link Energy}. */
export const Energy: z.ZodType<Energy> = z.object({
  powerKW: nonNegative.optional(),
  pue: z.number().min(1).optional(),
  gridGPerKWh: nonNegative.optional(),
})
