import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  type Candidate,
  decide,
  explain,
  parseJob,
  parseOffers,
  parsePolicy,
  policyJsonSchema,
} from '../../src/index.ts'
import { strategy } from './arbitraries/strategies.ts'
import { competition, untidyWorld, world } from './arbitraries/worlds.ts'
import {
  candidatesOf,
  decisionIn,
  deepFrozen,
  outcomeIn,
  reordered,
  stored,
  withoutNegativeZero,
} from './outcomes.ts'
import './patience.ts'

const byId = (one: Candidate, other: Candidate): number => (one.offer.id < other.offer.id ? -1 : 1)

const order = fc.array(fc.nat(), { minLength: 9, maxLength: 9 })

describe('the generated worlds', () => {
  test('give a decision often enough to say something', () => {
    const worlds = fc.sample(world, { numRuns: 400, seed: 20_260_901 })
    const decided = worlds.filter((from) => decisionIn(from) !== undefined)
    expect(decided.length).toBeGreaterThan(worlds.length / 3)
  })

  test.prop([world], { numRuns: 150 })('are what the schemas read, without a change', (from) => {
    expect(parseJob(from.job)._unsafeUnwrap()).toEqual(from.job)
    expect(parsePolicy(from.policy)._unsafeUnwrap()).toEqual(from.policy)
    for (const offer of from.offers) {
      const { offers, failures } = parseOffers([offer], offer.site)._unsafeUnwrap()
      expect(failures).toEqual([])
      expect(offers).toEqual([offer])
    }
  })
})

describe('a decision', () => {
  test.prop([world, order, fc.constantFrom(undefined, 1, 2)], { numRuns: 400 })(
    'and an error are the same bytes in whatever order the offers come',
    (from, keys, ranked) => {
      const other = { ...from, offers: reordered(from.offers, keys) }
      expect(JSON.stringify(outcomeIn(other, ranked))).toBe(JSON.stringify(outcomeIn(from, ranked)))
    },
  )

  test.prop([competition(strategy), order], { numRuns: 250 })(
    'among many candidates is the same bytes in whatever order they come',
    (from, keys) => {
      const other = { ...from, offers: reordered(from.offers, keys) }
      expect(JSON.stringify(outcomeIn(other))).toBe(JSON.stringify(outcomeIn(from)))
    },
  )

  test.prop([world, order, fc.nat(), fc.nat()], { numRuns: 150 })(
    'is refused with the same bytes in whatever order the offers come when ids are doubled',
    (from, keys, first, second) => {
      fc.pre(from.offers.length > 0)
      const copies = [first, second].flatMap((index) => from.offers[index % from.offers.length] ?? [])
      const doubled = { ...from, offers: [...from.offers, ...copies] }
      const outcome = outcomeIn(doubled)
      expect(outcome.kind).toBe('duplicate-offer-id')
      expect(outcomeIn({ ...doubled, offers: reordered(doubled.offers, keys) })).toEqual(outcome)
    },
  )

  test.prop([untidyWorld], { numRuns: 200 })(
    'is the same bytes when it is made again, and when fields that are undefined are absent',
    (from) => {
      const once = JSON.stringify(outcomeIn(from))
      expect(JSON.stringify(outcomeIn(from))).toBe(once)
      expect(JSON.stringify(outcomeIn(stored(from)))).toBe(once)
    },
  )

  test.prop([world], { numRuns: 150 })(
    'is made without a change to the inputs, frozen to the last field',
    (from) => {
      const before = JSON.stringify(from)
      expect(JSON.stringify(outcomeIn(deepFrozen(from)))).toBe(JSON.stringify(outcomeIn(stored(from))))
      expect(JSON.stringify(from)).toBe(before)
    },
  )

  test.prop([world], { numRuns: 150 })(
    'is JSON: nothing is lost when it is stored, and it reads the same',
    (from) => {
      const outcome = outcomeIn(from)
      const again = stored(outcome)
      expect(again).toEqual(withoutNegativeZero(outcome))
      const read = (outcomeOrAgain: typeof outcome): string =>
        explain(outcomeOrAgain, { locale: 'de' }).replaceAll(/-0(,0+)?(?![,\d])/g, '0$1')
      expect(read(again)).toBe(read(outcome))
    },
  )

  test.prop([world], { numRuns: 200 })('can be replayed from what is stored of it', (from) => {
    const decision = decisionIn(from)
    fc.pre(decision !== undefined)
    const { job, policy, nowMs, ...kept } = stored(decision)
    const offers = candidatesOf(decision).map((candidate) => candidate.offer)
    const replayed = decide(job, stored(offers), policy, { nowMs })._unsafeUnwrap()
    expect({ ...replayed, rejections: kept.rejections, counts: kept.counts }).toEqual(
      withoutNegativeZero(decision),
    )
  })

  test.prop([competition(strategy), fc.integer({ min: 1, max: 7 })], { numRuns: 200 })(
    'of which less is worked out is the start of the same decision',
    (from, ranked) => {
      const full = decisionIn(from)
      const part = outcomeIn(from, ranked)
      if (full === undefined || part.kind !== 'decision') expect(part.kind).toBe('no-suitable-offer')
      else {
        const all = candidatesOf(full)
        expect(part).toEqual({
          ...full,
          alternatives: full.alternatives.slice(0, ranked - 1),
          others: all
            .slice(ranked)
            .sort(byId)
            .map(({ offer, estimate }) =>
              expect.objectContaining({ offerId: offer.id, totalUsd: estimate.totalUsd }),
            ),
        })
      }
    },
  )

  test.prop([competition(strategy)], { numRuns: 150 })(
    'estimates an offer the same alone and in company',
    (from) => {
      for (const { offer, estimate } of candidatesOf(decisionIn(from))) {
        const alone = decisionIn({ ...from, offers: [offer] })
        expect(alone?.chosen.estimate).toEqual(estimate)
      }
    },
  )
})

test('the schema of a policy for editors is JSON and the same every time', () => {
  expect(stored(policyJsonSchema())).toEqual(policyJsonSchema())
})
