import { describe, expect, test } from 'vitest'
import type { Offer, Policy, PriceAdjustment, ProviderKind } from '../../src/index.ts'
import { cheapest, cloudOffer, hourMs, localOffer, nowMs, refusalOf } from '../builders.ts'

describe('a price that is unknown', () => {
  test('is refused when nobody states one', () => {
    expect(refusalOf(cloudOffer({ price: undefined }))).toEqual({
      gate: 'price',
      kind: 'price-unknown',
      needed: 'a price above 0',
      actual: null,
    })
  })

  test('is refused when it is stated as 0', () => {
    expect(refusalOf(cloudOffer({ price: { usdPerHour: 0 } }))?.actual).toBe(0)
  })

  test('is refused for an owned GPU whose power nobody knows', () => {
    const offer = localOffer({ energy: undefined, gpu: { name: 'GPU of tomorrow' } })
    expect(refusalOf(offer)).toMatchObject({ kind: 'price-unknown', actual: null })
  })

  const adjustedTo = (adjustment: PriceAdjustment) =>
    refusalOf(cloudOffer(), { policy: { ...cheapest, priceAdjustments: [adjustment] } })

  test.each<[number, PriceAdjustment]>([
    [0, { kind: 'multiply', where: {}, factor: 0 }],
    [0, { kind: 'set', where: {}, usdPerHour: 0 }],
    [-1, { kind: 'add', where: {}, usdPerHour: -2 }],
  ])('is refused when an adjustment leaves %d USD/h', (left, adjustment) => {
    expect(adjustedTo(adjustment)).toMatchObject({ kind: 'price-unknown', actual: left })
  })
})

/** An offer of a kind of provider, with a listed price that was seen some hours ago. */
const seen = (providerKind: ProviderKind, hoursAgo: number): Offer =>
  cloudOffer({ providerKind, observedAtMs: nowMs - hoursAgo * hourMs })

describe('the age of a price', () => {
  test.each([
    ['gpu-cloud', 1],
    ['hyperscaler', 24],
  ] as const)('on %s may be %d h', (kind, hours) => {
    expect(refusalOf(seen(kind, hours))).toBeUndefined()
  })

  test.each([
    ['gpu-cloud', 1],
    ['hyperscaler', 24],
  ] as const)('on %s may not be more than %d h', (kind, hours) => {
    expect(refusalOf(seen(kind, hours * 1.5))).toEqual({
      gate: 'price',
      kind: 'price-too-old',
      needed: hours,
      actual: hours * 1.5,
    })
  })

  test('on local offers is no matter by default', () => {
    expect(refusalOf(seen('local', 1e6))).toBeUndefined()
  })

  const policy: Policy = { ...cheapest, maximumPriceAgeHours: { hyperscaler: 2, local: 3 } }

  test('is limited by the policy where it sets a limit', () => {
    expect(refusalOf(seen('hyperscaler', 2.5), { policy })?.needed).toBe(2)
  })

  test('keeps its default where the policy sets no limit', () => {
    expect(refusalOf(seen('gpu-cloud', 1.5), { policy })?.needed).toBe(1)
  })

  test('counts for a listed price of an owned GPU, when the policy sets a limit', () => {
    const offer = localOffer({ price: { usdPerHour: 1 }, observedAtMs: nowMs - 4 * hourMs })
    expect(refusalOf(offer, { policy })?.kind).toBe('price-too-old')
  })

  test('does not count for an owned GPU whose cost is computed', () => {
    expect(refusalOf(localOffer({ observedAtMs: nowMs - 4 * hourMs }), { policy })).toBeUndefined()
  })

  test('of an offer that was seen in the future is no reason to refuse it', () => {
    expect(refusalOf(seen('gpu-cloud', -1))).toBeUndefined()
  })
})
