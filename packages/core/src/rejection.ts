import type { Site, TrustClass } from './clearance.ts'
import type { HostArchitecture, Interconnect, LeastTflops, Vendor } from './needs.ts'
import type { Offer } from './offer.ts'

/** The gates, and the estimate after them. */
export type GateName =
  | 'confidentiality'
  | 'residency'
  | 'technical'
  | 'price'
  | 'spot'
  | 'availability'
  | 'budget'
  | 'strategy'
  | 'estimate'

/**
 * The names of the gates in their order, then the estimate, which can turn out not to exist.
 *
 * @example
 * gateNames[0] // => 'confidentiality'
 */
export const gateNames: readonly GateName[] = [
  'confidentiality',
  'residency',
  'technical',
  'price',
  'spot',
  'availability',
  'budget',
  'strategy',
  'estimate',
]

/** One reason to refuse an offer. */
export interface Refused<Gate extends GateName, Kind extends string, Needed, Actual> {
  /** The gate that refused it. */
  readonly gate: Gate
  /** The rule that it broke. */
  readonly kind: Kind
  /** What the rule asks for, in the unit of {@link rejectionUnits}. */
  readonly needed: Needed
  /** What the offer has, in the same unit; null: unknown. */
  readonly actual: Actual
}

/** A fact that an offer may not state: null when it does not. */
type Maybe<T> = T | null

/** Why an offer can be refused: a tagged union over `kind`, each with what was needed and what the offer has. */
export type Refusal =
  | Refused<'confidentiality', 'site-not-allowed', readonly Site[], Site>
  | Refused<'residency', 'provider-not-allowed', readonly string[], string>
  | Refused<'residency', 'provider-denied', readonly string[], string>
  | Refused<'residency', 'country-not-allowed', readonly string[], Maybe<string>>
  | Refused<'residency', 'trust-too-low', TrustClass, Maybe<TrustClass>>
  | Refused<'residency', 'certification-missing', string, Maybe<readonly string[]>>
  | Refused<'residency', 'access-denied', string, Maybe<string>>
  | Refused<'technical', 'too-few-gpus', number, Maybe<number>>
  | Refused<'technical', 'vram-too-small', number, Maybe<number>>
  | Refused<'technical', 'total-vram-too-small', number, Maybe<number>>
  | Refused<'technical', 'model-not-allowed', readonly string[], string>
  | Refused<'technical', 'model-denied', readonly string[], string>
  | Refused<'technical', 'vendor-not-allowed', readonly Vendor[], Maybe<Vendor>>
  | Refused<'technical', 'compute-capability-too-low', number, Maybe<number>>
  | Refused<'technical', 'cuda-too-old', number, Maybe<number>>
  | Refused<'technical', 'driver-too-old', string, Maybe<string>>
  | Refused<'technical', 'tflops-too-low', LeastTflops, Maybe<number>>
  | Refused<'technical', 'memory-bandwidth-too-low', number, Maybe<number>>
  | Refused<'technical', 'form-factor-not-allowed', readonly string[], Maybe<string>>
  | Refused<'technical', 'interconnect-too-slow', Interconnect, Maybe<Interconnect>>
  | Refused<'technical', 'too-few-vcpus', number, Maybe<number>>
  | Refused<'technical', 'ram-too-small', number, Maybe<number>>
  | Refused<'technical', 'disk-too-small', number, Maybe<number>>
  | Refused<'technical', 'architecture-not-allowed', readonly HostArchitecture[], Maybe<HostArchitecture>>
  | Refused<'price', 'price-unknown', 'a price above 0', Maybe<number>>
  | Refused<'price', 'price-too-old', number, number>
  | Refused<'spot', 'spot-not-allowed', 'on-demand or owned', 'spot'>
  | Refused<'spot', 'spot-dearer-than-on-demand', number, number>
  | Refused<'availability', 'out-of-stock', 'stock', string>
  | Refused<'availability', 'busy-without-end', 'a known end', 'busy'>
  | Refused<'availability', 'failed-recently', number, string>
  | Refused<'availability', 'closed', number, Maybe<number>>
  | Refused<'availability', 'closes-too-early', number, number>
  | Refused<'estimate', 'speed-unknown', string, string>
  | Refused<'estimate', 'never-finishes', 'a finite run', Maybe<number>>
  | Refused<'budget', 'takes-too-long', number, number>
  | Refused<'budget', 'hourly-price-over-budget', number, number>
  | Refused<'budget', 'job-cost-over-budget', number, number>
  | Refused<'strategy', 'provider-excluded', readonly string[], string>

/** Which offer was refused. */
export interface RefusedOffer {
  /** The offer's id. */
  readonly offerId: string
  /** The offer's provider. */
  readonly provider: string
}

/** One refused offer, and why. */
export type Rejection = RefusedOffer & Refusal

/**
 * Refuses an offer.
 *
 * @param offer - The offer.
 * @param refusal - The rule that it broke.
 */
export const reject = (offer: Offer, refusal: Refusal): Rejection => {
  const { gate, kind, needed, actual } = refusal
  // Field by field, because a spread is slow here. The compiler loses sight of which fields belong together, hence the assertion.
  return { offerId: offer.id, provider: offer.provider, gate, kind, needed, actual } as Rejection
}

/** Tag of a {@link Rejection}. */
export type RejectionKind = Refusal['kind']

/**
 * Units of `needed` and `actual` where they are numbers.
 *
 * @example
 * rejectionUnits['vram-too-small'] // => 'GiB'
 */
export const rejectionUnits: { readonly [Kind in RejectionKind]?: string } = {
  'vram-too-small': 'GiB',
  'total-vram-too-small': 'GiB',
  'tflops-too-low': 'TFLOP/s',
  'memory-bandwidth-too-low': 'GB/s',
  'ram-too-small': 'GiB',
  'disk-too-small': 'GB',
  'price-unknown': 'USD/h',
  'price-too-old': 'h',
  'spot-dearer-than-on-demand': 'USD/h',
  'failed-recently': 'ms since 1970-01-01 UTC',
  closed: 'ms since 1970-01-01 UTC',
  'closes-too-early': 'ms since 1970-01-01 UTC',
  'never-finishes': 'h',
  'takes-too-long': 'h',
  'hourly-price-over-budget': 'USD/h',
  'job-cost-over-budget': 'USD',
}
