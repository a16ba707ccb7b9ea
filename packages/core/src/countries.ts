import { z } from 'zod'

/**
 * The member states of the European Union, as ISO 3166-1 alpha-2 codes.
 *
 * Source: European Union, "EU countries" (27 members since 2020-02-01).
 * @example
 * euCountries.has('DE') // => true
 */
export const euCountries: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
)

/**
 * The European Economic Area: the EU with Iceland, Liechtenstein and Norway.
 *
 * Source: EFTA, "The EEA agreement".
 * @example
 * eeaCountries.has('NO') // => true
 */
export const eeaCountries: ReadonlySet<string> = new Set([...euCountries, 'IS', 'LI', 'NO'])

/** A country as ISO 3166-1 alpha-2 code (`DE`), or a set of countries: `EU` or `EEA`. */
export type CountryRule = string

/** Schema of {@link CountryRule}. */
export const CountryRule: z.ZodType<CountryRule> = z
  .string()
  .regex(/^([A-Z]{2}|EEA)$/, 'expected an ISO 3166-1 alpha-2 code in capitals, or EU, or EEA')

/**
 * Lists every country that a list of rules allows.
 *
 * @param rules - Country codes, `EU`, `EEA`; an empty list allows none.
 * @returns ISO 3166-1 alpha-2 codes.
 * @example
 * [...countriesOf(['CH', 'DE'])] // => ['CH', 'DE']
 */
export const countriesOf = (rules: readonly CountryRule[]): ReadonlySet<string> =>
  new Set(
    rules.flatMap((rule) => {
      if (rule === 'EU') return [...euCountries]
      return rule === 'EEA' ? [...eeaCountries] : [rule]
    }),
  )
