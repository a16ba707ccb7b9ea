import { z } from 'zod'
import { type Offer, PurchaseModel } from './offer.ts'
import { nonNegative, shortText } from './parse.ts'

/** Which offers an adjustment is for: all fields that are stated must fit. */
export interface OfferCondition {
  /** Provider's name. */
  readonly provider?: string | undefined
  /** Source's id. */
  readonly source?: string | undefined
  /** How the offer is had. */
  readonly purchase?: PurchaseModel | undefined
  /** Canonical GPU model. */
  readonly model?: string | undefined
}

/** What an administrator knows about prices that a price list does not: discounts, credits, contracts. */
export type PriceAdjustment =
  | {
      /** The price is multiplied. */
      readonly kind: 'multiply'
      /** Which offers. */
      readonly where: OfferCondition
      /** Factor (0.85 is a discount of 15 %). */
      readonly factor: number
    }
  | {
      /** An amount is added. */
      readonly kind: 'add'
      /** Which offers. */
      readonly where: OfferCondition
      /** Amount for the whole offer (USD/h); negative for a credit. */
      readonly usdPerHour: number
    }
  | {
      /** The price is replaced. */
      readonly kind: 'set'
      /** Which offers. */
      readonly where: OfferCondition
      /** Price of the whole offer (USD/h). */
      readonly usdPerHour: number
    }

const OfferCondition: z.ZodType<OfferCondition> = z.strictObject({
  provider: shortText.optional(),
  source: shortText.optional(),
  purchase: PurchaseModel.optional(),
  model: shortText.optional(),
})

/** Schema of {@link PriceAdjustment}. */
export const PriceAdjustment: z.ZodType<PriceAdjustment> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('multiply'), where: OfferCondition, factor: nonNegative }),
  z.strictObject({ kind: z.literal('add'), where: OfferCondition, usdPerHour: z.number() }),
  z.strictObject({ kind: z.literal('set'), where: OfferCondition, usdPerHour: nonNegative }),
])

const fits = (where: OfferCondition, offer: Offer): boolean =>
  (where.provider === undefined || where.provider === offer.provider) &&
  (where.source === undefined || where.source === offer.source) &&
  (where.purchase === undefined || where.purchase === offer.purchase) &&
  (where.model === undefined || where.model === offer.gpu.model)

const adjusted = (usdPerHour: number, adjustment: PriceAdjustment): number => {
  switch (adjustment.kind) {
    case 'multiply':
      return usdPerHour * adjustment.factor
    case 'add':
      return usdPerHour + adjustment.usdPerHour
    case 'set':
      return adjustment.usdPerHour
  }
}

/**
 * Applies every adjustment that fits an offer, in the order of the list.
 *
 * @param usdPerHour - Price of the whole offer (USD/h).
 * @param offer - The offer that it belongs to.
 * @param adjustments - As the policy lists them.
 * @returns The adjusted price (USD/h). The price gate refuses it when it is not above 0.
 * @example
 * adjustedUsdPerHour(2, { provider: 'aws' }, [{ kind: 'multiply', where: { provider: 'aws' }, factor: 0.5 }]) // => 1
 */
export const adjustedUsdPerHour = (
  usdPerHour: number,
  offer: Offer,
  adjustments: readonly PriceAdjustment[],
): number => {
  let price = usdPerHour
  for (const adjustment of adjustments) if (fits(adjustment.where, offer)) price = adjusted(price, adjustment)
  return price + 0 // never -0, which JSON would not keep
}
