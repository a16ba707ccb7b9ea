import { fc } from '@fast-check/vitest'
import type { Clearance } from '../../../src/index.ts'
import { maybe } from './numbers.ts'

export const country = fc.constantFrom('DE', 'FR', 'NO', 'US', 'CH', 'IS')
export const trust = fc.constantFrom('community', 'datacenter', 'certified', 'owned')
export const certification = fc.constantFrom('ISO 27001', 'iso-27001', 'GDPR', 'SOC 2', 'HIPAA')

const countryRule = fc.oneof(country, fc.constantFrom('EU', 'EEA'))

/** A narrowing of where a job may run; each field in so many of ten cases. */
export const clearanceWith = (ofTen: number): fc.Arbitrary<Clearance> =>
  fc.record({
    sites: maybe(fc.subarray(['local', 'cloud'], { minLength: 0 }), ofTen),
    countries: maybe(fc.array(countryRule, { maxLength: 4 }), ofTen),
    leastTrust: maybe(trust, ofTen),
    certifications: maybe(fc.array(certification, { maxLength: 2 }), ofTen),
  })

/** A narrowing that a confidential job's rule may state. */
export const localClearance: fc.Arbitrary<Clearance> = clearanceWith(2).map(({ sites, ...others }) => ({
  ...others,
  ...(sites === undefined ? {} : { sites: sites.filter((site) => site === 'local') }),
}))
