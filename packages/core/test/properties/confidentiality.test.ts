import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import {
  decide,
  explain,
  grantSite,
  type Job,
  mergePolicies,
  type Offer,
  type Policy,
  parseOffer,
  parseOffers,
  requote,
} from '../../src/index.ts'
import { offer } from './arbitraries/offers.ts'
import { plainPolicy, policy } from './arbitraries/policies.ts'
import { confidentialWorld, type World, world } from './arbitraries/worlds.ts'
import { candidatesOf, decisionIn, outcomeIn, untyped } from './outcomes.ts'
import './patience.ts'

/** Every offer that an outcome puts forward, in whatever role. */
const shownIn = (from: World, ranked?: number): readonly Offer[] => {
  const outcome = outcomeIn(from, ranked)
  if (outcome.kind === 'decision') {
    const others = from.offers.filter(({ id }) => outcome.others.some(({ offerId }) => offerId === id))
    return [...candidatesOf(outcome).map((candidate) => candidate.offer), ...others]
  }
  return 'nearMisses' in outcome ? outcome.nearMisses.map((miss) => miss.offer) : []
}

const isAway = ({ site }: Offer): boolean => site !== 'local'

/** A policy that says outright that confidential jobs may go to the cloud, as only an untyped caller or a bug can. */
const loosened = (rules: Policy): Policy => ({
  ...rules,
  clearance: { ...rules.clearance, confidential: { sites: ['cloud', 'local'] } },
})

const loosenedPolicy = fc.oneof(
  policy,
  policy.map(loosened),
  plainPolicy.map((inner) => loosened(mergePolicies(loosened(inner), inner))),
)

/** Anything that is not the one word, as it comes out of a database or a form. */
const garbage = fc.oneof(
  fc.constantFrom('', 'Public', 'PUBLIC', ' public', 'public ', 'internal\n', 'publiс', 'secret', '3'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty'),
  fc.constantFrom(null, 1, 2, true, false, [], ['public'], ['internal'], {}, { public: true }),
  fc.string().filter((text) => text !== 'public' && text !== 'internal'),
)

const withLevel = (job: Job, confidentiality: unknown): Job => untyped({ ...job, confidentiality })
const withoutLevel = ({ confidentiality: _, ...job }: Job): Job => untyped(job)

describe('a confidential job', () => {
  test.prop([confidentialWorld, loosenedPolicy, fc.constantFrom(undefined, 1, 2)], { numRuns: 1000 })(
    'is never shown an offer that is not local, under any policy, strategy or failure',
    (from, rules, ranked) => {
      expect(shownIn({ ...from, policy: rules }, ranked).filter(isAway)).toEqual([])
    },
  )

  test.prop([world, garbage], { numRuns: 300 })(
    'is one whose confidentiality is none of the known words',
    (from, level) => {
      expect(shownIn({ ...from, job: withLevel(from.job, level) }).filter(isAway)).toEqual([])
    },
  )

  test.prop([world], { numRuns: 150 })('is one whose confidentiality is missing', (from) => {
    expect(shownIn({ ...from, job: withoutLevel(from.job) }).filter(isAway)).toEqual([])
  })

  test.prop([confidentialWorld, fc.constantFrom('', 'Local', 'LOCAL', 'local ', 'on-prem', 'cloud,local')], {
    numRuns: 200,
  })('never gets an offer whose site is none of the known words', (from, site) => {
    const offers: readonly Offer[] = untyped(from.offers.map((one) => ({ ...one, site })))
    expect(shownIn({ ...from, offers })).toEqual([])
  })

  test.prop([confidentialWorld], { numRuns: 200 })(
    'is told by name that no local GPU can take it',
    (from) => {
      const outcome = outcomeIn(from)
      expect(outcome.kind).toMatch(/^(decision|no-local-gpu)$/)
      if (outcome.kind === 'no-local-gpu') expect(explain(outcome)).toContain('confidential')
    },
  )

  test.prop([confidentialWorld], { numRuns: 200 })(
    'is refused before launch when its GPU turns out to stand elsewhere',
    (from) => {
      const decision = decisionIn(from)
      fc.pre(decision !== undefined)
      const moved = from.offers.map((one): Offer => ({ ...one, site: 'cloud' }))
      expect(requote(decision, moved, from.moment)).toMatchObject({
        kind: 'refused',
        refusal: { kind: 'site-not-allowed' },
      })
    },
  )

  test.prop([confidentialWorld, offer.filter(isAway)], { numRuns: 150 })(
    'learns nothing from a cloud offer: it changes neither the choice nor the ranking',
    (from, another) => {
      fc.pre(from.offers.every(({ id }) => id !== another.id))
      const ids = (offers: readonly Offer[]) =>
        candidatesOf(decisionIn({ ...from, offers })).map((candidate) => candidate.offer.id)
      expect(ids([...from.offers, another])).toEqual(ids(from.offers))
    },
  )
})

describe('a site', () => {
  test.prop([offer, fc.constantFrom('local', 'cloud'), fc.constantFrom('local', 'cloud', 'Local', null, {})])(
    'is what the caller grants, whatever the data of an offer claims',
    (listed, granted, claimed) => {
      const claiming = { ...listed, site: claimed }
      expect(parseOffer(claiming, granted)._unsafeUnwrap().site).toBe(granted)
      const { offers } = parseOffers([claiming], granted)._unsafeUnwrap()
      expect(offers.map(({ site }) => site)).toEqual([granted])
      expect(grantSite([untyped(claiming)], granted).map(({ site }) => site)).toEqual([granted])
    },
  )

  test.prop([confidentialWorld], { numRuns: 150 })(
    'that no caller granted lets no confidential job in',
    ({ job, offers, policy: rules, moment }) => {
      const claiming = offers.map((one) => ({ ...one, site: 'local' }))
      const read = parseOffers(claiming, 'cloud')._unsafeUnwrap().offers
      expect(read.length).toBe(offers.length)
      expect(decide(job, read, rules, moment).isErr()).toBe(true)
    },
  )
})
