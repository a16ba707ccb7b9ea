import type { Clearance } from '@aima/gpu-core'
import fc from 'fast-check'
import { certification, country, trust } from './names.ts'
import { maybe } from './numbers.ts'

const countryRule = fc.oneof(country, fc.constantFrom('EU', 'EEA'))

const clearanceOn = (sites: fc.Arbitrary<('local' | 'cloud')[]>): fc.Arbitrary<Clearance> =>
  fc.record({
    sites: maybe(sites, 2),
    countries: maybe(fc.array(countryRule, { maxLength: 4 }), 2),
    leastTrust: maybe(trust, 2),
    certifications: maybe(fc.array(certification, { maxLength: 2 }), 2),
  })

/** Where a job may run. */
export const clearance: fc.Arbitrary<Clearance> = clearanceOn(fc.subarray(['local', 'cloud']))

/** Where a confidential job may run: its rule may not name the cloud. */
export const localClearance: fc.Arbitrary<Clearance> = clearanceOn(fc.subarray(['local']))
