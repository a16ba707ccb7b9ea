import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Policy, parsePolicy, policyJsonSchema } from '../src/index.ts'

const schema = policyJsonSchema()
const accepts = (input: unknown): boolean => z.fromJSONSchema(schema).safeParse(input).success

const complete: Policy = {
  $schema: 'https://example.org/policy.json',
  strategy: {
    kind: 'local-first',
    maxLocalWaitHours: 2,
    fallback: { kind: 'provider-priority', order: ['aws'], others: 'exclude' },
  },
  rules: [
    {
      when: {
        urgency: 'high',
        confidentiality: 'internal',
        workload: 'video',
        labels: { team: 'a' },
        inputGBAtLeast: 10,
        hasDeadline: true,
      },
      strategy: { kind: 'urgent', startWithinHours: 0.1, maxPremium: 2, valueOfTimeUsdPerHour: 5 },
    },
    { when: {}, strategy: { kind: 'deadline', confidence: 0.9 } },
    { when: {}, strategy: { kind: 'balanced', valueOfTimeUsdPerHour: 5 } },
    { when: {}, strategy: { kind: 'carbon', maxCostIncrease: 0.2 } },
    { when: {}, strategy: { kind: 'cost-first', basis: 'hour' } },
    {
      when: {},
      strategy: {
        kind: 'decision-matrix',
        longLocalWaitHours: 1,
        largeInputGB: 10,
        slowUploadHours: 0.5,
        uploadCostFactor: 1.2,
        localCostFactor: 1.1,
      },
    },
  ],
  clearance: {
    public: { sites: ['local', 'cloud'] },
    internal: { countries: ['EU', 'CH'], leastTrust: 'datacenter' },
    confidential: { sites: ['local'] },
  },
  residency: { countries: ['EEA'], certifications: ['ISO 27001'] },
  providers: { allow: ['aws'], deny: ['gcp'] },
  allowSpot: false,
  maximumPriceAgeHours: { local: 1, 'gpu-cloud': 2, hyperscaler: 3 },
  budget: { usdPerHour: 5, usdPerJob: 100 },
  maximumCompletionHours: 12,
  priceAdjustments: [
    { kind: 'multiply', where: { provider: 'aws' }, factor: 0.85 },
    { kind: 'add', where: { purchase: 'spot' }, usdPerHour: -0.1 },
    { kind: 'set', where: { source: 'contract', model: 'L4' }, usdPerHour: 0.5 },
  ],
  localCost: 'shadow',
  maximumPriceDrift: 0.1,
  defaults: { uplinkMbps: 1000, bootHours: { local: 0, 'gpu-cloud': 0.1, hyperscaler: 0.2 } },
  within: [{ strategy: { kind: 'cost-first' }, within: [{ strategy: { kind: 'urgent' } }] }],
}

test('is valid JSON', () => {
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
})

test('says which draft of JSON Schema it is', () => {
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' })
})

describe('what is a policy', () => {
  const policies: readonly Policy[] = [{ strategy: { kind: 'cost-first' } }, complete]

  test.each(policies)('is read: %#', (policy) => {
    expect(parsePolicy(policy)._unsafeUnwrap()).toEqual(policy)
  })

  test.each(policies)('is accepted by the schema: %#', (policy) => {
    expect(accepts(policy)).toBe(true)
  })
})

const strategy = { kind: 'cost-first' }
const faults: readonly [name: string, input: unknown][] = [
  ['a list', []],
  ['a policy without a strategy', {}],
  ['an unknown strategy', { strategy: { kind: 'cheapest' } }],
  ['a misspelt rule', { strategy, residencey: {} }],
  ['a misspelt parameter', { strategy: { kind: 'urgent', startWithin: 1 } }],
  ['an empty list of providers', { strategy: { kind: 'provider-priority', order: [] } }],
  ['a negative budget', { strategy, budget: { usdPerHour: -1 } }],
  ['a budget of nothing', { strategy, budget: { usdPerHour: 0 } }],
  ['a confidence above 1', { strategy: { kind: 'deadline', confidence: 1.1 } }],
  ['a premium below 1', { strategy: { kind: 'urgent', maxPremium: 0.5 } }],
  ['a country in small letters', { strategy, residency: { countries: ['de'] } }],
  ['an unknown default', { strategy, defaults: { uplink: 1 } }],
  ['a default for some kinds of provider only', { strategy, defaults: { bootHours: { local: 1 } } }],
  [
    'a local-first strategy as its own fallback',
    { strategy: { kind: 'local-first', fallback: { kind: 'local-first' } } },
  ],
  ['a fault in an outer policy', { strategy, within: [{ strategy: { kind: 'cheapest' } }] }],
]

describe.each(faults)('%s', (_, input) => {
  test('is not read', () => {
    expect(parsePolicy(input).isErr()).toBe(true)
  })

  test('is not accepted by the schema', () => {
    expect(accepts(input)).toBe(false)
  })
})
