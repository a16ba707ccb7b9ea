import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { gateNames, type NearMiss, type Rejection } from '../../src/index.ts'
import { maybe, upTo } from './arbitraries/numbers.ts'
import { costFirst } from './arbitraries/strategies.ts'
import { competition, mergedWorld, pickyWorld, type World, world } from './arbitraries/worlds.ts'
import { brokenLaws, gateOrder } from './laws/laws.ts'
import { admittedIn, candidatesOf, decisionIn, offerOf, outcomeIn } from './outcomes.ts'
import './patience.ts'

const rejectionsIn = (from: World): readonly Rejection[] => {
  const outcome = outcomeIn(from)
  return 'rejections' in outcome ? outcome.rejections : []
}

const nearMissesIn = (from: World): readonly NearMiss[] => {
  const outcome = outcomeIn(from)
  return 'nearMisses' in outcome ? outcome.nearMisses : []
}

const brokenBy = (from: World, offerId: string): ReadonlySet<string> => {
  const offer = offerOf(from.offers, offerId)
  return offer === undefined ? new Set() : brokenLaws(offer, from)
}

const anyWorld = fc.oneof(world, pickyWorld)

describe('an offer', () => {
  test.prop([anyWorld], { numRuns: 500 })('that is a candidate keeps every law', (from) => {
    for (const { offer } of candidatesOf(decisionIn(from)))
      expect([offer.id, ...brokenLaws(offer, from)]).toEqual([offer.id])
  })

  test.prop([anyWorld], { numRuns: 500 })('that keeps every law is a candidate, and no other is', (from) => {
    const lawful = from.offers.filter((offer) => brokenLaws(offer, from).size === 0).map(({ id }) => id)
    expect(admittedIn(from)).toEqual(lawful.sort())
  })

  const cap = fc.record({ usdPerHour: maybe(upTo(5, 0.1)), usdPerJob: maybe(upTo(40, 0.1)) })

  test.prop([competition(costFirst), cap, cap], { numRuns: 300 })(
    'must keep within the caps of both the job and the policy',
    (from, ofJob, ofPolicy) => {
      const capped = {
        ...from,
        job: { ...from.job, budget: ofJob },
        policy: { ...from.policy, budget: ofPolicy },
      }
      const lawful = capped.offers.filter((offer) => brokenLaws(offer, capped).size === 0).map(({ id }) => id)
      expect(admittedIn(capped)).toEqual(lawful.sort())
    },
  )

  test.prop([world], { numRuns: 200 })('is in exactly one of candidates and rejections', (from) => {
    const outcome = outcomeIn(from, 2)
    if (!('counts' in outcome)) throw new Error(outcome.kind)
    const { rejections, counts } = outcome
    const refused = rejections.map(({ offerId }) => offerId)
    const admitted =
      outcome.kind === 'decision'
        ? [
            ...candidatesOf(outcome).map(({ offer }) => offer.id),
            ...outcome.others.map(({ offerId }) => offerId),
          ]
        : []
    expect([...admitted, ...refused].sort()).toEqual(from.offers.map(({ id }) => id).sort())
    expect(counts.offers).toBe(from.offers.length)
    expect(counts.candidates).toBe(admitted.length)
    for (const gate of gateNames)
      expect(counts.rejected[gate]).toBe(rejections.filter((rejection) => rejection.gate === gate).length)
  })

  test.prop([anyWorld], { numRuns: 500 })('is refused for a law that it breaks', (from) => {
    for (const { offerId, provider, kind } of rejectionsIn(from)) {
      expect(offerOf(from.offers, offerId)?.provider).toBe(provider)
      expect([...brokenBy(from, offerId)]).toContain(kind)
    }
  })

  test.prop([anyWorld], { numRuns: 200 })('is refused at the first gate whose laws it breaks', (from) => {
    const { within: _, ...policy } = from.policy
    const single = { ...from, policy }
    for (const { offerId, gate } of rejectionsIn(single)) {
      const broken = brokenBy(single, offerId)
      const first = gateOrder.find(([, kinds]) => kinds.some((kind) => broken.has(kind)))
      // A strategy spares a local GPU until its wait is known, so what it excludes can come last.
      if (first !== undefined && first[0] !== 'strategy') expect([offerId, gate]).toEqual([offerId, first[0]])
    }
  })

  test.prop([mergedWorld], { numRuns: 200 })(
    'on a site where no job may run under one of the merged policies is refused for that, before anything else',
    (from) => {
      for (const { offerId, kind } of rejectionsIn(from))
        if (brokenBy(from, offerId).has('site-not-allowed'))
          expect([offerId, kind]).toEqual([offerId, 'site-not-allowed'])
    },
  )

  test.prop([fc.oneof(world, pickyWorld, mergedWorld)], { numRuns: 300 })(
    'that nearly fitted is on a site where the job may run, and is told laws that it really broke',
    (from) => {
      for (const { offer, refusals } of nearMissesIn(from)) {
        const broken = brokenLaws(offer, from)
        expect([offer.id, broken.has('site-not-allowed')]).toEqual([offer.id, false])
        expect(refusals.filter(({ kind }) => !broken.has(kind))).toEqual([])
        expect(refusals.length).toBeGreaterThan(0)
      }
    },
  )

  test.prop([anyWorld], { numRuns: 200 })(
    'whose machine nearly fitted is told everything that it lacks',
    (from) => {
      const technical = new Set(gateOrder.flatMap(([gate, kinds]) => (gate === 'technical' ? kinds : [])))
      for (const { offer, refusals } of nearMissesIn(from)) {
        if (refusals[0]?.gate !== 'technical') continue
        const broken = [...technical].filter((kind) => brokenLaws(offer, from).has(kind))
        expect(refusals.map(({ kind }) => kind).sort()).toEqual(broken.sort())
      }
    },
  )

  test.prop([anyWorld], { numRuns: 200 })('is told with numbers that really fall short', (from) => {
    const caps = /over-budget|takes-too-long|price-too-old|spot-dearer|closes-too-early|^closed$|failed/
    for (const { kind, needed, actual } of rejectionsIn(from)) {
      if (typeof needed !== 'number' || typeof actual !== 'number') continue
      if (caps.test(kind)) {
        if (kind === 'closes-too-early') expect(actual).toBeLessThan(needed)
        else expect(actual).toBeGreaterThan(needed)
      } else expect(actual).toBeLessThan(needed)
    }
  })
})
