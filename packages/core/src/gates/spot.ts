import type { Circle } from '../circle.ts'
import type { Offer } from '../offer.ts'
import { type Rejection, reject } from '../rejection.ts'

/** Whether policy and job allow spot capacity. */
export const spotRulesOf = ({ policy, job }: Circle): boolean =>
  policy.allowSpot !== false && job.allowSpot !== false

/** Spot capacity, where policy and job allow it and it is not dearer than the same thing on demand. */
export const spot = (offer: Offer, allowsSpot: boolean): Rejection | undefined => {
  if (offer.purchase !== 'spot') return undefined
  if (!allowsSpot)
    return reject(offer, {
      gate: 'spot',
      kind: 'spot-not-allowed',
      needed: 'on-demand or owned',
      actual: 'spot',
    })
  const needed = offer.price?.onDemandUsdPerHour
  const actual = offer.price?.usdPerHour
  if (needed === undefined || actual === undefined || needed <= 0 || actual <= needed) return undefined
  return reject(offer, { gate: 'spot', kind: 'spot-dearer-than-on-demand', needed, actual })
}
