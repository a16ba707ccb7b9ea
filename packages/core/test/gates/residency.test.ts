import { describe, expect, test } from 'vitest'
import { type Clearance, type Policy, type TrustClass, trustClasses } from '../../src/index.ts'
import { cheapest, cloudOffer, jobOf, localOffer, refusalOf } from '../builders.ts'

const inCountry = (country: string | undefined) => cloudOffer({ place: { region: 'somewhere', country } })
const within = (residency: Clearance): Policy => ({ ...cheapest, residency })

describe('providers', () => {
  test('one that is not on the list of allowed ones is refused', () => {
    const policy: Policy = { ...cheapest, providers: { allow: ['gcp', 'azure'] } }
    expect(refusalOf(cloudOffer(), { policy })).toEqual({
      gate: 'residency',
      kind: 'provider-not-allowed',
      needed: ['gcp', 'azure'],
      actual: 'aws',
    })
  })

  test('one that is on the list of allowed ones passes', () => {
    const policy: Policy = { ...cheapest, providers: { allow: ['gcp', 'aws'] } }
    expect(refusalOf(cloudOffer(), { policy })).toBeUndefined()
  })

  test('one that is denied is refused, although it is allowed, too', () => {
    const policy: Policy = { ...cheapest, providers: { allow: ['aws'], deny: ['aws'] } }
    expect(refusalOf(cloudOffer(), { policy })).toEqual({
      gate: 'residency',
      kind: 'provider-denied',
      needed: ['aws'],
      actual: 'aws',
    })
  })

  test('one that is not denied passes', () => {
    const policy: Policy = { ...cheapest, providers: { deny: ['gcp'] } }
    expect(refusalOf(cloudOffer(), { policy })).toBeUndefined()
  })
})

describe('countries', () => {
  test('a country outside the allowed ones is refused', () => {
    expect(refusalOf(inCountry('US'), { policy: within({ countries: ['DE', 'CH'] }) })).toEqual({
      gate: 'residency',
      kind: 'country-not-allowed',
      needed: ['DE', 'CH'],
      actual: 'US',
    })
  })

  test('an unknown country is refused', () => {
    expect(refusalOf(inCountry(undefined), { policy: within({ countries: ['DE'] }) })?.actual).toBeNull()
  })

  test('an unknown country passes where nobody asks for one', () => {
    expect(refusalOf(inCountry(undefined))).toBeUndefined()
  })

  test('an owned GPU in an unknown country is refused, too', () => {
    const offer = localOffer({ place: { region: 'local' } })
    expect(refusalOf(offer, { policy: within({ countries: ['DE'] }) })?.kind).toBe('country-not-allowed')
  })

  test.each([
    ['DE', 'EU', true],
    ['IE', 'EU', true],
    ['NO', 'EU', false],
    ['CH', 'EU', false],
    ['GB', 'EU', false],
    ['NO', 'EEA', true],
    ['IS', 'EEA', true],
    ['LI', 'EEA', true],
    ['DE', 'EEA', true],
    ['CH', 'EEA', false],
  ])('%s within %s: %s', (country, rule, passes) => {
    expect(refusalOf(inCountry(country), { policy: within({ countries: [rule] }) }) === undefined).toBe(
      passes,
    )
  })

  test('an empty list allows no country', () => {
    expect(refusalOf(inCountry('DE'), { policy: within({ countries: [] }) })?.kind).toBe(
      'country-not-allowed',
    )
  })

  test('the lists of policy, level and job must all allow it', () => {
    const policy: Policy = {
      ...cheapest,
      residency: { countries: ['EU'] },
      clearance: { internal: { countries: ['DE', 'FR', 'US'] } },
    }
    const job = jobOf({ clearance: { countries: ['FR', 'US'] } })
    const passing = ['DE', 'FR', 'US', 'IT'].filter(
      (country) => refusalOf(inCountry(country), { job, policy }) === undefined,
    )
    expect(passing).toEqual(['FR'])
  })
})

describe('trust', () => {
  const trusted = (trust: TrustClass | undefined) => cloudOffer({ trust })
  const pairs = (['community', 'datacenter', 'certified'] as const).flatMap((needed) =>
    (['community', 'datacenter', 'certified'] as const).map((actual) => [actual, needed] as const),
  )

  test.each(pairs)(
    'a %s offer for a job that needs %s passes when it is trusted as much',
    (actual, needed) => {
      const passes = refusalOf(trusted(actual), { policy: within({ leastTrust: needed }) }) === undefined
      expect(passes).toBe(trustClasses.indexOf(actual) >= trustClasses.indexOf(needed))
    },
  )

  test('less trust than needed is refused with both', () => {
    expect(refusalOf(trusted('community'), { policy: within({ leastTrust: 'datacenter' }) })).toEqual({
      gate: 'residency',
      kind: 'trust-too-low',
      needed: 'datacenter',
      actual: 'community',
    })
  })

  test('unknown trust is refused, even where a stranger would do', () => {
    expect(refusalOf(trusted(undefined), { policy: within({ leastTrust: 'community' }) })?.actual).toBeNull()
  })

  test('a local site counts as owned, whatever the offer says', () => {
    const offer = localOffer({ trust: 'community' })
    expect(refusalOf(offer, { policy: within({ leastTrust: 'owned' }) })).toBeUndefined()
  })

  test('a cloud offer that claims to be owned is not', () => {
    expect(refusalOf(trusted('owned'), { policy: within({ leastTrust: 'owned' }) })?.kind).toBe(
      'trust-too-low',
    )
  })

  test('a cloud offer that claims to be owned counts as unknown for any lower class', () => {
    expect(refusalOf(trusted('owned'), { policy: within({ leastTrust: 'community' }) })?.actual).toBeNull()
  })
})

describe('certifications', () => {
  const holding = (certifications: readonly string[] | undefined) => cloudOffer({ certifications })
  const policy = within({ certifications: ['ISO 27001', 'SOC 2'] })

  test('an operator who holds all of them passes', () => {
    expect(refusalOf(holding(['SOC 2', 'HIPAA', 'ISO 27001']), { policy })).toBeUndefined()
  })

  test('names are compared without case, spaces, dashes and underscores', () => {
    expect(refusalOf(holding(['iso-27001', 'Soc_2']), { policy })).toBeUndefined()
  })

  test('the one that is missing is named beside those that are held', () => {
    expect(refusalOf(holding(['ISO 27001']), { policy })).toEqual({
      gate: 'residency',
      kind: 'certification-missing',
      needed: 'SOC 2',
      actual: ['ISO 27001'],
    })
  })

  test('unknown certifications are refused', () => {
    expect(refusalOf(holding(undefined), { policy })?.actual).toBeNull()
  })
})

describe('access labels', () => {
  const guarded = cloudOffer({ access: { team: ['forensics', 'archive'], case: ['17'] } })

  test('a job that carries one value of each passes', () => {
    const job = jobOf({ labels: { team: 'archive', case: '17', shift: 'night' } })
    expect(refusalOf(guarded, { job })).toBeUndefined()
  })

  test('a job with another value is refused, and both are named', () => {
    expect(refusalOf(guarded, { job: jobOf({ labels: { team: 'press', case: '17' } }) })).toEqual({
      gate: 'residency',
      kind: 'access-denied',
      needed: 'team: forensics or archive',
      actual: 'press',
    })
  })

  test('a job without the label is refused', () => {
    expect(refusalOf(guarded, { job: jobOf({ labels: { team: 'archive' } }) })?.actual).toBeNull()
    expect(refusalOf(guarded)?.kind).toBe('access-denied')
  })

  test('a label without values opens for nobody, and an inherited name is no label', () => {
    expect(
      refusalOf(cloudOffer({ access: { team: [] } }), { job: jobOf({ labels: { team: '' } }) })?.kind,
    ).toBe('access-denied')
    expect(refusalOf(cloudOffer({ access: { valueOf: [''] } }), { job: jobOf({ labels: {} }) })?.kind).toBe(
      'access-denied',
    )
  })
})
