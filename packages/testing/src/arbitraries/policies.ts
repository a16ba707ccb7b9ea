import type { Policy, PriceAdjustment } from '@aima/gpu-core'
import fc from 'fast-check'
import { clearance, localClearance } from './clearances.ts'
import { budget } from './jobs.ts'
import { confidentiality, labels, model, provider, purchase, sourceId, urgency, workload } from './names.ts'
import { maybe, stored, upTo } from './numbers.ts'
import { strategy } from './strategies.ts'

const where = fc.record({
  provider: maybe(provider, 3),
  source: maybe(sourceId, 2),
  purchase: maybe(purchase, 3),
  model: maybe(model, 2),
})

const adjustment: fc.Arbitrary<PriceAdjustment> = fc.oneof(
  fc.record({
    kind: fc.constant('multiply' as const),
    where,
    factor: fc.oneof(fc.constantFrom(0, 0.5), upTo(3)),
  }),
  fc.record({ kind: fc.constant('add' as const), where, usdPerHour: upTo(2, -2) }),
  fc.record({ kind: fc.constant('set' as const), where, usdPerHour: fc.oneof(fc.constant(0), upTo(4)) }),
)

const perKind = fc.record({ local: upTo(0.5), 'gpu-cloud': upTo(0.5), hyperscaler: upTo(0.5) })

const defaults = fc.record({
  referenceGpu: maybe(model, 2),
  gpuScalingExponent: maybe(fc.constantFrom(0, 0.8, 1), 2),
  uplinkMbps: maybe(upTo(1000, 10), 2),
  bootHours: maybe(perKind, 2),
  interruptionsPerHour: maybe(perKind, 2),
  egressUsdPerGB: maybe(perKind, 2),
  billStepSeconds: maybe(fc.constantFrom(1, 60, 3600), 2),
  usdPerKWh: maybe(upTo(0.6), 2),
  estimateMargin: maybe(upTo(1), 2),
})

const condition = fc.record({
  urgency: maybe(urgency, 3),
  confidentiality: maybe(confidentiality, 3),
  workload: maybe(workload, 2),
  labels: maybe(labels, 2),
  inputGBAtLeast: maybe(upTo(100), 2),
  hasDeadline: maybe(fc.boolean(), 2),
})

/** Each part that refuses offers is rare, so that most policies leave some. */
const policy: fc.Arbitrary<Policy> = fc.record({
  strategy,
  rules: maybe(fc.array(fc.record({ when: condition, strategy }), { maxLength: 2 }), 3),
  clearance: maybe(
    fc.record({
      public: maybe(clearance, 4),
      internal: maybe(clearance, 4),
      confidential: maybe(localClearance, 4),
    }),
    2,
  ),
  residency: maybe(clearance, 2),
  providers: maybe(
    fc.record({
      allow: maybe(fc.uniqueArray(provider, { minLength: 2 }), 4),
      deny: maybe(fc.array(provider, { maxLength: 2 }), 4),
    }),
    2,
  ),
  allowSpot: maybe(fc.boolean(), 2),
  maximumPriceAgeHours: maybe(
    fc.record({
      local: maybe(upTo(48), 3),
      'gpu-cloud': maybe(upTo(48), 3),
      hyperscaler: maybe(upTo(48), 3),
    }),
    3,
  ),
  budget: maybe(budget, 1),
  maximumCompletionHours: maybe(upTo(200, 5), 1),
  priceAdjustments: maybe(fc.array(adjustment, { maxLength: 3 }), 3),
  localCost: maybe(fc.constantFrom('marginal', 'full', 'shadow')),
  maximumPriceDrift: maybe(upTo(1), 2),
  defaults: maybe(defaults, 4),
})

/**
 * Gives an arbitrary of policies of one administrator, with everything that can be set. All of them are policies that core's `parsePolicy` reads;
 * for merged ones, merge several.
 *
 * @example
 * import { parsePolicy } from '@aima/gpu-core'
 * import fc from 'fast-check'
 * fc.sample(arbitraryPolicy(), { numRuns: 50, seed: 1 }).every((policy) => parsePolicy(policy).isOk()) // => true
 */
export const arbitraryPolicy = (): fc.Arbitrary<Policy> => policy.map(stored)
