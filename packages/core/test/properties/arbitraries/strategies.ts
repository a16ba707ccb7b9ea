import { fc } from '@fast-check/vitest'
import type {
  Balanced,
  Carbon,
  CostFirst,
  Deadline,
  DecisionMatrix,
  LocalFirst,
  ProviderPriority,
  Strategy,
  Urgent,
} from '../../../src/index.ts'
import { maybe, share, upTo, wait } from './numbers.ts'

export const costFirst: fc.Arbitrary<CostFirst> = fc.record({
  kind: fc.constant('cost-first' as const),
  basis: maybe(fc.constantFrom('job', 'hour'), 4),
})

export const providerPriority: fc.Arbitrary<ProviderPriority> = fc.record({
  kind: fc.constant('provider-priority' as const),
  order: fc.array(fc.constantFrom('aws', 'gcp', 'runpod', 'vastai', 'local', 'lab', 'nobody'), {
    minLength: 1,
    maxLength: 5,
  }),
  others: maybe(fc.constantFrom('last', 'exclude'), 6),
})

export const balanced: fc.Arbitrary<Balanced> = fc.record({
  kind: fc.constant('balanced' as const),
  valueOfTimeUsdPerHour: fc.oneof(fc.constantFrom(0, 1), upTo(50)),
})

export const urgent: fc.Arbitrary<Urgent> = fc.record({
  kind: fc.constant('urgent' as const),
  startWithinHours: maybe(wait),
  maxPremium: maybe(fc.oneof(fc.constant(1), upTo(5, 1))),
  valueOfTimeUsdPerHour: maybe(upTo(20)),
})

export const deadline: fc.Arbitrary<Deadline> = fc.record({
  kind: fc.constant('deadline' as const),
  confidence: maybe(share),
})

export const carbon: fc.Arbitrary<Carbon> = fc.record({
  kind: fc.constant('carbon' as const),
  maxCostIncrease: fc.oneof(fc.constantFrom(0, 0.2), upTo(3)),
})

export const decisionMatrix: fc.Arbitrary<DecisionMatrix> = fc.record({
  kind: fc.constant('decision-matrix' as const),
  longLocalWaitHours: maybe(wait, 3),
  largeInputGB: maybe(upTo(100), 3),
  slowUploadHours: maybe(upTo(4), 3),
  uploadCostFactor: maybe(upTo(3, 0.1), 3),
  localCostFactor: maybe(upTo(3, 0.1), 3),
})

const flat = fc.oneof(costFirst, providerPriority, balanced, urgent, deadline, carbon, decisionMatrix)

export const localFirst: fc.Arbitrary<LocalFirst> = fc.record({
  kind: fc.constant('local-first' as const),
  maxLocalWaitHours: maybe(wait),
  fallback: maybe(flat, 7),
})

/** Every strategy with every parameter. */
export const strategy: fc.Arbitrary<Strategy> = fc.oneof(
  { arbitrary: flat, weight: 7 },
  { arbitrary: localFirst, weight: 2 },
)
