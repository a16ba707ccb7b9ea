import type { Offer } from '@aima/gpu-core'
import { type FailureFacts, type Lesson, scopedTo } from '../place/failure-scope.ts'
import type { LossReason, LossSeverity } from './loss.ts'

/** What a loss means by its reason alone. */
export interface LossRule {
  /** What is lost. */
  readonly severity: LossSeverity
  /** Of what it is remembered: this offer, everything in its place, or nothing, because the job is at fault. */
  readonly remembered: 'offer' | 'place' | 'nothing'
  /** For how long (ms). */
  readonly ttlMs: number
  /** Whether capacity was taken away, which counts for the interruption rate of spot offers. */
  readonly isInterruption: boolean
  /** Whether the reason leaves open that the job itself is at fault. */
  readonly isUnexplained: boolean
}

const minuteMs = 60_000

const machine = { severity: 'temporary', remembered: 'offer', isInterruption: true } as const
const ofJob = { severity: 'critical', remembered: 'nothing', ttlMs: 0, isInterruption: false } as const

/**
 * What each reason means by itself.
 *
 * `interrupted`: the pool is short, and has changed within minutes. `machine-failed`: somebody must look at it. `zone-down`: outages of a zone last
 * an hour or more. `out-of-memory` and `job-failed`: no machine is to blame. Source: assumptions.
 * @example
 * lossRules['zone-down'].severity // => 'persistent'
 */
export const lossRules: Readonly<Record<LossReason, LossRule>> = {
  interrupted: { ...machine, ttlMs: 10 * minuteMs, isUnexplained: false },
  'machine-failed': { ...machine, ttlMs: 60 * minuteMs, isUnexplained: true },
  'zone-down': {
    severity: 'persistent',
    remembered: 'place',
    ttlMs: 60 * minuteMs,
    isInterruption: true,
    isUnexplained: false,
  },
  'out-of-memory': { ...ofJob, isUnexplained: false },
  'job-failed': { ...ofJob, isUnexplained: false },
  unknown: { ...machine, ttlMs: 10 * minuteMs, isUnexplained: true },
}

/** For how long a place is remembered where machines have been lost again and again (ms). */
const badPlaceMs = 60 * minuteMs

/** A loss and what such losses have come to. */
export interface JudgedLoss {
  /** Why. */
  readonly reason: LossReason
  /** What is lost. */
  readonly severity: LossSeverity
  /** For how long it should be remembered (ms), where the provider says so. */
  readonly retryAfterMs?: number | undefined
}

/** An owned machine without a zone says nothing about the others in the house. */
const placeOf = (offer: Offer): Omit<FailureFacts, 'reason'> => {
  const { provider, purchase, place } = offer
  if (place.zone !== undefined) return { provider, region: place.region, zone: place.zone }
  return purchase === 'owned' ? { offerId: offer.id } : { provider, region: place.region }
}

/**
 * What a loss teaches; undefined: nothing about machines.
 *
 * A place where machines of a type are lost again and again is remembered for that type.
 *
 * @param loss - Reason and severity.
 * @param offer - The offer that was lost.
 */
export const lessonOfLoss = (
  { reason, severity, retryAfterMs }: JudgedLoss,
  offer: Offer,
): Lesson | undefined => {
  const { remembered, ttlMs } = lossRules[reason]
  if (remembered === 'nothing') return undefined
  if (remembered === 'place') return { facts: { ...placeOf(offer), reason }, ttlMs: retryAfterMs ?? ttlMs }
  if (severity !== 'persistent' || offer.purchase === 'owned')
    return { facts: { ...scopedTo('offer', offer), reason }, ttlMs: retryAfterMs ?? ttlMs }
  return { facts: { ...scopedTo('zone', offer), reason }, ttlMs: retryAfterMs ?? badPlaceMs }
}
