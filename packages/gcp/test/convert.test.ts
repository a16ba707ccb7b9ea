import type { ListedOffer } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { type ConvertContext, toOffers } from '../src/convert.ts'
import type { Machine } from '../src/machine.ts'
import { readSkus } from '../src/price-book.ts'
import { noQuotas } from '../src/quota.ts'
import { fixtureBook, machineOf, nowMs, skuOf } from './fixtures.ts'

const context: ConvertContext = {
  source: 'gcp',
  book: fixtureBook,
  quotas: noQuotas,
  advice: new Map(),
  isOfTables: false,
  dataPrices: {},
  observedAtMs: nowMs,
}

const attached: Partial<Machine> = {
  type: 'n1-standard-4',
  vcpus: 4,
  ramGiB: 15,
  accelerator: 'nvidia-tesla-t4',
  gpuCount: 2,
  isAttached: true,
}

const offerOf = (
  purchase: ListedOffer['purchase'],
  machine: Partial<Machine> = {},
  changes: Partial<ConvertContext> = {},
): ListedOffer =>
  toOffers([machineOf(machine)], { ...context, ...changes }).find((offer) => offer.purchase === purchase) ??
  expect.fail(`expected an offer ${purchase}`)

test('a machine is one offer on demand and one of Spot', () => {
  expect(toOffers([machineOf()], context).map(({ id }) => id)).toEqual([
    'gcp/us-central1-a/g2-standard-4/on-demand',
    'gcp/us-central1-a/g2-standard-4/spot',
  ])
})

test('an id tells apart what is attached, and where the zone is not known', () => {
  expect(offerOf('spot', attached).id).toBe('gcp/us-central1-a/n1-standard-4+2xnvidia-tesla-t4/spot')
  expect(offerOf('spot', { zone: undefined }).id).toBe('gcp/us-central1/g2-standard-4/spot')
})

test('what a create takes is in the offer', () => {
  expect(offerOf('on-demand').launch).toEqual({
    machineType: 'g2-standard-4',
    zone: 'us-central1-a',
    region: 'us-central1',
    provisioningModel: 'STANDARD',
  })
  expect(offerOf('spot', attached).launch).toEqual({
    machineType: 'n1-standard-4',
    zone: 'us-central1-a',
    region: 'us-central1',
    guestAccelerators: [{ acceleratorType: 'nvidia-tesla-t4', acceleratorCount: 2 }],
    provisioningModel: 'SPOT',
  })
})

test('the machine is described as far as it is known', () => {
  expect(offerOf('on-demand')).toMatchObject({
    providerKind: 'hyperscaler',
    gpu: { name: 'nvidia-l4', model: 'L4', vendor: 'nvidia', vramGiB: 24 },
    gpuCount: 1,
    host: {
      vcpus: 4,
      ramGiB: 16,
      disk: { kind: 'elastic' },
      architecture: 'x86_64',
      driver: { kind: 'from-image' },
    },
    place: { region: 'us-central1', zone: 'us-central1-a', country: 'US' },
    trust: 'certified',
    billing: { billStepSeconds: 1, billMinSeconds: 60 },
    observedAtMs: nowMs,
  })
})

test('several GPUs are linked as Google documents it, a share of one is a share', () => {
  expect(offerOf('on-demand', { gpuCount: 4 }).gpu.interconnect).toBe('pcie')
  expect(offerOf('on-demand', { accelerator: 'nvidia-tesla-v100', gpuCount: 4 }).gpu.interconnect).toBe(
    'nvlink',
  )
  expect(offerOf('on-demand', { accelerator: 'nvidia-rtx-pro-6000', fraction: 0.25 }).gpu).toMatchObject({
    model: 'RTX PRO 6000 Blackwell Server',
    vramGiB: 24,
    fraction: 0.25,
  })
})

test('attached GPUs cost themselves and the machine', () => {
  const price = offerOf('on-demand', attached).price
  expect(price?.usdPerHour).toBeCloseTo(2 * 0.35 + 4 * 0.031611 + 15 * 0.004237, 9)
})

test('a machine without a price on demand is listed without one, and without Spot there is no Spot', () => {
  const { book } = readSkus([], nowMs)
  expect(toOffers([machineOf()], { ...context, book })).toMatchObject([
    { purchase: 'on-demand', price: undefined },
  ])
})

test('Spot has the price on demand beside it, unless nobody can pay that or it is lower', () => {
  expect(offerOf('spot').price?.onDemandUsdPerHour).toBeCloseTo(0.70683, 4)
  expect(offerOf('spot', { onDemand: 'not-plain' }).price?.onDemandUsdPerHour).toBeUndefined()
  const gpu = skuOf('Nvidia L4 GPU attached to Spot Preemptible VMs running in Americas', { usd: '9' })
  const { book } = readSkus(
    [
      gpu,
      skuOf('Nvidia L4 GPU running in Americas', { usd: '1' }),
      ...['', 'Spot Preemptible '].flatMap((prefix) => [
        skuOf(`${prefix}G2 Instance Core running in Americas`),
        skuOf(`${prefix}G2 Instance Ram running in Americas`, { unit: 'GiBy.h' }),
      ]),
    ],
    nowMs,
  )
  expect(offerOf('spot', {}, { book }).price?.onDemandUsdPerHour).toBeUndefined()
})

test('Spot has 30 s of notice and a prior for its rate, which is reported', () => {
  const spot = offerOf('spot')
  expect(spot.spotRisk).toEqual({ noticeHours: 30 / 3600, interruptionsPerHour: 0.05 })
  expect(spot.assumptions?.map(({ name }) => name)).toEqual([
    'egressUsdPerGB',
    'storageUsdPerGBMonth',
    'interruptionsPerHour',
  ])
  expect(spot.capacity).toBeUndefined()
})

test('a quota takes the stock, and says why', () => {
  const limit = { metric: 'NVIDIA_L4_GPUS', limit: 0 }
  const quotas = { regions: new Map([['us-central1', new Map([[limit.metric, limit]])]]), project: new Map() }
  for (const purchase of ['on-demand', 'spot'] as const) {
    const offer = offerOf(purchase, {}, { quotas })
    expect(offer.capacity).toEqual({ stock: 'none' })
    expect(offer.assumptions).toContainEqual(
      expect.objectContaining({ name: 'stock', basis: expect.stringContaining('NVIDIA_L4_GPUS') }),
    )
  }
})

test('a machine of the tables says so', () => {
  expect(offerOf('spot', { zone: undefined }, { isOfTables: true }).assumptions?.at(-1)).toMatchObject({
    name: 'place',
    value: 'us-central1',
  })
})

test('traffic is priced in GB although Google counts GiB, with its bounds', () => {
  expect(offerOf('spot').network).toMatchObject({
    dataPath: 'staged',
    egressTiers: [
      [1.073741824, 0],
      [expect.closeTo(1099.511627776), expect.closeTo(0.12 / 1.073741824)],
      [expect.closeTo(10_995.11627776), expect.closeTo(0.11 / 1.073741824)],
      [null, expect.closeTo(0.08 / 1.073741824)],
    ],
    storageUsdPerGBMonth: expect.closeTo(0.1 / 1.073741824),
    ingressUsdPerGB: 0,
  })
  const notes = offerOf('spot').assumptions ?? []
  expect(notes.slice(0, 2)).toMatchObject([
    { name: 'egressUsdPerGB', value: expect.closeTo(0.12 / 1.073741824), unit: 'USD/GB' },
    { name: 'storageUsdPerGBMonth', value: expect.closeTo(0.1 / 1.073741824), unit: 'USD/GB-month' },
  ])
})

test('traffic from other continents is dearer, and priced by no table', () => {
  const { book } = context
  const [offer] = toOffers([machineOf({ region: 'southamerica-east1' })], { ...context, book })
  expect(offer?.network?.egressTiers).toBeUndefined()
  expect(offer?.assumptions?.map(({ name }) => name)).toEqual(['storageUsdPerGBMonth'])
})
