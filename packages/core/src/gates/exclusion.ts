import type { Circle } from '../circle.ts'
import type { Offer } from '../offer.ts'
import { strategyFor } from '../policy.ts'
import { type Rejection, reject } from '../rejection.ts'

/** The only providers that the strategy leaves for a job; undefined: all. */
export const exclusionRulesOf = ({ policy, job }: Circle): readonly string[] | undefined => {
  const strategy = strategyFor(policy, job)
  return strategy.kind === 'provider-priority' && strategy.others === 'exclude' ? strategy.order : undefined
}

/** Providers that the strategy excludes. */
export const exclusion = (offer: Offer, needed: readonly string[] | undefined): Rejection | undefined =>
  needed === undefined || needed.includes(offer.provider)
    ? undefined
    : reject(offer, { gate: 'strategy', kind: 'provider-excluded', needed, actual: offer.provider })
