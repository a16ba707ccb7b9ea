import { decide, parseJob, parseOffer, parsePolicy } from '@aima/gpu-core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  arbitraryJob,
  arbitraryListedOffer,
  arbitraryOffer,
  arbitraryOffers,
  arbitraryPolicy,
  arbitraryStrategy,
  builtAtMs,
} from '../src/index.ts'

const settings = { numRuns: 500, seed: 1 }
const sample = <T>(arbitrary: fc.Arbitrary<T>): readonly T[] => fc.sample(arbitrary, settings)

test('core reads every job, offer and policy, and finds nothing to drop', () => {
  for (const job of sample(arbitraryJob())) expect(parseJob(job)._unsafeUnwrap()).toEqual(job)
  for (const policy of sample(arbitraryPolicy())) expect(parsePolicy(policy)._unsafeUnwrap()).toEqual(policy)
  for (const offer of sample(arbitraryOffer()))
    expect(parseOffer(offer, offer.site)._unsafeUnwrap()).toEqual(offer)
})

test('what is generated is JSON', () => {
  for (const offer of sample(arbitraryListedOffer()))
    expect(JSON.parse(JSON.stringify(offer))).toStrictEqual(offer)
})

test('jobs of every confidentiality and every strategy come up', () => {
  expect(new Set(sample(arbitraryJob()).map(({ confidentiality }) => confidentiality)).size).toBe(3)
  expect(new Set(sample(arbitraryStrategy()).map(({ kind }) => kind)).size).toBe(8)
})

test('offers of every kind come up, with and without each fact', () => {
  const offers = sample(arbitraryOffer())
  expect(new Set(offers.map(({ site, purchase }) => `${site} ${purchase}`)).size).toBeGreaterThan(3)
  for (const fact of [
    'host',
    'trust',
    'price',
    'billing',
    'energy',
    'capacity',
    'network',
    'benchmarks',
  ] as const) {
    const known = offers.filter((offer) => offer[fact] !== undefined).length
    expect(known).toBeGreaterThan(0)
    expect(known).toBeLessThan(offers.length)
  }
})

test('lists of offers have no id twice', () => {
  for (const offers of sample(arbitraryOffers({ maxLength: 12 })))
    expect(new Set(offers.map(({ id }) => id)).size).toBe(offers.length)
})

test('the worlds are worth deciding on: some offers fit, some do not', () => {
  const worlds = sample(fc.tuple(arbitraryJob(), arbitraryOffers({ minLength: 2 }), arbitraryPolicy()))
  const decided = worlds.filter(([job, offers, policy]) =>
    decide(job, offers, policy, { nowMs: builtAtMs }).isOk(),
  )
  expect(decided.length).toBeGreaterThan(worlds.length * 0.2)
  expect(decided.length).toBeLessThan(worlds.length * 0.95)
})
