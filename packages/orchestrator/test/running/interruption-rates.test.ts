import type { Offer } from '@aima/gpu-core'
import { buildOffer } from '@aima/gpu-testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createInterruptionRates } from '../../src/running/interruption-rates.ts'
import { failoverFixture, hourMs, spotOffer } from './failover-fixture.ts'

const { spotRisk: _, ...unstated } = spotOffer()

test('a rate moves from what the source states to what was seen', () => {
  const rates = createInterruptionRates()
  expect(rates.perHour(spotOffer())).toBeUndefined()
  rates.observe(spotOffer(), { runningHours: 10, interruptions: 3 })
  expect(rates.perHour(spotOffer())).toBeCloseTo((3 + 0.1 * 20) / 30, 12)
})

test('a rate starts from the default of the kind of provider where the source states none', () => {
  const rates = createInterruptionRates({ priors: () => ({ local: 0, 'gpu-cloud': 0.4, hyperscaler: 0 }) })
  rates.observe(unstated, { runningHours: 20, interruptions: 0 })
  expect(rates.perHour(unstated)).toBeCloseTo(0.2, 12)
})

test('learnt rates replace stated ones, with a note, and leave the rest as it is', () => {
  const rates = createInterruptionRates()
  rates.observe(spotOffer(), { runningHours: 10, interruptions: 3 })
  const noted = { name: 'bootHours', value: 1, unit: 'h', basis: 'guess' }
  const [adjusted] = rates.adjust([spotOffer({ assumptions: [noted] })])
  expect(adjusted?.spotRisk).toEqual({ interruptionsPerHour: 5 / 30, recoverWaitHours: 0 })
  expect(adjusted?.assumptions).toEqual([
    noted,
    {
      name: 'interruptionsPerHour',
      value: 5 / 30,
      unit: '1/h',
      basis: 'own runs: 3 interruptions in 10 h, 0.1/h before',
    },
  ])
})

test('adjusting twice is as good as once, also after more was seen', () => {
  const rates = createInterruptionRates()
  rates.observe(spotOffer(), { runningHours: 10, interruptions: 3 })
  const once = rates.adjust([spotOffer(), unstated])
  expect(rates.adjust(once.map((offer) => ({ ...offer })))).toEqual(once)
  rates.observe(spotOffer(), { runningHours: 10, interruptions: 0 })
  expect(rates.adjust(once)).toEqual(rates.adjust([spotOffer(), unstated]))
})

describe('what was seen of one offer says nothing of', () => {
  test.each<[string, Partial<Offer>]>([
    ['another provider', { provider: 'gcp' }],
    ['another zone', { place: { region: 'eu-1', zone: 'b' } }],
    ['another GPU', { gpu: { name: 'L4', model: 'L4' } }],
    ['an offer on demand', { purchase: 'on-demand' }],
  ])('%s', (_what, changes) => {
    const rates = createInterruptionRates()
    rates.observe(spotOffer(), { runningHours: 1, interruptions: 1 })
    expect(rates.adjust([spotOffer(changes)])).toEqual([spotOffer(changes)])
  })
})

test('offers that cannot be interrupted and times that are none teach nothing', () => {
  const rates = createInterruptionRates()
  rates.observe(buildOffer(), { runningHours: 1, interruptions: 1 })
  rates.observe(spotOffer(), { runningHours: Number.NaN, interruptions: 1 })
  expect(rates.adjust([spotOffer({ purchase: 'on-demand' }), spotOffer()])[1]).toEqual(spotOffer())
})

test('hours below none are none', () => {
  const rates = createInterruptionRates()
  rates.observe(spotOffer(), { runningHours: -10, interruptions: 1 })
  expect(rates.perHour(spotOffer())).toBeCloseTo(3 / 20, 12)
})

test('the memory is bounded', () => {
  const rates = createInterruptionRates({ most: 10 })
  const zones = Array.from({ length: 50 }, (_, index) =>
    spotOffer({ place: { region: 'eu-1', zone: `z-${index}` } }),
  )
  for (const offer of zones) rates.observe(offer, { runningHours: 1, interruptions: 0 })
  expect(zones.filter((offer) => rates.perHour(offer) !== undefined)).toEqual(zones.slice(-10))
})

test('a rate lies between its prior and what was seen', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 2, noNaN: true }),
      fc.double({ min: 0.01, max: 1_000, noNaN: true }),
      fc.nat(100),
      (prior, runningHours, interruptions) => {
        const rates = createInterruptionRates()
        const offer = spotOffer({ spotRisk: { interruptionsPerHour: prior } })
        rates.observe(offer, { runningHours, interruptions })
        const seen = interruptions / runningHours
        const rate = rates.perHour(offer) ?? -1
        expect(rate).toBeGreaterThanOrEqual(Math.min(prior, seen) - 1e-9)
        expect(rate).toBeLessThanOrEqual(Math.max(prior, seen) + 1e-9)
      },
    ),
  )
})

describe('failover teaches', () => {
  test('hours and interruptions of spot machines that were lost', async () => {
    const fixture = failoverFixture([spotOffer({ id: 'next' })])
    const placement = fixture.placementOn(spotOffer())
    fixture.clock.advance(10 * hourMs)
    const report = await fixture.failover.reportLoss(placement, { reason: 'interrupted' })
    expect(fixture.rates.perHour(spotOffer())).toBeCloseTo(3 / 30, 12)
    expect(report.next._unsafeUnwrap().chosen.estimate.interruptionsPerHour).toBeCloseTo(3 / 30, 12)
  })

  test('hours only, where the job was at fault or done', async () => {
    const fixture = failoverFixture([])
    await fixture.failover.reportLoss(fixture.placementOn(spotOffer()), {
      reason: 'job-failed',
      runningHours: 10,
    })
    fixture.failover.reportDone(fixture.placementOn(spotOffer()), 10)
    expect(fixture.rates.perHour(spotOffer())).toBeCloseTo(2 / 40, 12)
  })

  test('no negative hours when the clock was set back', async () => {
    const fixture = failoverFixture([])
    const placement = fixture.placementOn(spotOffer())
    fixture.clock.set(0)
    await fixture.failover.reportLoss(placement, { reason: 'interrupted' })
    expect(fixture.rates.perHour(spotOffer())).toBeCloseTo(3 / 20, 12)
  })
})
