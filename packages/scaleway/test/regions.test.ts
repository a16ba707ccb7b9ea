import { eeaCountries } from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { defaultZones } from '../src/facts.ts'
import { countryOf, regionOf } from '../src/regions.ts'

test.each([
  ['fr-par-1', 'fr-par', 'FR'],
  ['nl-ams-3', 'nl-ams', 'NL'],
  ['pl-waw-12', 'pl-waw', 'PL'],
])('zone %s is in region %s, which is in %s', (zone, region, country) => {
  expect(regionOf(zone)).toBe(region)
  expect(countryOf(zone)).toBe(country)
})

test('the country of a region that is in no table is unknown, whatever its name begins with', () => {
  expect(countryOf('it-mil-1')).toBeUndefined()
  expect(countryOf('fr-lyo-1')).toBeUndefined()
})

test('every zone that is listed by default is in the European Economic Area', () => {
  expect(defaultZones.filter((zone) => !eeaCountries.has(countryOf(zone) ?? ''))).toEqual([])
})
