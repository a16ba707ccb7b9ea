import { fc } from '@fast-check/vitest'
import { mergePolicies, type Policy, type PriceAdjustment, type Strategy } from '../../../src/index.ts'
import { untyped } from '../outcomes.ts'
import { clearanceWith, localClearance } from './clearances.ts'
import { knownModel } from './gpus.ts'
import { maybe, upTo } from './numbers.ts'
import { providerPriority, strategy } from './strategies.ts'

const provider = fc.constantFrom('aws', 'gcp', 'runpod', 'vastai', 'local', 'lab')

const where = fc.record({
  provider: maybe(provider, 3),
  source: maybe(fc.constantFrom('list-1', 'list-2'), 2),
  purchase: maybe(fc.constantFrom('owned', 'on-demand', 'spot'), 3),
  model: maybe(knownModel, 2),
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
  referenceGpu: maybe(knownModel, 3),
  gpuScalingExponent: maybe(fc.constantFrom(0, 0.8, 1), 2),
  uplinkMbps: maybe(upTo(1000, 10), 2),
  downlinkMbps: maybe(upTo(1000, 10), 2),
  registryMbps: maybe(upTo(1000, 10), 2),
  bootHours: maybe(perKind, 2),
  retryHours: maybe(upTo(1, 0.01), 2),
  interruptionsPerHour: maybe(perKind, 2),
  recoverWaitHours: maybe(upTo(3), 2),
  recoverWaitOneZoneHours: maybe(upTo(3), 2),
  checkpointWriteHours: maybe(upTo(0.2), 2),
  egressUsdPerGB: maybe(perKind, 2),
  storageUsdPerGBMonth: maybe(perKind, 2),
  billStepSeconds: maybe(fc.constantFrom(1, 60, 3600), 2),
  billMinSeconds: maybe(perKind, 2),
  usdPerKWh: maybe(upTo(0.6), 2),
  pue: maybe(upTo(2, 1), 2),
  estimateMargin: maybe(upTo(1), 2),
})

const condition = fc.record({
  urgency: maybe(fc.constantFrom('low', 'normal', 'high'), 3),
  confidentiality: maybe(fc.constantFrom('public', 'internal', 'confidential'), 3),
  workload: maybe(fc.constantFrom('video-analysis', 'training'), 2),
  labels: maybe(fc.dictionary(fc.constantFrom('team', 'case'), fc.constantFrom('red', 'blue')), 2),
  inputGBAtLeast: maybe(upTo(100), 2),
  hasDeadline: maybe(fc.boolean(), 2),
})

/** What changes the numbers and refuses nobody by itself. */
const numbers = {
  priceAdjustments: maybe(fc.array(adjustment, { maxLength: 3 }), 3),
  localCost: maybe(fc.constantFrom('marginal', 'full', 'shadow')),
  maximumPriceDrift: maybe(upTo(1), 2),
  defaults: maybe(defaults, 4),
}

/** What refuses offers, in few policies at a time. */
const limits = {
  clearance: maybe(
    fc.record({
      public: maybe(clearanceWith(2), 4),
      internal: maybe(clearanceWith(2), 4),
      confidential: maybe(localClearance, 4),
    }),
    2,
  ),
  residency: maybe(clearanceWith(2), 2),
  providers: maybe(
    fc.record({
      allow: maybe(fc.subarray(['aws', 'gcp', 'runpod', 'vastai', 'local', 'lab'], { minLength: 2 }), 4),
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
  budget: maybe(fc.record({ usdPerHour: maybe(upTo(20, 1)), usdPerJob: maybe(upTo(500, 5)) }), 1),
  maximumCompletionHours: maybe(upTo(200, 5), 1),
}

/** A value for each thing that can refuse an offer. */
const refusing: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  clearance: fc.record({ public: clearanceWith(4), internal: clearanceWith(4) }),
  residency: clearanceWith(4),
  providers: fc.record({
    allow: maybe(fc.subarray(['aws', 'gcp', 'runpod', 'vastai', 'local', 'lab'], { minLength: 2 })),
    deny: maybe(fc.array(provider, { maxLength: 3 })),
  }),
  allowSpot: fc.boolean(),
  maximumPriceAgeHours: limits.maximumPriceAgeHours,
  budget: fc.record({ usdPerHour: maybe(upTo(20, 0.1)), usdPerJob: maybe(upTo(100, 0.1)) }),
  maximumCompletionHours: upTo(50),
  strategy: providerPriority.map((strategy) => ({ ...strategy, others: 'exclude' })),
}

/** Policies of one kind each, that all limit the same thing, each in its own way. */
export const sameLimit: fc.Arbitrary<readonly [Policy, Policy, Policy]> = fc
  .tuple(fc.constantFrom(...Object.keys(refusing)), fc.boolean())
  .chain(([name, countsOtherwise]) => {
    const limited = fc
      .tuple(refusing[name] ?? fc.constant(undefined), fc.record(numbers))
      .map(([value, own]) =>
        untyped<Policy>({ strategy: { kind: 'cost-first' }, ...(countsOtherwise ? own : {}), [name]: value }),
      )
    return fc.tuple(limited, limited, limited)
  })

const rules = maybe(fc.array(fc.record({ when: condition, strategy }), { maxLength: 2 }), 3)

/** One administrator's policy, with everything that can be set. */
export const plainPolicy: fc.Arbitrary<Policy> = fc.record({ strategy, rules, ...numbers, ...limits })

const threePolicies = fc.tuple(plainPolicy, plainPolicy, plainPolicy)

/** Policies of an organisation, a team and a job, merged in either way. */
export const mergedPolicy: fc.Arbitrary<Policy> = fc.oneof(
  fc.tuple(plainPolicy, plainPolicy).map(([one, two]) => mergePolicies(one, two)),
  threePolicies.map(([one, two, three]) => mergePolicies(one, mergePolicies(two, three))),
  threePolicies.map(([one, two, three]) => mergePolicies(mergePolicies(one, two), three)),
)

/** Policies, some of them merged. */
export const policy: fc.Arbitrary<Policy> = fc.oneof(
  { arbitrary: plainPolicy, weight: 8 },
  { arbitrary: mergedPolicy, weight: 2 },
)

/** Policies that rank by one strategy and refuse nobody by themselves. */
export const lenientPolicy = (strategies: fc.Arbitrary<Strategy>): fc.Arbitrary<Policy> =>
  fc.record({ strategy: strategies, ...numbers })
