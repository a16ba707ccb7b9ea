import { expect, test } from 'vitest'
import { unknownRegions } from '../src/index.ts'

test('regions without a country are named once each, in order', () => {
  const places = [
    { region: 'it-mil' },
    { region: 'fr-par', country: 'FR' },
    { region: 'cz-prg', country: undefined },
    { region: 'it-mil' },
  ]
  expect(unknownRegions(places)).toEqual([
    {
      kind: 'limited',
      reason:
        'the country of cz-prg, it-mil is not known, so rules on countries refuse it; a newer version may know it',
    },
  ])
})

test('nothing is said when every country is known', () => {
  expect(unknownRegions([])).toEqual([])
  expect(unknownRegions([{ region: 'fr-par', country: 'FR' }])).toEqual([])
})

test('of many regions ten are named', () => {
  const places = Array.from({ length: 12 }, (_, index) => ({ region: `r${10 + index}` }))
  expect(unknownRegions(places)).toMatchObject([
    { reason: expect.stringMatching(/^the country of r10, .*, r19, 2 more is not known/) },
  ])
})
