import type { Strategy } from '@aima/gpu-core'
import fc from 'fast-check'
import { provider } from './names.ts'
import { maybe, share, stored, upTo, wait } from './numbers.ts'

const costFirst = fc.record({
  kind: fc.constant('cost-first' as const),
  basis: maybe(fc.constantFrom('job', 'hour'), 4),
})

const providerPriority = fc.record({
  kind: fc.constant('provider-priority' as const),
  order: fc.array(fc.oneof(provider, fc.constant('nobody')), { minLength: 1, maxLength: 5 }),
  others: maybe(fc.constantFrom('last', 'exclude'), 6),
})

const balanced = fc.record({
  kind: fc.constant('balanced' as const),
  valueOfTimeUsdPerHour: fc.oneof(fc.constantFrom(0, 1), upTo(50)),
})

const urgent = fc.record({
  kind: fc.constant('urgent' as const),
  startWithinHours: maybe(wait),
  maxPremium: maybe(fc.oneof(fc.constant(1), upTo(5, 1))),
  valueOfTimeUsdPerHour: maybe(upTo(20)),
})

const deadline = fc.record({ kind: fc.constant('deadline' as const), confidence: maybe(share) })

const carbon = fc.record({
  kind: fc.constant('carbon' as const),
  maxCostIncrease: fc.oneof(fc.constantFrom(0, 0.2), upTo(3)),
})

const decisionMatrix = fc.record({
  kind: fc.constant('decision-matrix' as const),
  longLocalWaitHours: maybe(wait, 3),
  largeInputGB: maybe(upTo(100), 3),
  slowUploadHours: maybe(upTo(4), 3),
  uploadCostFactor: maybe(upTo(3, 0.1), 3),
  localCostFactor: maybe(upTo(3, 0.1), 3),
})

const flat = fc.oneof(costFirst, providerPriority, balanced, urgent, deadline, carbon, decisionMatrix)

const localFirst = fc.record({
  kind: fc.constant('local-first' as const),
  maxLocalWaitHours: maybe(wait),
  fallback: maybe(flat, 7),
})

/** Every strategy with every parameter, with undefined where a parameter is absent. */
export const strategy: fc.Arbitrary<Strategy> = fc.oneof(
  { arbitrary: flat, weight: 7 },
  { arbitrary: localFirst, weight: 2 },
)

/**
 * Gives an arbitrary of strategies: each kind, with and without each of its parameters.
 *
 * @example
 * import fc from 'fast-check'
 * new Set(fc.sample(arbitraryStrategy(), { numRuns: 200, seed: 1 }).map(({ kind }) => kind)).size // => 8
 */
export const arbitraryStrategy = (): fc.Arbitrary<Strategy> => strategy.map(stored)
