import { defaultMaximumPriceDrift, type Policy } from './policy.ts'

/** The replaced defaults of both, the inner one first; one that is set to undefined replaces nothing. */
const replacedDefaults = (outer: Policy, inner: Policy): Policy['defaults'] => {
  if (outer.defaults === undefined || inner.defaults === undefined) return inner.defaults ?? outer.defaults
  const stated = Object.entries(inner.defaults).filter(([, value]) => value !== undefined)
  return { ...outer.defaults, ...Object.fromEntries(stated) }
}

/** The policy with the numbers of a larger circle where it states none of its own. */
const withNumbersOf = (outer: Policy, inner: Policy): Policy => ({
  ...inner,
  priceAdjustments: inner.priceAdjustments ?? outer.priceAdjustments,
  localCost: inner.localCost ?? outer.localCost,
  defaults: replacedDefaults(outer, inner),
})

/** The lesser drift limit. A policy that states none holds to the default, so the default is what the other is compared with. */
const lesserDrift = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined && other === undefined
    ? undefined
    : Math.min(one ?? defaultMaximumPriceDrift, other ?? defaultMaximumPriceDrift)

/**
 * Merges two policies, such as an organisation's and a team's, into one that only ever tightens: an offer must pass the gates of both.
 *
 * Each keeps its own rules and is applied as it was written, with its own numbers, so that nothing is admitted that one of them refuses: providers that the outer
 * strategy excludes stay excluded, too. The ranking is that of the inner policy; where it states no price adjustments, local cost mode or
 * defaults, its estimates use those of the outer one.
 *
 * @param outer - The policy of the larger circle.
 * @param inner - The policy inside it.
 * @example
 * mergePolicies({ strategy: { kind: 'cost-first' } }, { strategy: { kind: 'urgent' } }).strategy.kind // => 'urgent'
 */
export const mergePolicies = (outer: Policy, inner: Policy): Policy => ({
  ...withNumbersOf(outer, inner),
  maximumPriceDrift: lesserDrift(outer.maximumPriceDrift, inner.maximumPriceDrift),
  within: [outer, inner],
})
