import { type Case, expected, fromJson, huge, secret } from './case.ts'

const costFirst = { kind: 'cost-first' }

/** A sound policy. */
export const policy = { $schema: `https://example.org/${secret}`, strategy: costFirst }

const strategy = (input: unknown, path: string, text: string): Omit<Case, 'name'> => ({
  input: { ...policy, strategy: input },
  issues: [[path, text]],
})

/** Malformed policies. */
export const malformedPolicies: readonly Case[] = [
  { name: 'null', input: null, issues: [['', expected.object('null')]] },
  { name: 'a list', input: [policy], issues: [['', expected.object('array')]] },
  { name: 'an empty object', input: {}, issues: [['strategy', expected.strategy]] },
  { name: 'a strategy by name only', ...strategy('cost-first', 'strategy', expected.strategy) },
  { name: 'an unknown strategy', ...strategy({ kind: secret }, 'strategy.kind', expected.strategy) },
  { name: '10 MB of strategy', ...strategy({ kind: huge }, 'strategy.kind', expected.strategy) },
  { name: 'a list as strategy', ...strategy([costFirst], 'strategy', expected.strategy) },
  {
    name: 'a misspelt parameter',
    ...strategy({ kind: 'local-first', maxWaitHours: 1 }, 'strategy', expected.unknownKey('maxWaitHours')),
  },
  {
    name: 'a parameter of another strategy',
    ...strategy({ ...costFirst, maxPremium: 2 }, 'strategy', expected.unknownKey('maxPremium')),
  },
  {
    name: 'local-first that falls back to local-first',
    ...strategy(
      { kind: 'local-first', fallback: { kind: 'local-first' } },
      'strategy.fallback.kind',
      expected.strategy,
    ),
  },
  {
    name: 'an empty order of providers',
    ...strategy({ kind: 'provider-priority', order: [] }, 'strategy.order', expected.items(1)),
  },
  {
    name: 'a number as provider',
    ...strategy(
      { kind: 'provider-priority', order: ['aws', 7] },
      'strategy.order[1]',
      expected.text('number'),
    ),
  },
  {
    name: 'a value of time that is missing',
    ...strategy({ kind: 'balanced' }, 'strategy.valueOfTimeUsdPerHour', expected.number('undefined')),
  },
  {
    name: 'a premium below the cheapest',
    ...strategy({ kind: 'urgent', maxPremium: 0.5 }, 'strategy.maxPremium', expected.atLeast(1)),
  },
  {
    name: 'a confidence in per cent',
    ...strategy({ kind: 'deadline', confidence: 95 }, 'strategy.confidence', expected.atMost(1)),
  },
  {
    name: 'a cost increase as a text',
    ...strategy(
      { kind: 'carbon', maxCostIncrease: secret },
      'strategy.maxCostIncrease',
      expected.number('string'),
    ),
  },
  {
    name: 'a factor of nothing',
    ...strategy(
      { kind: 'decision-matrix', localCostFactor: 0 },
      'strategy.localCostFactor',
      expected.above(0),
    ),
  },
  {
    name: 'rules as an object',
    input: { ...policy, rules: {} },
    issues: [['rules', expected.array('object')]],
  },
  {
    name: 'a rule without a strategy',
    input: { ...policy, rules: [{ when: { urgency: 'high' } }] },
    issues: [['rules[0].strategy', expected.strategy]],
  },
  {
    name: 'a misspelt condition',
    input: { ...policy, rules: [{ when: { urgent: secret }, strategy: costFirst }] },
    issues: [['rules[0].when', expected.unknownKey('urgent')]],
  },
  {
    name: 'a condition on a label that is the prototype',
    input: fromJson(
      '{"strategy":{"kind":"cost-first"},"rules":[{"when":{"labels":{"__proto__":"x"}},"strategy":{"kind":"cost-first"}}]}',
    ),
    issues: [['rules[0].when.labels.__proto__', expected.forbiddenKey('__proto__')]],
  },
  {
    name: 'confidential jobs in the cloud',
    input: { ...policy, clearance: { confidential: { sites: ['cloud'] } } },
    issues: [['clearance.confidential.sites', expected.localOnly]],
  },
  {
    name: 'confidential jobs in the cloud as well',
    input: { ...policy, clearance: { confidential: { sites: ['local', 'cloud'] } } },
    issues: [['clearance.confidential.sites', expected.localOnly]],
  },
  {
    name: 'confidential jobs in the cloud, in a policy that it is within',
    input: { ...policy, within: [{ ...policy, clearance: { confidential: { sites: ['cloud'] } } }] },
    issues: [['within[0].clearance.confidential.sites', expected.localOnly]],
  },
  {
    name: 'a level that is none',
    input: { ...policy, clearance: { secret: { sites: ['local'] } } },
    issues: [['clearance', expected.unknownKey('secret')]],
  },
  {
    name: 'a country in lower case',
    input: { ...policy, residency: { countries: ['eu'] } },
    issues: [['residency.countries[0]', expected.countryRule]],
  },
  {
    name: 'countries as a text',
    input: { ...policy, residency: { countries: secret } },
    issues: [['residency.countries', expected.array('string')]],
  },
  {
    name: 'an age for a kind that is none',
    input: { ...policy, maximumPriceAgeHours: { gpuCloud: 1 } },
    issues: [['maximumPriceAgeHours', expected.unknownKey('gpuCloud')]],
  },
  {
    name: 'an unknown adjustment',
    input: { ...policy, priceAdjustments: [{ kind: secret, where: {}, factor: 1 }] },
    issues: [['priceAdjustments[0].kind', expected.tag('multiply', 'add', 'set')]],
  },
  {
    name: 'a factor below nothing',
    input: { ...policy, priceAdjustments: [{ kind: 'multiply', where: {}, factor: -1 }] },
    issues: [['priceAdjustments[0].factor', expected.atLeast(0)]],
  },
  {
    name: 'an adjustment for what it cannot see',
    input: { ...policy, priceAdjustments: [{ kind: 'set', where: { region: secret }, usdPerHour: 1 }] },
    issues: [['priceAdjustments[0].where', expected.unknownKey('region')]],
  },
  {
    name: 'a local cost that is none',
    input: { ...policy, localCost: secret },
    issues: [['localCost', expected.oneOf('marginal', 'full', 'shadow')]],
  },
  {
    name: 'a drift that is no number',
    input: { ...policy, maximumPriceDrift: Number.NaN },
    issues: [['maximumPriceDrift', expected.number('NaN')]],
  },
  {
    name: 'a default for some kinds of provider only',
    input: { ...policy, defaults: { bootHours: { local: 1, 'gpu-cloud': 1 } } },
    issues: [['defaults.bootHours.hyperscaler', expected.number('undefined')]],
  },
  {
    name: 'a default of less than nothing',
    input: { ...policy, defaults: { usdPerKWh: -0.1 } },
    issues: [['defaults.usdPerKWh', expected.atLeast(0)]],
  },
  {
    name: 'a misspelt rule',
    input: { ...policy, budgets: {} },
    issues: [['', expected.unknownKey('budgets')]],
  },
  {
    name: 'a broken policy that it is within',
    input: { ...policy, within: [policy, {}] },
    issues: [['within[1].strategy', expected.strategy]],
  },
  {
    name: 'a key that is the prototype',
    input: fromJson('{"strategy":{"kind":"cost-first"},"__proto__":{"polluted":true}}'),
    issues: [['', expected.unknownKey('__proto__')]],
  },
]
