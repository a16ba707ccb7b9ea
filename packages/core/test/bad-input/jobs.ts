import { type Case, expected, fromJson, huge, secret } from './case.ts'

/** A sound job. */
export const job = { id: 'case-1', confidentiality: 'public', labels: { token: secret } }

const levels = expected.oneOf('public', 'internal', 'confidential')

/** Malformed jobs. */
export const malformedJobs: readonly Case[] = [
  { name: 'nothing', input: undefined, issues: [['', expected.object('undefined')]] },
  { name: 'null', input: null, issues: [['', expected.object('null')]] },
  { name: 'a text', input: secret, issues: [['', expected.object('string')]] },
  { name: 'a list', input: [job], issues: [['', expected.object('array')]] },
  {
    name: 'an empty object',
    input: {},
    issues: [
      ['id', expected.text('undefined')],
      ['confidentiality', levels],
    ],
  },
  { name: 'an empty id', input: { ...job, id: '' }, issues: [['id', expected.notEmpty]] },
  { name: 'a number as id', input: { ...job, id: 7 }, issues: [['id', expected.text('number')]] },
  { name: '10 MB of id', input: { ...job, id: huge }, issues: [['id', expected.short]] },
  { name: 'no confidentiality', input: { id: 'a' }, issues: [['confidentiality', levels]] },
  {
    name: 'a confidentiality in capitals',
    input: { ...job, confidentiality: 'PUBLIC' },
    issues: [['confidentiality', levels]],
  },
  {
    name: 'a confidentiality in a list',
    input: { ...job, confidentiality: ['public'] },
    issues: [['confidentiality', levels]],
  },
  {
    name: 'an unknown urgency',
    input: { ...job, urgency: secret },
    issues: [['urgency', expected.oneOf('low', 'normal', 'high')]],
  },
  {
    name: 'a misspelt field',
    input: { ...job, prioritiy: secret },
    issues: [['', expected.unknownKey('prioritiy')]],
  },
  {
    name: 'a misspelt need',
    input: { ...job, needs: { vramGb: 24 } },
    issues: [['needs', expected.unknownKey('vramGb')]],
  },
  {
    name: 'a list of needs',
    input: { ...job, needs: [secret] },
    issues: [['needs', expected.object('array')]],
  },
  {
    name: 'no GPU',
    input: { ...job, needs: { gpuCount: 0 } },
    issues: [['needs.gpuCount', expected.atLeast(1)]],
  },
  {
    name: 'half a GPU',
    input: { ...job, needs: { gpuCount: 1.5 } },
    issues: [['needs.gpuCount', expected.integer]],
  },
  {
    name: 'a number of GPUs that is none',
    input: { ...job, needs: { gpuCount: Number.NaN } },
    issues: [['needs.gpuCount', expected.number('NaN')]],
  },
  {
    name: 'fewer usable GPUs than needed ones',
    input: { ...job, needs: { gpuCount: 4, usableGpuCount: 2 } },
    issues: [['needs.usableGpuCount', 'expected a number not below gpuCount']],
  },
  {
    name: 'memory below nothing',
    input: { ...job, needs: { vramGiB: -1 } },
    issues: [['needs.vramGiB', expected.atLeast(0)]],
  },
  {
    name: 'endless memory',
    input: { ...job, needs: { vramGiB: Number.POSITIVE_INFINITY } },
    issues: [['needs.vramGiB', expected.number('Infinity')]],
  },
  {
    name: 'memory as a text',
    input: { ...job, needs: { vramGiB: secret } },
    issues: [['needs.vramGiB', expected.number('string')]],
  },
  {
    name: 'a model instead of a list of models',
    input: { ...job, needs: { allowedModels: secret } },
    issues: [['needs.allowedModels', expected.array('string')]],
  },
  {
    name: 'an unknown vendor, the second of a list',
    input: { ...job, needs: { vendors: ['nvidia', secret] } },
    issues: [['needs.vendors[1]', expected.oneOf('nvidia', 'amd', 'intel', 'apple')]],
  },
  {
    name: 'a rate without a number',
    input: { ...job, needs: { leastTflops: { precision: 'fp16' } } },
    issues: [['needs.leastTflops.tflops', expected.number('undefined')]],
  },
  {
    name: 'two faults at once',
    input: { ...job, urgency: 'now', run: { refHours: -1 } },
    issues: [
      ['urgency', expected.oneOf('low', 'normal', 'high')],
      ['run.refHours', expected.atLeast(0)],
    ],
  },
  {
    name: 'a run time that is no number',
    input: { ...job, run: { refHours: Number.NaN } },
    issues: [['run.refHours', expected.number('NaN')]],
  },
  {
    name: 'no hours on a GPU',
    input: { ...job, run: { hoursByGpu: { L4: 0 } } },
    issues: [['run.hoursByGpu.L4', expected.above(0)]],
  },
  {
    name: 'hours by GPU as a list',
    input: { ...job, run: { hoursByGpu: [1, 2] } },
    issues: [['run.hoursByGpu', expected.record('array')]],
  },
  {
    name: 'a checkpoint now and then',
    input: { ...job, run: { checkpoint: { everyHours: secret } } },
    issues: [['run.checkpoint.everyHours', 'expected a number of hours > 0, or auto']],
  },
  {
    name: 'a benchmark without a score',
    input: { ...job, run: { benchmark: { name: 'whisper', referenceScore: 0 } } },
    issues: [['run.benchmark.referenceScore', expected.above(0)]],
  },
  {
    name: 'an input below nothing',
    input: { ...job, data: { inputGB: -5 } },
    issues: [['data.inputGB', expected.atLeast(0)]],
  },
  {
    name: 'a line without bandwidth',
    input: { ...job, data: { uplinkMbps: 0 } },
    issues: [['data.uplinkMbps', expected.above(0)]],
  },
  {
    name: 'a number as label',
    input: { ...job, labels: { team: 7 } },
    issues: [['labels.team', expected.text('number')]],
  },
  {
    name: '10 MB of label',
    input: { ...job, labels: { team: huge } },
    issues: [['labels.team', expected.short]],
  },
  {
    name: 'a country in lower case',
    input: { ...job, clearance: { countries: ['DE', 'fr'] } },
    issues: [['clearance.countries[1]', expected.countryRule]],
  },
  {
    name: 'an unknown site',
    input: { ...job, clearance: { sites: [secret] } },
    issues: [['clearance.sites[0]', expected.oneOf('local', 'cloud')]],
  },
  {
    name: 'an unknown trust',
    input: { ...job, clearance: { leastTrust: secret } },
    issues: [['clearance.leastTrust', expected.oneOf('community', 'datacenter', 'certified', 'owned')]],
  },
  {
    name: 'false as a text',
    input: { ...job, allowSpot: 'false' },
    issues: [['allowSpot', expected.truth('string')]],
  },
  {
    name: 'a budget of nothing',
    input: { ...job, budget: { usdPerHour: 0 } },
    issues: [['budget.usdPerHour', expected.above(0)]],
  },
  {
    name: 'a deadline at once',
    input: { ...job, deadlineHours: 0 },
    issues: [['deadlineHours', expected.above(0)]],
  },
  {
    name: 'null for absent',
    input: { ...job, lateUsdFixed: null },
    issues: [['lateUsdFixed', expected.number('null')]],
  },
  {
    name: 'a key that is the prototype',
    input: fromJson('{"id":"a","confidentiality":"public","__proto__":{"polluted":true}}'),
    issues: [['', expected.unknownKey('__proto__')]],
  },
  {
    name: 'a label that is the prototype',
    input: fromJson('{"id":"a","confidentiality":"public","labels":{"__proto__":"x"}}'),
    issues: [['labels.__proto__', expected.forbiddenKey('__proto__')]],
  },
  {
    name: 'hours on a GPU that is the constructor',
    input: fromJson('{"id":"a","confidentiality":"public","run":{"hoursByGpu":{"constructor":1}}}'),
    issues: [['run.hoursByGpu.constructor', expected.forbiddenKey('constructor')]],
  },
]
