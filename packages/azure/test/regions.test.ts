import { euCountries } from '@aima/gpu-core'
import { describe, expect, test } from 'vitest'
import { egressTiersByArea } from '../src/facts.ts'
import { countryOf, defaultRegions, egressAreaOf, knownRegions, regionsFor } from '../src/regions.ts'

describe('regions to ask', () => {
  test('are a default set where nobody names any', () => {
    expect(regionsFor({})).toEqual(defaultRegions)
    expect(defaultRegions).toHaveLength(13)
  })

  test('are all of the EU for a job of the EU, also those that are not in the default set', () => {
    expect(regionsFor({ countries: ['EU'] })).toEqual([
      'austriaeast',
      'belgiumcentral',
      'denmarkeast',
      'francecentral',
      'francesouth',
      'germanynorth',
      'germanywestcentral',
      'italynorth',
      'northeurope',
      'polandcentral',
      'spaincentral',
      'swedencentral',
      'westeurope',
    ])
    for (const region of regionsFor({ countries: ['EU'] }))
      expect(euCountries.has(countryOf(region) ?? '')).toBe(true)
  })

  test('are all that are known on request, and all of the allowed countries among them', () => {
    expect(regionsFor({}, 'all')).toEqual(knownRegions)
    expect(knownRegions).toHaveLength(56)
    expect(regionsFor({ countries: ['JP'] }, 'all')).toEqual(['japaneast', 'japanwest'])
  })

  test('are the named ones, each once, as far as their countries are allowed', () => {
    const named = ['westeurope', 'eastus', 'westeurope']
    expect(regionsFor({}, named)).toEqual(['westeurope', 'eastus'])
    expect(regionsFor({ countries: ['NL'] }, named)).toEqual(['westeurope'])
  })

  test('of unknown countries are asked only where every country is allowed', () => {
    expect(regionsFor({}, ['moonbase1'])).toEqual(['moonbase1'])
    expect(regionsFor({ countries: ['EU'] }, ['moonbase1'])).toEqual([])
  })

  test('are none where no country is allowed, or one without Azure', () => {
    expect(regionsFor({ countries: [] })).toEqual([])
    expect(regionsFor({ countries: ['IS'] })).toEqual([])
  })
})

test('every known region has a country and a price of traffic', () => {
  for (const region of knownRegions) {
    expect(countryOf(region)).toMatch(/^[A-Z]{2}$/)
    expect(Object.keys(egressTiersByArea)).toContain(egressAreaOf(region))
  }
  expect(defaultRegions.every((region) => knownRegions.includes(region))).toBe(true)
})
