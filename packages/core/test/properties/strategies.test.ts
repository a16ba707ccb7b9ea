import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { type LocalFirst, microUsd, milliseconds, type Offer, paretoFront } from '../../src/index.ts'
import { upTo } from './arbitraries/numbers.ts'
import { offer } from './arbitraries/offers.ts'
import { balanced, deadline, localFirst, providerPriority } from './arbitraries/strategies.ts'
import { competition, type World } from './arbitraries/worlds.ts'
import { candidatesOf, decisionIn } from './outcomes.ts'
import { winnerOf } from './reference-winner.ts'
import './patience.ts'

describe('cost-first', () => {
  const byJob = competition(fc.constant({ kind: 'cost-first', basis: 'job' }))

  test.prop([byJob], { numRuns: 300 })(
    'leaves no candidate that costs less, or as much and is sooner',
    (world) => {
      const [first, ...others] = candidatesOf(decisionIn(world)).map(({ estimate }) => estimate)
      fc.pre(first !== undefined)
      for (const other of others) {
        expect(microUsd(other.totalUsd)).toBeGreaterThanOrEqual(microUsd(first.totalUsd))
        if (microUsd(other.totalUsd) === microUsd(first.totalUsd))
          expect(milliseconds(other.completionHours)).toBeGreaterThanOrEqual(
            milliseconds(first.completionHours),
          )
      }
    },
  )

  test.prop([byJob, offer], { numRuns: 200 })(
    'does not care for an offer that is dearer',
    (world, another) => {
      fc.pre(world.offers.every(({ id }) => id !== another.id))
      const before = decisionIn(world)
      const after = decisionIn({ ...world, offers: [...world.offers, another] })
      const added = candidatesOf(after).find((candidate) => candidate.offer.id === another.id)
      fc.pre(before !== undefined && after !== undefined)
      if (added === undefined || added.estimate.totalUsd > before.chosen.estimate.totalUsd + 1e-6)
        expect(after.chosen).toEqual(before.chosen)
    },
  )

  test.prop([byJob, fc.constantFrom(0, 30, 400)], { numRuns: 300 })(
    'leaves in the front of what is worth a look exactly those that nothing beats',
    (world, gridGPerKWh) => {
      const twins = world.offers.map(
        (one): Offer => ({ ...one, id: `${one.id}~`, energy: { powerKW: 1, gridGPerKWh } }),
      )
      fc.pre(twins.every(({ id }) => world.offers.every((one) => one.id !== id)))
      const all = candidatesOf(decisionIn({ ...world, offers: [...world.offers, ...twins] }))
      const front = paretoFront(all).map((candidate) => candidate.offer.id)
      const criteria = all.map(({ offer: { id }, estimate: e }) => ({
        id,
        values: [
          microUsd(e.totalUsd),
          milliseconds(e.completionHours),
          e.interruptions,
          e.carbonGrams ?? 1e300,
        ],
      }))
      const beaten = criteria.filter(({ values }) =>
        criteria.some(
          (other) =>
            other.values.every((value, index) => value <= (values[index] ?? 0)) &&
            other.values.some((value, index) => value < (values[index] ?? 0)),
        ),
      )
      const unbeaten = all.map((one) => one.offer.id).filter((id) => beaten.every((one) => one.id !== id))
      expect([...front].sort()).toEqual(unbeaten.sort())
    },
  )
})

describe('balanced', () => {
  test.prop([competition(balanced)], { numRuns: 300 })(
    'leaves no candidate that is both cheaper and sooner',
    (world) => {
      const [first, ...others] = candidatesOf(decisionIn(world)).map(({ estimate }) => estimate)
      fc.pre(first !== undefined)
      for (const other of others)
        expect(
          microUsd(other.totalUsd) < microUsd(first.totalUsd) &&
            milliseconds(other.completionHours) < milliseconds(first.completionHours),
        ).toBe(false)
    },
  )

  test.prop([competition(balanced), upTo(50), upTo(50, 0.1)], { numRuns: 300 })(
    'never waits longer when time is worth more',
    (world, usdPerHour, more) => {
      const hoursAt = (valueOfTimeUsdPerHour: number): number | undefined =>
        decisionIn({
          ...world,
          policy: { ...world.policy, strategy: { kind: 'balanced', valueOfTimeUsdPerHour } },
        })?.chosen.estimate.completionHours
      const patient = hoursAt(usdPerHour)
      fc.pre(patient !== undefined)
      // Money is compared in micro-dollars, so that much of time may be lost to rounding.
      expect(hoursAt(usdPerHour + more)).toBeLessThanOrEqual(patient + 2e-6 / more + 1e-9)
    },
  )
})

describe('local-first', () => {
  const excluding = fc
    .tuple(localFirst, providerPriority)
    .map(([local, fallback]): LocalFirst => ({ ...local, fallback: { ...fallback, others: 'exclude' } }))

  test.prop([competition(excluding)], { numRuns: 400 })(
    'falls back to no provider that its fallback excludes',
    (world) => {
      const decision = decisionIn(world)
      const winner = winnerOf(world.policy.strategy, candidatesOf(decision), world.job)
      expect(decision?.chosen.offer.id).toBe(winner?.offer.id)
    },
  )
})

describe('the decision matrix', () => {
  const equal = fc.constant({ kind: 'decision-matrix' as const })

  test.prop([competition(equal), fc.constantFrom('public', 'internal')], { numRuns: 200 })(
    'on equal terms sends a public job to the cloud and keeps an internal one',
    (world, confidentiality) => {
      const chosen = decisionIn(world)?.chosen.offer
      fc.pre(chosen !== undefined)
      const offers = [
        { ...chosen, id: 'one', site: 'local' as const },
        { ...chosen, id: 'other', site: 'cloud' as const },
      ]
      const job = { ...world.job, confidentiality, urgency: 'low' as const, data: {} }
      const asked = decisionIn({ ...world, job, offers })
      expect(asked?.chosen.offer.site).toBe(confidentiality === 'public' ? 'cloud' : 'local')
      expect(asked?.alternatives.length).toBe(1)
    },
  )
})

describe('deadline', () => {
  test.prop([competition(deadline), fc.nat(), fc.constantFrom(0, 0.3, 0.6, 0.9)], { numRuns: 300 })(
    'is content with the chance that was asked for, when some offers meet it and some do not',
    (world, nth, confidence) => {
      const all = candidatesOf(decisionIn(world))
      const soonest = all[nth % Math.max(1, all.length)]
      fc.pre(soonest !== undefined && all.length > 1)
      const due: World = {
        ...world,
        job: { ...world.job, deadlineHours: Math.max(0.001, soonest.estimate.completionHours) },
        policy: { ...world.policy, strategy: { kind: 'deadline', confidence } },
      }
      const decision = decisionIn(due)
      const winner = winnerOf(due.policy.strategy, candidatesOf(decision), due.job)
      expect(decision?.chosen.offer.id).toBe(winner?.offer.id)
    },
  )

  test.prop([competition(deadline), upTo(48, 0.1), upTo(1, 0.01)], { numRuns: 300 })(
    'never gets cheaper when the deadline is sooner, as long as one offer is sure enough to meet it',
    (world, deadlineHours, factor) => {
      const due = (hours: number) => decisionIn({ ...world, job: { ...world.job, deadlineHours: hours } })
      const later = due(deadlineHours)
      const sooner = due(deadlineHours * factor)
      fc.pre(later !== undefined && sooner?.reason.kind === 'meets-deadline')
      expect(later.reason.kind).toBe('meets-deadline')
      expect(sooner.chosen.estimate.totalUsd).toBeGreaterThanOrEqual(later.chosen.estimate.totalUsd - 1e-6)
    },
  )
})
