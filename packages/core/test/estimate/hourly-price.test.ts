import { describe, expect, test } from 'vitest'
import {
  adjustedUsdPerHour,
  type LocalCostMode,
  localUsdPerHour,
  type Offer,
  type OfferCondition,
  type PriceAdjustment,
  termsOf,
} from '../../src/index.ts'
import { cheapest, cloudOffer, jobOf, localOffer } from '../builders.ts'
import { expectClose } from '../close.ts'

const priceOf = (offer: Offer, localCost?: LocalCostMode): number | undefined =>
  termsOf(jobOf(), offer, { ...cheapest, localCost })?.terms.usdPerHour

describe('the cost of an owned GPU', () => {
  /** The GPU of example S12 of the cost model. */
  const owned = localOffer({
    energy: { powerKW: 0.65, pue: 1.2 },
    ownership: {
      usdPerKWh: 0.15,
      capexUsd: 2600,
      residualUsd: 600,
      lifeYears: 3,
      utilisation: 0.5,
      maintenanceUsdPerHour: 0.01,
      shadowUsdPerHour: 0.35,
    },
  })
  const electricity = 0.65 * 1.2 * 0.15
  const amortised = electricity + 2000 / (3 * 8760 * 0.5) + 0.01

  test.each<[LocalCostMode, number]>([
    ['marginal', electricity],
    ['full', amortised],
    ['shadow', amortised + 0.35],
  ])('counts what the mode %s counts', (mode, usdPerHour) => {
    expectClose(priceOf(owned, mode) ?? Number.NaN, usdPerHour)
  })

  test('is marginal unless the policy says otherwise', () => {
    expect(priceOf(owned)).toBe(priceOf(owned, 'marginal'))
  })

  test('is what is asked for it, when somebody asks', () => {
    expect(priceOf({ ...owned, price: { usdPerHour: 3 } }, 'full')).toBe(3)
  })

  test('is computed when the asked price is 0', () => {
    expect(priceOf({ ...owned, price: { usdPerHour: 0 } })).toBe(priceOf(owned))
  })

  test('takes the rated power of all its GPUs when none is stated', () => {
    const rated = localOffer({ energy: { pue: 1 }, gpuCount: 4 })
    expectClose(priceOf(rated) ?? Number.NaN, 4 * 0.45)
  })

  test('takes its share of the rated power for a share of a GPU', () => {
    const gpu = { name: 'slice', model: 'A100-SXM4-80GB', fraction: 0.5, vramGiB: 40 }
    expectClose(priceOf(localOffer({ energy: { pue: 1 }, gpu })) ?? Number.NaN, 0.2)
  })

  test('takes tariff and power usage of the policy where nobody states them', () => {
    const offer = localOffer({ energy: { powerKW: 1 }, ownership: undefined })
    const policy = { ...cheapest, defaults: { usdPerKWh: 0.5, pue: 1.5 } }
    expect(termsOf(jobOf(), offer, policy)?.terms.usdPerHour).toBe(0.75)
  })

  test('spreads its price over a year of all hours when nobody states its life and use', () => {
    expect(localUsdPerHour({ powerKW: 0, pue: 1, usdPerKWh: 0, capexUsd: 8760 })).toBe(1)
  })

  test('is not computed for a rented GPU', () => {
    expect(priceOf({ ...owned, purchase: 'on-demand' })).toBeUndefined()
  })
})

const adjusted = (adjustments: readonly PriceAdjustment[]): number =>
  adjustedUsdPerHour(2, cloudOffer(), adjustments)
const half: PriceAdjustment = { kind: 'multiply', where: {}, factor: 0.5 }
const dearer: PriceAdjustment = { kind: 'add', where: {}, usdPerHour: 1 }
const contract: PriceAdjustment = { kind: 'set', where: {}, usdPerHour: 0.7 }

describe('adjustments of a price', () => {
  test.each<[string, readonly PriceAdjustment[], number]>([
    ['none leave it', [], 2],
    ['a factor multiplies it', [half], 1],
    ['an amount is added', [dearer], 3],
    ['a contract replaces it', [contract], 0.7],
    ['a factor comes before an amount that is listed after it', [half, dearer], 2],
    ['a factor comes after an amount that is listed before it', [dearer, half], 1.5],
    ['a contract forgets what is listed before it', [dearer, contract, half], 0.35],
  ])('%s', (_, adjustments, usdPerHour) => {
    expect(adjusted(adjustments)).toBe(usdPerHour)
  })

  test.each<OfferCondition>([
    {},
    { provider: 'aws' },
    { source: 'test-source' },
    { purchase: 'on-demand' },
    { model: 'RTX 4090' },
    { provider: 'aws', source: 'test-source', purchase: 'on-demand', model: 'RTX 4090' },
  ])('are made where %j fits', (where) => {
    expect(adjusted([{ ...half, where }])).toBe(1)
  })

  test.each<OfferCondition>([
    { provider: 'gcp' },
    { source: 'other' },
    { purchase: 'spot' },
    { model: 'L4' },
    { provider: 'aws', model: 'L4' },
  ])('are not made where %j does not fit', (where) => {
    expect(adjusted([{ ...half, where }])).toBe(2)
  })

  test('of the policy enter the terms', () => {
    const policy = { ...cheapest, priceAdjustments: [half] }
    expect(termsOf(jobOf(), cloudOffer(), policy)?.terms.usdPerHour).toBe(0.5)
  })

  test('of the policy enter the cost of an owned GPU', () => {
    const policy = { ...cheapest, priceAdjustments: [half] }
    expect(termsOf(jobOf(), localOffer(), policy)?.terms.usdPerHour).toBe(0.5)
  })
})
