import type { Capacity, OpenWindow } from '../capacity.ts'
import type { Circle } from '../circle.ts'
import type { Estimate } from '../estimate/estimate.ts'
import { failureFits, type RememberedFailure } from '../failure.ts'
import type { Offer } from '../offer.ts'
import { type Rejection, reject } from '../rejection.ts'

const hourMs = 3_600_000

/** What is known of failed attempts, and what time it is. */
export interface AvailabilityRules {
  /** Failures that still count. */
  readonly failures: readonly RememberedFailure[]
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** The availability rules of a moment. */
export const availabilityRulesOf = ({ failures, nowMs }: Circle): AvailabilityRules => ({
  failures: failures.filter(({ untilMs }) => untilMs > nowMs),
  nowMs,
})

/** A busy GPU is an offer with a wait; when nobody knows how long, it is none. */
const isBusyWithoutEnd = (capacity: Capacity): boolean =>
  capacity.stock === 'busy' && capacity.allocHours === undefined && capacity.availability === undefined

const windowAt = (windows: readonly OpenWindow[] | undefined, atMs: number): OpenWindow | undefined =>
  windows?.find(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)

/** Until when it stays open from a time on, through windows that touch or overlap. */
const openUntil = (windows: readonly OpenWindow[], fromMs: number): number => {
  let untilMs = fromMs
  let window = windowAt(windows, untilMs)
  while (window !== undefined) {
    untilMs = window.untilMs
    window = windowAt(windows, untilMs)
  }
  return untilMs
}

const nextOpening = (windows: readonly OpenWindow[], afterMs: number): number | null => {
  const openings = windows.map(({ fromMs }) => fromMs).filter((fromMs) => fromMs > afterMs)
  return openings.length === 0 ? null : Math.min(...openings)
}

const stock = (offer: Offer, capacity: Capacity, nowMs: number): Rejection | undefined => {
  if (capacity.stock === 'none' || capacity.availability === 0)
    return reject(offer, { gate: 'availability', kind: 'out-of-stock', needed: 'stock', actual: 'none' })
  if (isBusyWithoutEnd(capacity))
    return reject(offer, {
      gate: 'availability',
      kind: 'busy-without-end',
      needed: 'a known end',
      actual: 'busy',
    })
  const windows = capacity.openWindows
  if (windows === undefined || windowAt(windows, nowMs) !== undefined) return undefined
  return reject(offer, {
    gate: 'availability',
    kind: 'closed',
    needed: nowMs,
    actual: nextOpening(windows, nowMs),
  })
}

const failure = (offer: Offer, failures: readonly RememberedFailure[]): Rejection | undefined => {
  if (failures.length === 0) return undefined
  const remembered = failures.find((candidate) => failureFits(candidate, offer))
  return (
    remembered &&
    reject(offer, {
      gate: 'availability',
      kind: 'failed-recently',
      needed: remembered.untilMs,
      actual: remembered.reason,
    })
  )
}

/** Not known to be gone, not in the memory of failures, and inside its opening hours. */
export const availability = (offer: Offer, { failures, nowMs }: AvailabilityRules): Rejection | undefined => {
  const { capacity } = offer
  return (capacity && stock(offer, capacity, nowMs)) ?? failure(offer, failures)
}

/** Open until the job is done. */
export const closing = (
  offer: Offer,
  { completionHours }: Estimate,
  { nowMs }: AvailabilityRules,
): Rejection | undefined => {
  const windows = offer.capacity?.openWindows
  if (windows === undefined) return undefined
  const needed = nowMs + completionHours * hourMs
  const actual = openUntil(windows, nowMs)
  if (needed <= actual) return undefined
  return reject(offer, { gate: 'availability', kind: 'closes-too-early', needed, actual })
}
