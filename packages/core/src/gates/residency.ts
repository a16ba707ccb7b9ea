import type { Circle } from '../circle.ts'
import { certificationKey, type TrustClass, trustClasses } from '../clearance.ts'
import { countriesOf } from '../countries.ts'
import type { AccessLabels, Offer } from '../offer.ts'
import { clearancesOf, type ProviderRules } from '../policy.ts'
import { type Rejection, reject } from '../rejection.ts'

/** Countries in which a job may run. */
interface CountryList {
  /** As the rule states them. */
  readonly needed: readonly string[]
  /** As codes. */
  readonly allowed: ReadonlySet<string>
}

/** Where a job may run and whom it may be trusted to. */
export interface ResidencyRules {
  /** Whether there is any rule at all. */
  readonly asks: boolean
  /** Allowed and denied providers. */
  readonly providers: ProviderRules
  /** Lists of countries; an offer must be in all of them. */
  readonly countries: readonly CountryList[]
  /** Least trust; undefined: any. */
  readonly leastTrust: TrustClass | undefined
  /** Certifications that are needed. */
  readonly certifications: readonly string[]
  /** Labels of the job, by which a machine may choose whom it lets in. */
  readonly labels: Readonly<Record<string, string>>
}

const highestTrust = (classes: readonly TrustClass[]): TrustClass | undefined =>
  trustClasses.findLast((trust) => classes.includes(trust))

/** The residency rules of policy and job. */
export const residencyRulesOf = ({ job, policy }: Circle): ResidencyRules => {
  const clearances = clearancesOf(job, policy)
  const countries = clearances.flatMap(({ countries: needed }) =>
    needed === undefined ? [] : [{ needed, allowed: countriesOf(needed) }],
  )
  const leastTrust = highestTrust(clearances.flatMap((clearance) => clearance.leastTrust ?? []))
  const certifications = clearances.flatMap((clearance) => clearance.certifications ?? [])
  const providers = policy.providers ?? {}
  const asks =
    countries.length + certifications.length > 0 || leastTrust !== undefined || policy.providers !== undefined
  return { asks, providers, countries, leastTrust, certifications, labels: job.labels ?? {} }
}

/** Whether rules on providers allow one. */
export const allowsProvider = ({ allow, deny }: ProviderRules, provider: string): boolean =>
  allow?.includes(provider) !== false && deny?.includes(provider) !== true

const provider = (offer: Offer, rules: ProviderRules): Rejection | undefined => {
  const { allow, deny = [] } = rules
  const actual = offer.provider
  if (allowsProvider(rules, actual)) return undefined
  return allow !== undefined && !allow.includes(actual)
    ? reject(offer, { gate: 'residency', kind: 'provider-not-allowed', needed: allow, actual })
    : reject(offer, { gate: 'residency', kind: 'provider-denied', needed: deny, actual })
}

const country = (offer: Offer, lists: readonly CountryList[]): Rejection | undefined => {
  const actual = offer.place.country
  const list = lists.find(({ allowed }) => actual === undefined || !allowed.has(actual))
  return (
    list &&
    reject(offer, {
      gate: 'residency',
      kind: 'country-not-allowed',
      needed: list.needed,
      actual: actual ?? null,
    })
  )
}

/** Trust in an offer. A local site is the user's own; nothing else can be, whatever it claims. */
const trustIn = (offer: Offer): TrustClass | undefined => {
  if (offer.site === 'local') return 'owned'
  return offer.trust === 'owned' ? undefined : offer.trust
}

const trust = (offer: Offer, needed: TrustClass | undefined): Rejection | undefined => {
  if (needed === undefined) return undefined
  const actual = trustIn(offer)
  return actual !== undefined && trustClasses.indexOf(actual) >= trustClasses.indexOf(needed)
    ? undefined
    : reject(offer, { gate: 'residency', kind: 'trust-too-low', needed, actual: actual ?? null })
}

const certification = (offer: Offer, needed: readonly string[]): Rejection | undefined => {
  if (needed.length === 0) return undefined
  const held = new Set(offer.certifications?.map(certificationKey))
  const missing = needed.find((name) => !held.has(certificationKey(name)))
  if (missing === undefined) return undefined
  const actual = offer.certifications ?? null
  return reject(offer, { gate: 'residency', kind: 'certification-missing', needed: missing, actual })
}

/** The first label that the machine asks for and the job does not carry; `actual` is the job's. */
const access = (
  offer: Offer,
  needed: AccessLabels,
  labels: ResidencyRules['labels'],
): Rejection | undefined => {
  const labelOf = (name: string): string | undefined =>
    Object.hasOwn(labels, name) ? labels[name] : undefined
  const opens = (values: readonly string[], label: string | undefined): boolean =>
    label !== undefined && values.includes(label)
  const denied = Object.entries(needed).find(([name, values]) => !opens(values, labelOf(name)))
  if (denied === undefined) return undefined
  const [name, values] = denied
  const actual = labelOf(name) ?? null
  return reject(offer, {
    gate: 'residency',
    kind: 'access-denied',
    needed: `${name}: ${values.join(' or ')}`,
    actual,
  })
}

/** Providers, countries, trust, certifications, and whom a machine lets in. What is unknown never counts as allowed. */
export const residency = (offer: Offer, rules: ResidencyRules): Rejection | undefined =>
  (rules.asks
    ? (provider(offer, rules.providers) ??
      country(offer, rules.countries) ??
      trust(offer, rules.leastTrust) ??
      certification(offer, rules.certifications))
    : undefined) ??
  (offer.access && access(offer, offer.access, rules.labels))
