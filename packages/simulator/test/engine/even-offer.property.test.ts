import { arbitraryOffers } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evenCapacity, evenOffer, evenPrice } from '../../src/engine/even-offer.ts'

test('an even offer says the same', () => {
  fc.assert(
    fc.property(arbitraryOffers({ maxLength: 5 }), (offers) => {
      expect(offers.map(evenOffer)).toEqual(offers)
    }),
    { numRuns: 500 },
  )
})

test('all even offers have the same fields in the same order', () => {
  fc.assert(
    fc.property(arbitraryOffers({ maxLength: 5 }), (offers) => {
      const [first = '', ...others] = offers.map((offer) => Object.keys(evenOffer(offer)).join())
      for (const fields of others) expect(fields).toBe(first)
    }),
    { numRuns: 200 },
  )
  expect(Object.keys(evenPrice({}))).toEqual(Object.keys(evenPrice({ usdPerHour: 1 })))
  expect(Object.keys(evenCapacity({}))).toEqual(Object.keys(evenCapacity({ stock: 'none' })))
})

test('what an even offer holds is its own where the market moves it', () => {
  const price = { usdPerHour: 1 }
  const [offer] = fc.sample(arbitraryOffers({ minLength: 1, maxLength: 1 }), { numRuns: 1, seed: 1 })[0] ?? []
  expect(offer && evenOffer({ ...offer, price }).price).not.toBe(price)
})
