import { describe, expect, test } from 'vitest'
import { cheapest, cloudOffer, jobOf, localOffer, refusalOf, spotOffer } from '../builders.ts'

const notAllowed = {
  gate: 'spot',
  kind: 'spot-not-allowed',
  needed: 'on-demand or owned',
  actual: 'spot',
}

describe('where spot is not allowed', () => {
  const policy = { ...cheapest, allowSpot: false }

  test('by the policy, a spot offer is refused', () => {
    expect(refusalOf(spotOffer(), { policy })).toEqual(notAllowed)
  })

  test('by the job, a spot offer is refused', () => {
    expect(refusalOf(spotOffer(), { job: jobOf({ allowSpot: false }) })).toEqual(notAllowed)
  })

  test('by the policy, a job that allows it does not loosen the rule', () => {
    expect(refusalOf(spotOffer(), { policy, job: jobOf({ allowSpot: true }) })).toEqual(notAllowed)
  })

  test.each([cloudOffer(), localOffer()])('an offer that is $purchase passes', (offer) => {
    expect(refusalOf(offer, { policy })).toBeUndefined()
  })
})

test('spot is allowed unless somebody forbids it', () => {
  expect(refusalOf(spotOffer())).toBeUndefined()
})

describe('the price of a spot offer', () => {
  const priced = (usdPerHour: number, onDemandUsdPerHour: number | undefined) =>
    spotOffer({ price: { usdPerHour, onDemandUsdPerHour } })

  test('above that of the same thing on demand is refused with both', () => {
    expect(refusalOf(priced(1.01, 1))).toEqual({
      gate: 'spot',
      kind: 'spot-dearer-than-on-demand',
      needed: 1,
      actual: 1.01,
    })
  })

  test('equal to that on demand passes', () => {
    expect(refusalOf(priced(1, 1))).toBeUndefined()
  })

  test('passes when the price on demand is unknown', () => {
    expect(refusalOf(priced(1, undefined))).toBeUndefined()
  })

  test('passes when the price on demand is 0, which is unknown, too', () => {
    expect(refusalOf(priced(1, 0))).toBeUndefined()
  })

  test('is compared on spot offers only', () => {
    expect(refusalOf(cloudOffer({ price: { usdPerHour: 2, onDemandUsdPerHour: 1 } }))).toBeUndefined()
  })
})
