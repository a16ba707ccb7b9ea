import type { ListedOffer } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { type StockedType, toOffers } from '../src/convert.ts'
import type { WireServer } from '../src/wire.ts'
import { nowMs, typeOf, usdPerEur } from './fixtures.ts'

const context = { source: 'scaleway', usdPerEur, nowMs }

const convert = (...types: readonly StockedType[]) => toOffers(types, context)

const offerOf = (server: Partial<WireServer> = {}, changes: Partial<StockedType> = {}): ListedOffer => {
  const [offer] = convert(typeOf(server, changes)).offers
  return offer ?? expect.fail('expected an offer')
}

test('a type in a zone is one offer on demand, in the order of their ids', () => {
  const types = [
    typeOf({}, { zone: 'pl-waw-2' }),
    typeOf({}, { type: 'L4-2-24G' }),
    typeOf({}, { type: 'H100-1-80G' }),
  ]
  const { offers } = convert(...types)
  expect(offers.map(({ id }) => id)).toEqual([
    'scaleway/fr-par-2/H100-1-80G',
    'scaleway/fr-par-2/L4-2-24G',
    'scaleway/pl-waw-2/L4-1-24G',
  ])
  expect(new Set(offers.map(({ purchase }) => purchase))).toEqual(new Set(['on-demand']))
})

test('the id does not depend on the price, the stock or the moment', () => {
  const later = toOffers([typeOf({ hourly_price: 9 }, { stock: 'low' })], { ...context, nowMs: nowMs + 1 })
  expect(later.offers[0]?.id).toBe(offerOf({ hourly_price: 1 }).id)
})

test('main memory is bytes, and processors are as they are told', () => {
  expect(offerOf({ ncpus: 128, ram: 1_030_792_151_040, arch: 'x86_64' }).host).toEqual({
    vcpus: 128,
    ramGiB: 960,
    disk: { kind: 'elastic' },
    architecture: 'x86_64',
    driver: { kind: 'from-image' },
  })
})

test('bandwidth is bits per second, in both directions', () => {
  expect(offerOf({ network: { sum_internet_bandwidth: 2_500_000_000 } }).network).toEqual({
    dataPath: 'staged',
    ingressMbps: 2500,
    egressMbps: 2500,
  })
})

test('what is 0, null or left out is unknown and not nothing', () => {
  for (const value of [0, null, undefined]) {
    const offer = offerOf({
      ncpus: value,
      ram: value,
      hourly_price: value,
      network: { sum_internet_bandwidth: value },
    })
    expect(offer.host).toMatchObject({ vcpus: undefined, ramGiB: undefined })
    expect(offer.network).toEqual({ dataPath: 'staged' })
    expect(offer.price).toBeUndefined()
  }
})

test('a processor architecture that is not known is left out', () => {
  expect(offerOf({ arch: 'riscv64' }).host?.architecture).toBeUndefined()
  expect(offerOf({ arch: 'arm64' }).host?.architecture).toBe('arm64')
})

test('the price is of the whole instance, however many GPUs it has', () => {
  const offer = offerOf({ gpu: 8, hourly_price: 25.3308 })
  expect(offer.gpuCount).toBe(8)
  expect(offer.price).toEqual({
    usdPerHour: 25.3308 * usdPerEur,
    converted: { currency: 'EUR', amountPerHour: 25.3308, usdPerUnit: usdPerEur },
  })
})

test('prices of traffic and of volumes are not told', () => {
  const { network } = offerOf({ hourly_price: 1 })
  expect(network).not.toHaveProperty('egressUsdPerGB')
  expect(network).not.toHaveProperty('storageUsdPerGBMonth')
})

test('GPUs are billed by the minute, the RENDER-S by the hour', () => {
  expect(offerOf().billing).toEqual({ billStepSeconds: 60 })
  expect(offerOf({}, { type: 'RENDER-S' }).billing).toEqual({ billStepSeconds: 3600 })
})

test('stock that is not known leaves the capacity unknown', () => {
  expect(offerOf().capacity).toBeUndefined()
  expect(offerOf({}, { stock: 'low' }).capacity).toEqual({ stock: 'low' })
})

test('a type that is no longer sold is out of stock, whatever the list of stock says', () => {
  expect(offerOf({ end_of_service: true }, { stock: 'available' }).capacity).toEqual({ stock: 'none' })
  expect(offerOf({ end_of_service: false }, { stock: 'available' }).capacity).toEqual({ stock: 'available' })
})

test('the place is the zone with its region and country', () => {
  expect(offerOf({}, { zone: 'pl-waw-2' }).place).toEqual({
    region: 'pl-waw',
    zone: 'pl-waw-2',
    country: 'PL',
  })
})

test('a law is no audited certificate, so the trust class is that of a data centre', () => {
  expect(offerOf()).toMatchObject({ trust: 'datacenter', certifications: ['GDPR'] })
})

test('what a create takes is in the offer: the zone for the path, the type for the body', () => {
  expect(offerOf().launch).toEqual({ zone: 'fr-par-2', commercial_type: 'L4-1-24G' })
})

test('a GPU that is in no table is warned of once, with the number of its offers', () => {
  const types = ['X9-1-64G', 'X9-2-64G', 'A7-1-8G', 'L4-1-24G'].map((type) => typeOf({}, { type }))
  expect(convert(...types).warnings).toEqual([
    { kind: 'unknown-model', name: 'A7', offers: 1 },
    { kind: 'unknown-model', name: 'X9', offers: 2 },
  ])
})

test('a region that is in no table is listed without a country, and warned of once', () => {
  const { offers, warnings } = convert(
    typeOf({}, { zone: 'it-mil-1' }),
    typeOf({}, { zone: 'it-mil-2' }),
    typeOf(),
  )
  expect(offers.map(({ place }) => place.country)).toEqual(['FR', undefined, undefined])
  expect(warnings).toEqual([
    { kind: 'limited', reason: expect.stringMatching(/^the country of it-mil is not known/) },
  ])
})

test('an assumption of one offer is reported with it, and others have none', () => {
  const info = { gpu_name: 'P100', gpu_memory: 2 ** 34 }
  expect(offerOf({ gpu_info: info }, { type: 'RENDER-S' }).assumptions).toHaveLength(1)
  expect(offerOf().assumptions).toBeUndefined()
})
