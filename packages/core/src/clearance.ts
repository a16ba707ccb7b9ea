import { z } from 'zod'
import { CountryRule } from './countries.ts'
import { shortText } from './parse.ts'

/** Where a machine stands: `local` when the user registered its source as their own, `cloud` otherwise. */
export type Site = 'local' | 'cloud'

/** Schema of {@link Site}. */
export const Site: z.ZodType<Site> = z.enum(['local', 'cloud'])

/**
 * How far a machine's operator is trusted, from least to most.
 *
 * `community`: a stranger's machine on a marketplace. `datacenter`: a professional data centre. `certified`: one with audited
 * certificates. `owned`: the user's own.
 */
export type TrustClass = 'community' | 'datacenter' | 'certified' | 'owned'

/**
 * The trust classes from least to most.
 *
 * @example
 * trustClasses.indexOf('certified') > trustClasses.indexOf('community') // => true
 */
export const trustClasses: readonly TrustClass[] = ['community', 'datacenter', 'certified', 'owned']

/** Schema of {@link TrustClass}. */
export const TrustClass: z.ZodType<TrustClass> = z.enum(['community', 'datacenter', 'certified', 'owned'])

/** Where a job may run and whom it may be trusted to. Each field narrows; an absent field does not. */
export interface Clearance {
  /** Allowed sites. A confidential job is on local sites only, whatever stands here. */
  readonly sites?: readonly Site[] | undefined
  /** Allowed countries: ISO 3166-1 alpha-2 codes, `EU` or `EEA`. An offer whose country is unknown is refused. */
  readonly countries?: readonly CountryRule[] | undefined
  /** Least trust class. An offer whose class is unknown is refused. */
  readonly leastTrust?: TrustClass | undefined
  /** Certifications that the operator must hold, such as `ISO 27001`; compared without case, spaces and dashes. */
  readonly certifications?: readonly string[] | undefined
}

/** Schema of {@link Clearance}. */
export const Clearance: z.ZodType<Clearance> = z.strictObject({
  sites: z.array(Site).optional(),
  countries: z.array(CountryRule).optional(),
  leastTrust: TrustClass.optional(),
  certifications: z.array(shortText).optional(),
})

/**
 * Brings a certification's name to the form in which names are compared.
 *
 * @param name - As an operator or an administrator writes it.
 * @example
 * certificationKey('ISO-27001') === certificationKey('iso 27001') // => true
 */
export const certificationKey = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '')
