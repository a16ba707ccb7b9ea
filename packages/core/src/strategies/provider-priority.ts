import type { ProviderPriority } from '../strategy.ts'
import { byCost } from './order.ts'
import type { StrategyRanking } from './preference.ts'

/** The first listed provider that has anything, by cost inside it; those that are not listed come last. */
export const providerPriority: StrategyRanking<ProviderPriority> = ({ order }) => {
  const places = new Map([...order].reverse().map((provider, index) => [provider, order.length - 1 - index]))
  const placeOf = (provider: string): number => places.get(provider) ?? order.length
  return {
    compare: (one, other) => placeOf(one.provider) - placeOf(other.provider) || byCost(one, other),
    reasonFor: ({ provider }) => {
      const place = placeOf(provider)
      return place < order.length
        ? { kind: 'preferred-provider', place: place + 1 }
        : { kind: 'no-preferred-provider' }
    },
  }
}
