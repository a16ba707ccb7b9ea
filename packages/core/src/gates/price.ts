import type { Circle } from '../circle.ts'
import type { Offer, ProviderKind } from '../offer.ts'
import { defaultPriceAgeHours } from '../policy.ts'
import { type Rejection, reject } from '../rejection.ts'

const hourMs = 3_600_000

/** What a price must be. */
export interface PriceRules {
  /** Price of an offer (USD/h), adjusted; undefined: unknown. */
  readonly usdPerHourOf: (offer: Offer) => number | undefined
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
  /** Most that a price of a hyperscaler may be old (h). */
  readonly hyperscalerHours: number
  /** The same for GPU clouds (h). */
  readonly gpuCloudHours: number
  /** The same for local sources (h). */
  readonly localHours: number
}

/** The price rules of a policy. */
export const priceRulesOf = ({ policy, nowMs, terms }: Circle): PriceRules => {
  const ages = policy.maximumPriceAgeHours
  const ageOf = (kind: ProviderKind): number => ages?.[kind] ?? defaultPriceAgeHours[kind]
  return {
    usdPerHourOf: terms.usdPerHourOf,
    nowMs,
    hyperscalerHours: ageOf('hyperscaler'),
    gpuCloudHours: ageOf('gpu-cloud'),
    localHours: ageOf('local'),
  }
}

/** The cost of an owned GPU is computed, so it does not age. */
const isComputed = (offer: Offer): boolean =>
  offer.purchase === 'owned' && !((offer.price?.usdPerHour ?? 0) > 0)

/** Three fields and no table: this is the hottest look-up of a decision. */
const longestAge = (kind: ProviderKind, rules: PriceRules): number => {
  if (kind === 'hyperscaler') return rules.hyperscalerHours
  return kind === 'local' ? rules.localHours : rules.gpuCloudHours
}

/** A price that is known, above 0 and young enough. A price of 0 is unknown, and unknown never wins. */
export const price = (offer: Offer, rules: PriceRules): Rejection | undefined => {
  const usdPerHour = rules.usdPerHourOf(offer)
  if (usdPerHour === undefined || !(usdPerHour > 0)) {
    const actual = usdPerHour ?? offer.price?.usdPerHour ?? null
    return reject(offer, { gate: 'price', kind: 'price-unknown', needed: 'a price above 0', actual })
  }
  const needed = longestAge(offer.providerKind, rules)
  const actual = (rules.nowMs - offer.observedAtMs) / hourMs
  if (actual <= needed || isComputed(offer)) return undefined
  return reject(offer, { gate: 'price', kind: 'price-too-old', needed, actual })
}
