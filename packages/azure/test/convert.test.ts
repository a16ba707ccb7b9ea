import { type ListedOffer, parseOffer } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { toOffers } from '../src/convert.ts'
import { contextOf, offersOf, pricedOf } from './offers-of.ts'

describe('a size', () => {
  test('is two offers, sorted by id, which core can read', () => {
    const offers = toOffers([pricedOf('NC4as_T4_v3'), pricedOf('NC24ads_A100_v4')], contextOf())
    expect(offers.map(({ id }) => id)).toEqual([
      'azure/westeurope/Standard_NC24ads_A100_v4/on-demand',
      'azure/westeurope/Standard_NC24ads_A100_v4/spot',
      'azure/westeurope/Standard_NC4as_T4_v3/on-demand',
      'azure/westeurope/Standard_NC4as_T4_v3/spot',
    ])
    for (const offer of offers) expect(parseOffer(offer, 'cloud').isOk()).toBe(true)
  })

  test('has the price of the whole machine; a Spot offer has that on demand beside it', () => {
    const { onDemand, spot } = offersOf('ND96isr_H100_v5')
    expect([onDemand.price, spot.price]).toEqual([
      { usdPerHour: 4 },
      { usdPerHour: 1, onDemandUsdPerHour: 4 },
    ])
  })

  test('costs as Spot never more than on demand, which is what a maximum of -1 means', () => {
    const [, spot] = toOffers([pricedOf('NC4as_T4_v3', { spotUsdPerHour: 5 })], contextOf())
    expect(spot?.price).toEqual({ usdPerHour: 4, onDemandUsdPerHour: 4 })
  })

  test('that has only one of the prices is one offer', () => {
    const only = { onDemandUsdPerHour: undefined }
    const [offer, ...others] = toOffers([pricedOf('NC4as_T4_v3', only)], contextOf())
    expect([offer?.purchase, offer?.price, others.length]).toEqual(['spot', { usdPerHour: 1 }, 0])
  })

  test('is launched by names of a create', () => {
    const { onDemand, spot } = offersOf('NCC40ads_H100_v5')
    const common = {
      location: 'westeurope',
      vmSize: 'Standard_NCC40ads_H100_v5',
      securityType: 'ConfidentialVM',
    }
    expect(onDemand.launch).toEqual({ ...common, priority: 'Regular' })
    expect(spot.launch).toEqual({ ...common, priority: 'Spot', evictionPolicy: 'Delete', maxPrice: -1 })
  })

  test('stands in a region with its country, and in none that is not known', () => {
    expect(offersOf('NC4as_T4_v3').onDemand.place).toEqual({ region: 'westeurope', country: 'NL' })
    const [moon] = toOffers([pricedOf('NC4as_T4_v3', { region: 'moonbase1' })], contextOf())
    expect(moon?.place).toEqual({ region: 'moonbase1', country: undefined })
    expect(moon?.network?.egressTiers).toBeUndefined()
  })
})

describe('the GPU', () => {
  test('is that of the table, with its memory and link', () => {
    expect(offersOf('ND96isr_H200_v5').onDemand).toMatchObject({
      gpu: { name: 'H200-SXM', model: 'H200-SXM', vendor: 'nvidia', vramGiB: 141, interconnect: 'nvlink' },
      gpuCount: 8,
    })
  })

  test.each([
    ['NV6ads_A10_v5', 'A10', 1 / 6, 4],
    ['NV12ads_A10_v5', 'A10', 1 / 3, 8],
    ['NC24lds_xl_RTXPRO6000BSE_v6', 'RTX PRO 6000 Blackwell Server', 1 / 4, 24],
  ])('of %s is one share of an %s', (name, model, fraction, vramGiB) => {
    const { gpu, gpuCount } = offersOf(name).onDemand
    expect([gpuCount, gpu.model, gpu.fraction]).toEqual([1, model, fraction])
    expect(gpu.vramGiB).toBeCloseTo(vramGiB, 12)
  })

  test('that is only likely is said to be', () => {
    const { onDemand } = offersOf('NC8ads_A10_v4')
    expect(onDemand.assumptions?.[0]).toMatchObject({ name: 'gpu', value: 'A10' })
    expect(offersOf('NC4as_T4_v3').onDemand.assumptions?.some(({ name }) => name === 'gpu')).toBe(false)
  })

  test('has the memory of its model where Azure rounds it up', () => {
    expect(offersOf('ND128isr_NDR_GB200_v6').onDemand.gpu.vramGiB).toBe(186)
  })
})

describe('prices of data', () => {
  const notesOf = ({ assumptions = [] }: ListedOffer) => assumptions.map(({ name }) => name)

  test('are from tables, and that is said', () => {
    const { onDemand } = offersOf('NC4as_T4_v3')
    expect(onDemand.network).toMatchObject({ dataPath: 'staged', ingressUsdPerGB: 0 })
    expect(onDemand.network?.egressTiers?.[1]).toEqual([10_240, 0.087])
    expect(onDemand.network?.storageUsdPerGBMonth).toBeCloseTo(0.1434, 4)
    expect(notesOf(onDemand)).toEqual(['egressUsdPerGB', 'storageUsdPerGBMonth'])
  })

  test.each([
    ['japaneast', 0.12],
    ['southafricanorth', 0.12],
    ['brazilsouth', 0.181],
    ['canadacentral', 0.087],
  ])('of %s begin at %f behind what is free', (region, usdPerGB) => {
    const [offer] = toOffers([pricedOf('NC4as_T4_v3', { region })], contextOf())
    expect(offer?.network?.egressTiers?.slice(0, 2).map(([, usd]) => usd)).toEqual([0, usdPerGB])
    expect(offer?.assumptions?.[0]).toMatchObject({ name: 'egressUsdPerGB', value: usdPerGB })
  })

  test('are those of the user where one states them, without a note', () => {
    const dataPrices = { egressTiers: [[null, 0.08]] as const, storageUsdPerGBMonth: 0.05 }
    const { onDemand } = offersOf('NC4as_T4_v3', {}, { dataPrices })
    expect(onDemand.network).toEqual({ dataPath: 'staged', ingressUsdPerGB: 0, ...dataPrices })
    expect(notesOf(onDemand)).toEqual([])
  })

  test('keep the rest of the tables where the user states one of them', () => {
    const { onDemand } = offersOf(
      'NC4as_T4_v3',
      {},
      { dataPrices: { egressTiers: [[null, 0.02]], storageUsdPerGBMonth: undefined } },
    )
    expect(onDemand.network?.egressTiers).toEqual([[null, 0.02]])
    expect(onDemand.network?.storageUsdPerGBMonth).toBeCloseTo(0.1434, 4)
    expect(notesOf(onDemand)).toEqual(['storageUsdPerGBMonth'])
  })
})
