import { describe, expect, test } from 'vitest'
import { grantSite, type ListedOffer, parseOffer, parseOffers } from '../src/index.ts'
import { cloudOffer } from './builders.ts'

const { site: _, ...listed } = cloudOffer()
const smuggled: ListedOffer = JSON.parse(JSON.stringify({ ...listed, site: 'local' }))

describe('a site is granted', () => {
  test('to every offer of a source', () => {
    const other: ListedOffer = { ...listed, id: 'other' }
    expect(grantSite([listed, other], 'local').map(({ id, site }) => [id, site])).toEqual([
      ['cloud', 'local'],
      ['other', 'local'],
    ])
  })

  test('in place of one that the source smuggled in', () => {
    expect(grantSite([smuggled], 'cloud')[0]?.site).toBe('cloud')
  })

  test('without changing what the source listed', () => {
    grantSite([smuggled], 'cloud')
    expect(smuggled).toHaveProperty('site', 'local')
  })

  test('when an offer is read, in place of one that the data claims', () => {
    expect(parseOffer(smuggled, 'cloud')._unsafeUnwrap().site).toBe('cloud')
  })

  test('when a list is read, in place of those that the data claims', () => {
    expect(parseOffers([smuggled], 'cloud')._unsafeUnwrap().offers[0]?.site).toBe('cloud')
  })
})

test('an offer that is written as JSON and read again is the same', () => {
  expect(parseOffer(JSON.parse(JSON.stringify(cloudOffer())), 'cloud')._unsafeUnwrap()).toEqual(cloudOffer())
})

describe('a list of offers', () => {
  const { offers, failures } = parseOffers(
    [{ ...listed, id: 'b' }, { id: 'broken' }, { ...listed, id: 'a' }, { ...listed, id: 'b' }],
    'cloud',
  )._unsafeUnwrap()

  test('keeps the sound ones in their order', () => {
    expect(offers.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('tells each other row, with its number', () => {
    expect(failures.map(({ kind, issues }) => [kind, issues[0]?.path])).toEqual([
      ['invalid-offer', '[1].source'],
      ['duplicate-offer-id', '[3].id'],
    ])
  })

  test('that is no list is an error', () => {
    expect(parseOffers({ offers: [] }, 'cloud')._unsafeUnwrapErr()).toEqual({
      kind: 'invalid-offer',
      issues: [{ path: '', expected: 'a list of offers' }],
    })
  })

  test('that is empty has no offers and no faults', () => {
    expect(parseOffers([], 'local')._unsafeUnwrap()).toEqual({ offers: [], failures: [] })
  })
})
