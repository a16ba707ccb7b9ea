import type { Circle } from '../circle.ts'
import type { Estimate } from '../estimate/estimate.ts'
import type { Offer } from '../offer.ts'
import { strategyFor } from '../policy.ts'
import { type Rejection, reject } from '../rejection.ts'
import type { Strategy } from '../strategy.ts'

/** The only providers that a strategy leaves. */
export interface ExclusionRules {
  /** The providers; undefined: all. */
  readonly order: readonly string[] | undefined
  /** Local offers of other providers are spared while their wait is at most this (h); undefined: they are not. */
  readonly sparesLocalHours: number | undefined
}

const exclusionOf = (strategy: Strategy): ExclusionRules => {
  if (strategy.kind === 'provider-priority' && strategy.others === 'exclude')
    return { order: strategy.order, sparesLocalHours: undefined }
  if (strategy.kind !== 'local-first' || strategy.fallback === undefined)
    return { order: undefined, sparesLocalHours: undefined }
  return {
    order: exclusionOf(strategy.fallback).order,
    sparesLocalHours: strategy.maxLocalWaitHours ?? Number.POSITIVE_INFINITY,
  }
}

/** The providers that the strategy for a job excludes, itself or through its fallback. */
export const exclusionRulesOf = ({ policy, job }: Pick<Circle, 'job' | 'policy'>): ExclusionRules =>
  exclusionOf(strategyFor(policy, job))

const isLeft = (offer: Pick<Offer, 'provider'>, order: readonly string[] | undefined): boolean =>
  order === undefined || order.includes(offer.provider)

const excluded = (offer: Offer, needed: readonly string[]): Rejection =>
  reject(offer, { gate: 'strategy', kind: 'provider-excluded', needed, actual: offer.provider })

/** Whether the strategy leaves offers of a provider on a site, or spares them for now. */
export const leavesProvider = (
  { order, sparesLocalHours }: ExclusionRules,
  offer: Pick<Offer, 'provider' | 'site'>,
): boolean => isLeft(offer, order) || (sparesLocalHours !== undefined && offer.site === 'local')

/** Providers that the strategy excludes. */
export const exclusion = (offer: Offer, rules: ExclusionRules): Rejection | undefined =>
  rules.order === undefined || leavesProvider(rules, offer) ? undefined : excluded(offer, rules.order)

/** Local offers that were spared, and whose wait turns out to be too long. */
export const lateExclusion = (
  offer: Offer,
  estimated: Estimate,
  rules: ExclusionRules,
): Rejection | undefined => {
  const { order, sparesLocalHours } = rules
  if (order === undefined || sparesLocalHours === undefined || isLeft(offer, order)) return undefined
  return estimated.waitHours <= sparesLocalHours ? undefined : excluded(offer, order)
}
