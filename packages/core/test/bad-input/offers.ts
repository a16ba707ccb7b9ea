import { type Case, expected, fromJson, huge, secret } from './case.ts'

/** A sound offer. */
export const offer = {
  id: 'a',
  source: 'list',
  provider: 'runpod',
  providerKind: 'gpu-cloud',
  purchase: 'on-demand',
  gpu: { name: 'NVIDIA L4', model: 'L4' },
  gpuCount: 1,
  place: { region: 'eu-1', country: 'DE' },
  price: { usdPerHour: 1 },
  observedAtMs: 0,
  launch: { token: secret },
}

const text = JSON.stringify(offer)

/** The sound offer with one more field, as only JSON can write it. */
const with_ = (field: string): unknown => fromJson(`${text.slice(0, -1)},${field}}`)

/** Malformed offers. */
export const malformedOffers: readonly Case[] = [
  { name: 'nothing', input: undefined, issues: [['', expected.object('undefined')]] },
  { name: 'a number', input: 7, issues: [['', expected.object('number')]] },
  { name: 'a list', input: [], issues: [['', expected.object('array')]] },
  { name: 'no id', input: { ...offer, id: undefined }, issues: [['id', expected.text('undefined')]] },
  { name: '10 MB of id', input: { ...offer, id: huge }, issues: [['id', expected.short]] },
  {
    name: 'an unknown kind of provider',
    input: { ...offer, providerKind: secret },
    issues: [['providerKind', expected.oneOf('local', 'gpu-cloud', 'hyperscaler')]],
  },
  {
    name: 'an unknown purchase model',
    input: { ...offer, purchase: 'reserved' },
    issues: [['purchase', expected.oneOf('owned', 'on-demand', 'spot')]],
  },
  { name: 'no GPUs', input: { ...offer, gpuCount: 0 }, issues: [['gpuCount', expected.atLeast(1)]] },
  {
    name: 'a GPU by name only',
    input: { ...offer, gpu: secret },
    issues: [['gpu', expected.object('string')]],
  },
  {
    name: 'a GPU without a name',
    input: { ...offer, gpu: {} },
    issues: [['gpu.name', expected.text('undefined')]],
  },
  {
    name: '10 MB of model',
    input: { ...offer, gpu: { name: 'x', model: huge } },
    issues: [['gpu.model', expected.short]],
  },
  {
    name: 'more than a whole GPU',
    input: { ...offer, gpu: { name: 'L4', fraction: 1.5 } },
    issues: [['gpu.fraction', expected.atMost(1)]],
  },
  {
    name: 'a GPU without memory',
    input: { ...offer, gpu: { name: 'L4', vramGiB: 0 } },
    issues: [['gpu.vramGiB', expected.above(0)]],
  },
  {
    name: 'no region',
    input: { ...offer, place: {} },
    issues: [['place.region', expected.text('undefined')]],
  },
  {
    name: 'a country in lower case',
    input: { ...offer, place: { region: 'eu-1', country: 'de' } },
    issues: [['place.country', expected.country]],
  },
  {
    name: 'a price below nothing',
    input: { ...offer, price: { usdPerHour: -1 } },
    issues: [['price.usdPerHour', expected.atLeast(0)]],
  },
  {
    name: 'a price that is no number',
    input: { ...offer, price: { usdPerHour: Number.NaN } },
    issues: [['price.usdPerHour', expected.number('NaN')]],
  },
  {
    name: 'a price without an end',
    input: { ...offer, price: { usdPerHour: Number.POSITIVE_INFINITY } },
    issues: [['price.usdPerHour', expected.number('Infinity')]],
  },
  {
    name: 'a price as a text',
    input: { ...offer, price: { usdPerHour: secret } },
    issues: [['price.usdPerHour', expected.number('string')]],
  },
  {
    name: 'no tiers',
    input: { ...offer, network: { egressTiers: [] } },
    issues: [['network.egressTiers', expected.items(1)]],
  },
  {
    name: 'tiers that fall',
    input: {
      ...offer,
      network: {
        egressTiers: [
          [100, 0.1],
          [50, 0.2],
          [null, 0.1],
        ],
      },
    },
    issues: [['network.egressTiers', expected.tiers]],
  },
  {
    name: 'tiers that end',
    input: { ...offer, network: { egressTiers: [[100, 0.1]] } },
    issues: [['network.egressTiers', expected.tiers]],
  },
  {
    name: 'a tier without a bound that is not the last',
    input: {
      ...offer,
      network: {
        egressTiers: [
          [null, 0.1],
          [100, 0.1],
        ],
      },
    },
    issues: [['network.egressTiers', expected.tiers]],
  },
  {
    name: 'a tier without a price',
    input: { ...offer, network: { egressTiers: [[null]] } },
    issues: [['network.egressTiers[0]', expected.items(2)]],
  },
  {
    name: 'opening hours that end before they begin',
    input: {
      ...offer,
      capacity: {
        openWindows: [
          { fromMs: 0, untilMs: 9 },
          { fromMs: 2, untilMs: 1 },
        ],
      },
    },
    issues: [['capacity.openWindows[1]', expected.window]],
  },
  {
    name: 'opening hours of no length',
    input: { ...offer, capacity: { openWindows: [{ fromMs: 1, untilMs: 1 }] } },
    issues: [['capacity.openWindows[0]', expected.window]],
  },
  {
    name: 'an unknown stock',
    input: { ...offer, capacity: { stock: secret } },
    issues: [['capacity.stock', expected.oneOf('none', 'busy', 'low', 'available')]],
  },
  {
    name: 'more than certain availability',
    input: { ...offer, capacity: { availability: 1.5 } },
    issues: [['capacity.availability', expected.atMost(1)]],
  },
  {
    name: 'interruptions below never',
    input: { ...offer, spotRisk: { interruptionsPerHour: -0.1 } },
    issues: [['spotRisk.interruptionsPerHour', expected.atLeast(0)]],
  },
  {
    name: 'an up-time below nothing',
    input: { ...offer, spotRisk: { uptimesHours: [1, -1] } },
    issues: [['spotRisk.uptimesHours[1]', expected.atLeast(0)]],
  },
  {
    name: 'a disk of an unknown kind',
    input: { ...offer, host: { disk: { kind: 'ssd', sizeGB: 1 } } },
    issues: [['host.disk.kind', expected.tag('fixed', 'elastic')]],
  },
  {
    name: 'a life of no years',
    input: { ...offer, ownership: { lifeYears: 0 } },
    issues: [['ownership.lifeYears', expected.above(0)]],
  },
  {
    name: 'a utilisation in per cent',
    input: { ...offer, ownership: { utilisation: 50 } },
    issues: [['ownership.utilisation', expected.atMost(1)]],
  },
  {
    name: 'billing in steps of nothing',
    input: { ...offer, billing: { billStepSeconds: 0 } },
    issues: [['billing.billStepSeconds', expected.above(0)]],
  },
  {
    name: 'a benchmark without a score',
    input: { ...offer, benchmarks: { whisper: 0 } },
    issues: [['benchmarks.whisper', expected.above(0)]],
  },
  {
    name: 'certifications as a text',
    input: { ...offer, certifications: secret },
    issues: [['certifications', expected.array('string')]],
  },
  {
    name: 'an assumption without its basis',
    input: { ...offer, assumptions: [{ name: 'x', value: 1, unit: '' }] },
    issues: [['assumptions[0].basis', expected.text('undefined')]],
  },
  {
    name: 'a time as a text',
    input: { ...offer, observedAtMs: secret },
    issues: [['observedAtMs', expected.number('string')]],
  },
  {
    name: 'no launch',
    input: { ...offer, launch: undefined },
    issues: [['launch', expected.record('undefined')]],
  },
  {
    name: 'a list as launch',
    input: { ...offer, launch: [secret] },
    issues: [['launch', expected.record('array')]],
  },
  {
    name: 'a benchmark that is the prototype',
    input: with_('"benchmarks":{"__proto__":1}'),
    issues: [['benchmarks.__proto__', expected.forbiddenKey('__proto__')]],
  },
  {
    name: 'a benchmark that is the constructor',
    input: with_('"benchmarks":{"constructor":1}'),
    issues: [['benchmarks.constructor', expected.forbiddenKey('constructor')]],
  },
  {
    name: 'a launch with the prototype',
    input: with_('"launch":{"__proto__":{"polluted":true}}'),
    issues: [['launch.__proto__', expected.forbiddenKey('__proto__')]],
  },
  {
    name: 'a launch with the constructor',
    input: with_('"launch":{"constructor":{"prototype":{"polluted":true}}}'),
    issues: [['launch.constructor', expected.forbiddenKey('constructor')]],
  },
]
