import { decide, grantSite, hardwareOf, jobPresets, parseOffer, singleHardware } from '@aima/gpu-core'
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { type OwnedGpusOptions, ownedGpus } from '../../src/house/owned-gpus.ts'

const list = (changes: Partial<OwnedGpusOptions> = {}) =>
  ownedGpus({ model: 'RTX 4090', count: 2, ...changes })._unsafeUnwrap()

test('each GPU is an offer of its own that is owned, free and local', () => {
  const [first, second] = list({ country: 'DE', pue: 1.3, ownership: { usdPerKWh: 0.3, capexUsd: 1800 } })
  expect(first).toMatchObject({
    id: 'house/gpu-1',
    provider: 'local',
    providerKind: 'local',
    purchase: 'owned',
    trust: 'owned',
    gpu: { model: 'RTX 4090', vendor: 'nvidia', vramGiB: 24, computeCapability: 8.9 },
    gpuCount: 1,
    host: { vcpus: 16, ramGiB: 64, disk: { kind: 'fixed', sizeGB: 1000 }, architecture: 'x86_64' },
    place: { region: 'local', country: 'DE' },
    energy: { powerKW: 0.45, pue: 1.3 },
    ownership: { usdPerKWh: 0.3, capexUsd: 1800 },
    capacity: { stock: 'available', allocHours: 0 },
    exclusiveKeys: ['house/gpu-1'],
  })
  expect(second?.exclusiveKeys).toEqual(['house/gpu-2'])
})

test('the rated power is told as an assumption, a stated one is not', () => {
  expect(list()[0]?.assumptions).toEqual([
    { name: 'powerKW', value: 0.45, unit: 'kW', basis: 'rated power of the GPUs' },
  ])
  expect(list({ powerKW: 0.4 })[0]).toMatchObject({ energy: { powerKW: 0.4 }, assumptions: undefined })
})

test('a pair holds both GPUs, and twice of what one costs and has', () => {
  const offers = list({
    count: 3,
    alsoPairs: true,
    ownership: { capexUsd: 1800, lifeYears: 4, usdPerKWh: 0.3 },
  })
  expect(offers.map(({ id }) => id)).toEqual([
    'house/gpu-1',
    'house/gpu-2',
    'house/gpu-3',
    'house/gpu-1+2',
    'house/gpu-1+3',
    'house/gpu-2+3',
  ])
  expect(offers.at(-1)).toMatchObject({
    gpuCount: 2,
    exclusiveKeys: ['house/gpu-2', 'house/gpu-3'],
    host: { vcpus: 32, ramGiB: 128, disk: { kind: 'fixed', sizeGB: 2000 } },
    energy: { powerKW: 0.9 },
    ownership: { capexUsd: 3600, lifeYears: 4, usdPerKWh: 0.3 },
  })
})

test('what is said of the machine replaces only that', () => {
  const [offer] = list({ hostName: 'rack-2', host: { ramGiB: 32, disk: { kind: 'elastic' } } })
  expect(offer?.id).toBe('rack-2/gpu-1')
  expect(offer?.host).toMatchObject({ vcpus: 16, ramGiB: 32, disk: { kind: 'elastic' } })
})

test('core gives a confidential job an owned GPU, and its key is what is leased', () => {
  const offers = grantSite(list(), 'local')
  const job = {
    id: 'case',
    confidentiality: 'confidential' as const,
    needs: jobPresets.video,
    run: { refHours: 1 },
  }
  const decision = decide(job, offers, { strategy: { kind: 'cost-first' } }, { nowMs: 0 })._unsafeUnwrap()
  expect(hardwareOf(decision.chosen.offer)).toEqual(['house/gpu-1'])
  expect(offers.map(singleHardware)).toEqual([
    ['offer house/gpu-1', 'house/gpu-1'],
    ['offer house/gpu-2', 'house/gpu-2'],
  ])
})

const options = fc.record({
  model: fc.constantFrom('RTX 4090', 'NVIDIA-A100-SXM4-80GB', 'L40S', 'MI300X', 'K80'),
  count: fc.integer({ min: 1, max: 9 }),
  alsoPairs: fc.boolean(),
})

property.prop([options])(
  'every offer is sound, with an id of its own, and holds as many keys as GPUs',
  (drawn) => {
    const offers = list(drawn)
    expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length)
    expect(offers).toHaveLength(drawn.alsoPairs ? (drawn.count * (drawn.count + 1)) / 2 : drawn.count)
    for (const offer of offers) {
      expect(parseOffer(offer, 'local').isOk()).toBe(true)
      expect(new Set(offer.exclusiveKeys).size).toBe(offer.gpuCount)
    }
  },
)

test('a model that nobody knows, or that leaves its memory open, is refused', () => {
  expect(ownedGpus({ model: 'RTX 9999', count: 1 })._unsafeUnwrapErr().kind).toBe('unknown-gpu-name')
  expect(ownedGpus({ model: 'A100', count: 1 })._unsafeUnwrapErr().kind).toBe('ambiguous-gpu-name')
})

test.each<Partial<OwnedGpusOptions>>([
  { count: 0 },
  { count: 1.5 },
  { pue: 0.9 },
  { country: 'Germany' },
  { powerKW: 0 },
])('options %o are refused', (changes) => {
  expect(ownedGpus({ model: 'L4', count: 1, ...changes })._unsafeUnwrapErr().kind).toBe('invalid-options')
})
