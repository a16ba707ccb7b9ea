import { type CompleteTerms, type Offer, tieredUsd } from '@aima/gpu-core'
import type { BillItem, BillLine } from '../result/bill-line.ts'
import type { MeteredTime } from './meter.ts'

/** Whose bill it is, for what, and when. */
export interface BillHead {
  /** The job. */
  readonly jobId: string
  /** The offer. */
  readonly offer: Offer
  /** When it is due (ms since 1970-01-01 UTC). */
  readonly atMs: number
}

/** Hours of one billing month (cost-model.md, section 1). */
const hoursPerMonth = 730

const units: Readonly<Record<BillItem, BillLine['unit']>> = {
  compute: 'h',
  ingress: 'GB',
  'source-egress': 'GB',
  egress: 'GB',
  storage: 'GB-month',
}

const lineOf = (
  { jobId, offer, atMs }: BillHead,
  item: BillItem,
  { quantity, usdPerUnit }: { readonly quantity: number; readonly usdPerUnit: number },
): readonly BillLine[] =>
  quantity > 0 && usdPerUnit > 0
    ? [
        {
          jobId,
          offerId: offer.id,
          provider: offer.provider,
          item,
          atMs,
          quantity,
          unit: units[item],
          usdPerUnit,
          usd: quantity * usdPerUnit,
        },
      ]
    : []

/**
 * Bills machine time: a line for each price.
 *
 * @param head - Whose it is.
 * @param times - The time.
 */
export const computeLines = (head: BillHead, times: readonly MeteredTime[]): readonly BillLine[] =>
  times.flatMap(({ hours, usdPerHour }) =>
    lineOf(head, 'compute', { quantity: hours, usdPerUnit: usdPerHour }),
  )

/**
 * Bills traffic in: what the offer asks, and what the place asks that the input leaves.
 *
 * @param head - Whose it is.
 * @param gb - How much (GB).
 * @param terms - The prices.
 */
export const uploadLines = (
  head: BillHead,
  gb: number,
  { work, terms }: CompleteTerms,
): readonly BillLine[] => [
  ...lineOf(head, 'ingress', { quantity: gb, usdPerUnit: terms.ingressUsdPerGB }),
  ...lineOf(head, 'source-egress', { quantity: gb, usdPerUnit: work.sourceEgressUsdPerGB }),
]

/**
 * Bills traffic out, by volume where there are tiers.
 *
 * @param head - Whose it is.
 * @param terms - The prices, and how much it is.
 */
export const downloadLines = (head: BillHead, { work, terms }: CompleteTerms): readonly BillLine[] => {
  const { outputGB: quantity } = work
  const usdPerUnit =
    terms.egressTiers === undefined || quantity === 0
      ? terms.egressUsdPerGB
      : tieredUsd(quantity, terms.egressTiers) / quantity
  return lineOf(head, 'egress', { quantity, usdPerUnit })
}

/**
 * Bills the disk of a job for a time.
 *
 * @param head - Whose it is.
 * @param hours - How long (h).
 * @param terms - The price, and how large it is.
 */
export const storageLines = (
  head: BillHead,
  hours: number,
  { work, terms }: CompleteTerms,
): readonly BillLine[] =>
  lineOf(head, 'storage', {
    quantity: ((work.inputGB + work.outputGB + work.imageGB + work.scratchGB) * hours) / hoursPerMonth,
    usdPerUnit: terms.storageUsdPerGBMonth,
  })
