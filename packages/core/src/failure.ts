import { z } from 'zod'
import { type Offer, PurchaseModel } from './offer.ts'
import { count, shortText } from './parse.ts'

/** An attempt to get capacity that failed, and for how long that is remembered. All fields that are stated must fit an offer. */
export interface RememberedFailure {
  /** Until when it counts (ms since 1970-01-01 UTC). */
  readonly untilMs: number
  /** What happened, such as `no-capacity`. */
  readonly reason: string
  /** The offer. */
  readonly offerId?: string | undefined
  /** All offers of a source. */
  readonly source?: string | undefined
  /** All offers of a provider. */
  readonly provider?: string | undefined
  /** All offers of a region. */
  readonly region?: string | undefined
  /** All offers of a zone. */
  readonly zone?: string | undefined
  /** All offers of a purchase model. */
  readonly purchase?: PurchaseModel | undefined
  /** All offers of a GPU, by canonical model, or by its printed name where it has no model. */
  readonly gpu?: string | undefined
  /** All offers with so many GPUs. */
  readonly gpuCount?: number | undefined
}

/** Schema of {@link RememberedFailure}. */
export const RememberedFailure: z.ZodType<RememberedFailure> = z.strictObject({
  untilMs: z.number(),
  reason: shortText,
  offerId: shortText.optional(),
  source: shortText.optional(),
  provider: shortText.optional(),
  region: shortText.optional(),
  zone: shortText.optional(),
  purchase: PurchaseModel.optional(),
  gpu: shortText.optional(),
  gpuCount: count.optional(),
})

/**
 * Tells whether a failure speaks of an offer.
 *
 * @param failure - What is remembered.
 * @param offer - The offer.
 * @example
 * failureFits({ untilMs: 1, reason: 'no-quota', provider: 'aws' }, { provider: 'aws', place: { region: 'eu-1' } }) // => true
 */
export const failureFits = (failure: RememberedFailure, offer: Offer): boolean =>
  (failure.offerId === undefined || failure.offerId === offer.id) &&
  (failure.source === undefined || failure.source === offer.source) &&
  (failure.provider === undefined || failure.provider === offer.provider) &&
  (failure.region === undefined || failure.region === offer.place.region) &&
  (failure.zone === undefined || failure.zone === offer.place.zone) &&
  (failure.purchase === undefined || failure.purchase === offer.purchase) &&
  (failure.gpu === undefined || failure.gpu === (offer.gpu.model ?? offer.gpu.name)) &&
  (failure.gpuCount === undefined || failure.gpuCount === offer.gpuCount)
