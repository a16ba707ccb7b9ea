import type { Offer, RememberedFailure } from '@aima/gpu-core'
import type { LaunchFailure, LaunchFailureKind } from './launch.ts'

/**
 * Of what a failure speaks. `offer`: of this one. `zone`: of this GPU, in this number and purchase model, in this zone, or in the region of an
 * offer that names no zone. `type`: of this GPU, in this number and purchase model, anywhere at this provider. `provider`: of all that it has.
 */
export type FailureScope = 'offer' | 'zone' | 'type' | 'provider'

/** How a kind of failure is remembered. */
export interface FailureRule {
  /** Of what it speaks. */
  readonly scope: FailureScope
  /** For how long it is remembered, unless the failure says so itself (ms). */
  readonly ttlMs: number
  /** Whether it speaks of the hardware, so that offers that share it are passed over as well. */
  readonly isOfHardware: boolean
}

/** Kinds of failures that are remembered. */
export type RememberedKind = LaunchFailureKind | 'timed-out'

const minuteMs = 60_000

/**
 * How each kind of failure is remembered.
 *
 * `no-capacity`: the zone is sold out, which changes within minutes. `no-quota`: quotas are granted by type and purchase model, and raised by
 * people, in hours. `price-moved`: longer than the listings of marketplaces are cached, so that the next look is a new one. `unauthorized`: all
 * of the provider, until somebody has put the credentials right. `bad-request`: the same offer would be misunderstood again. `unknown` and
 * `timed-out`: may be over at once, and concern the offer at most.
 *
 * Source: assumptions; architecture.md, section 6, asks for a time to live by reason.
 * @example
 * failureRules['no-quota'].scope // => 'type'
 */
export const failureRules: Readonly<Record<RememberedKind, FailureRule>> = {
  'no-capacity': { scope: 'zone', ttlMs: 10 * minuteMs, isOfHardware: true },
  'no-quota': { scope: 'type', ttlMs: 60 * minuteMs, isOfHardware: false },
  'price-moved': { scope: 'offer', ttlMs: 5 * minuteMs, isOfHardware: false },
  unauthorized: { scope: 'provider', ttlMs: 15 * minuteMs, isOfHardware: false },
  'bad-request': { scope: 'offer', ttlMs: 60 * minuteMs, isOfHardware: false },
  unknown: { scope: 'offer', ttlMs: 2 * minuteMs, isOfHardware: true },
  'timed-out': { scope: 'offer', ttlMs: 10 * minuteMs, isOfHardware: true },
}

/** What is remembered of a failure, without its end. */
export type FailureFacts = Omit<RememberedFailure, 'untilMs'>

/** A machine of its own: what happens to it says nothing about others of its type. */
const isOneMachine = ({ purchase, exclusiveKeys }: Offer): boolean =>
  purchase === 'owned' || exclusiveKeys !== undefined

/** The scope of a failure of an offer: a failure of owned machines speaks of the one only, and so does being taken of any single machine. */
const scopeFor = (kind: RememberedKind, offer: Offer): FailureScope => {
  if (offer.purchase === 'owned') return 'offer'
  return kind === 'no-capacity' && isOneMachine(offer) ? 'offer' : failureRules[kind].scope
}

/**
 * Puts a scope into the words in which core remembers failures.
 *
 * @param scope - Of what the failure speaks.
 * @param offer - The offer that failed.
 * @example
 * scopedTo('provider', { id: 'a', provider: 'aws' }) // => { provider: 'aws' }
 */
export const scopedTo = (scope: FailureScope, offer: Offer): Omit<FailureFacts, 'reason'> => {
  const { id, provider, gpu, gpuCount, purchase } = offer
  if (scope === 'offer') return { offerId: id }
  if (scope === 'provider') return { provider }
  const type = { provider, gpu: gpu.model ?? gpu.name, gpuCount, purchase }
  if (scope === 'type') return type
  const { region, zone } = offer.place
  return { ...type, region, ...(zone === undefined ? {} : { zone }) }
}

/** A failed launch as it is remembered: what, and for how long. */
export interface Lesson {
  /** Of what it speaks, and why. */
  readonly facts: FailureFacts
  /** For how long (ms). */
  readonly ttlMs: number
}

/**
 * What a failed launch teaches.
 *
 * @param failure - The failure; its `retryAfterMs` counts before the rule's time to live.
 * @param offer - The offer.
 * @see {@link failureRules} for the table.
 * @example
 * lessonOf({ kind: 'unauthorized', retryAfterMs: 5 }, { id: 'a', provider: 'aws', purchase: 'spot' }) // => { facts: { provider: 'aws', reason: 'unauthorized' }, ttlMs: 5 }
 */
export const lessonOf = (
  { kind, retryAfterMs }: Pick<LaunchFailure, 'retryAfterMs'> & { readonly kind: RememberedKind },
  offer: Offer,
): Lesson => ({
  facts: { ...scopedTo(scopeFor(kind, offer), offer), reason: kind },
  ttlMs: retryAfterMs ?? failureRules[kind].ttlMs,
})
