import { describe, expect, test } from 'vitest'
import { cloudOffer, decided, policyOf, rankedIds } from '../builders.ts'

const of = (provider: string, usdPerHour: number) =>
  cloudOffer({ id: `${provider}-${usdPerHour}`, provider, price: { usdPerHour } })
const offers = [of('gcp', 4), of('aws', 3), of('azure', 1), of('aws', 9), of('runpod', 0.5)]

const by = (order: readonly string[], others?: 'last' | 'exclude') => ({
  policy: policyOf({ kind: 'provider-priority', order, others }),
})

test('providers come in the order of the list, each by cost, then all others by cost', () => {
  expect(rankedIds(offers, by(['aws', 'gcp']))).toEqual(['aws-3', 'aws-9', 'gcp-4', 'runpod-0.5', 'azure-1'])
})

test('the first provider that has anything wins', () => {
  expect(rankedIds(offers, by(['coreweave', 'azure', 'runpod']))[0]).toBe('azure-1')
})

test('the others are left out where they are excluded', () => {
  expect(rankedIds(offers, by(['gcp', 'aws'], 'exclude'))).toEqual(['gcp-4', 'aws-3', 'aws-9'])
})

test('a provider that is listed twice keeps its first place', () => {
  expect(rankedIds(offers, by(['aws', 'gcp', 'aws'], 'exclude'))).toEqual(['aws-3', 'aws-9', 'gcp-4'])
})

describe('the reason', () => {
  test('tells the place in the list', () => {
    expect(decided(offers, by(['coreweave', 'azure'])).reason).toEqual({
      kind: 'preferred-provider',
      place: 2,
    })
  })

  test('tells the first place of a provider that is listed twice', () => {
    expect(decided(offers, by(['aws', 'gcp', 'aws'])).reason).toEqual({
      kind: 'preferred-provider',
      place: 1,
    })
  })

  test('tells that no listed provider has anything', () => {
    expect(decided(offers, by(['coreweave'])).reason).toEqual({ kind: 'no-preferred-provider' })
  })
})

test('the cheapest wins when no listed provider has anything', () => {
  expect(decided(offers, by(['coreweave'])).chosen.offer.id).toBe('runpod-0.5')
})
