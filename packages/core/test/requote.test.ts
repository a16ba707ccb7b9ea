import { describe, expect, test } from 'vitest'
import { type Offer, type Policy, requote } from '../src/index.ts'
import { cheapest, cloudOffer, decided, hourMs, jobOf, localOffer, nowMs } from './builders.ts'

const chosen = cloudOffer({ price: { usdPerHour: 4 } })
const decision = decided([chosen, cloudOffer({ id: 'other', price: { usdPerHour: 9 } })])
const priced = (usdPerHour: number): Offer => ({ ...chosen, price: { usdPerHour } })
const again = (offers: readonly Offer[], before = decision) => requote(before, offers, { nowMs })

test('an offer that is as it was is quoted without drift', () => {
  expect(again([chosen])).toEqual({
    kind: 'quoted',
    candidate: decision.chosen,
    hourlyDrift: 0,
    totalDrift: 0,
    mustAskAgain: false,
  })
})

describe('the price of the hour', () => {
  test.each([
    [4.5, 0.125, false],
    [4.75, 0.1875, false],
    [5, 0.25, true],
    [8, 1, true],
    [3, -0.25, false],
    [0.5, -0.875, false],
  ])('of 4 USD that is now %d USD has drifted by %d, so that a person is asked: %s', (usd, drift, asks) => {
    expect(again([priced(usd)])).toMatchObject({ kind: 'quoted', hourlyDrift: drift, mustAskAgain: asks })
  })

  test.each([
    [4.75, 0.25],
    [5, 0.25],
  ])('of %d USD is not asked about within the %d of the policy', (usd, maximumPriceDrift) => {
    const policy: Policy = { ...cheapest, maximumPriceDrift }
    expect(again([priced(usd)], decided([chosen], { policy }))).toMatchObject({ mustAskAgain: false })
  })

  test('of any higher amount is asked about when the policy allows no drift', () => {
    const policy: Policy = { ...cheapest, maximumPriceDrift: 0 }
    expect(again([priced(4.000001)], decided([chosen], { policy }))).toMatchObject({ mustAskAgain: true })
  })
})

test('a total that has drifted is asked about, although the hour costs the same', () => {
  const job = jobOf({ data: { outputGB: 10, downlinkMbps: 1e9 } })
  const before: Offer = { ...chosen, network: { egressUsdPerGB: 0.1, storageUsdPerGBMonth: 0 } }
  const after: Offer = { ...chosen, network: { egressUsdPerGB: 0.3, storageUsdPerGBMonth: 0 } }
  expect(again([after], decided([before], { job }))).toMatchObject({
    hourlyDrift: 0,
    totalDrift: expect.closeTo(0.4, 12),
    mustAskAgain: true,
  })
})

test('a job without cost that costs something now is asked about', () => {
  const job = jobOf({ run: { refHours: 0, referenceGpu: 'RTX 4090' } })
  const billed: Offer = { ...chosen, billing: { billStepSeconds: 1, billMinSeconds: 60 } }
  expect(again([billed], decided([chosen], { job }))).toMatchObject({
    totalDrift: Number.MAX_VALUE,
    mustAskAgain: true,
  })
})

test('the quote is that of today, under the rank that it had', () => {
  const requoted = again([priced(5)])
  expect(requoted).toMatchObject({ candidate: { rank: 1, offer: priced(5), estimate: { totalUsd: 5 } } })
})

describe('an offer that a gate refuses now', () => {
  test('is refused by the first rule that it breaks', () => {
    const old: Offer = { ...chosen, observedAtMs: nowMs - 25 * hourMs }
    expect(again([old])).toEqual({
      kind: 'refused',
      refusal: expect.objectContaining({ gate: 'price', kind: 'price-too-old', needed: 24, actual: 25 }),
    })
  })

  test('is refused by a rule that needs the estimate', () => {
    const policy: Policy = { ...cheapest, budget: { usdPerJob: 5 } }
    expect(again([priced(4.5)], decided([chosen], { policy }))).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'job-cost-over-budget' },
    })
  })

  test('is refused when an attempt has failed since', () => {
    const failures = [{ untilMs: nowMs + 1, reason: 'no-capacity', offerId: chosen.id }]
    expect(requote(decision, [chosen], { nowMs, failures })).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'failed-recently' },
    })
  })

  test('is refused when it has left the house of a confidential job', () => {
    const owned = localOffer()
    const confidential = decided([owned], { job: jobOf({ confidentiality: 'confidential' }) })
    expect(again([{ ...owned, site: 'cloud' }], confidential)).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'site-not-allowed' },
    })
  })
})

test('an offer that is no longer listed is gone, although others are there', () => {
  expect(again([cloudOffer({ id: 'other' })])).toEqual({ kind: 'gone', offerId: 'cloud' })
})

test('a decision that was stored as JSON is quoted the same', () => {
  const stored: typeof decision = JSON.parse(JSON.stringify(decision))
  expect(again([priced(5)], stored)).toEqual(again([priced(5)]))
})
