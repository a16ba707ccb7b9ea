import { countriesOf } from './countries.ts'
import type { Job } from './job.ts'
import { circlesOf, clearancesOf, type Policy } from './policy.ts'
import type { OfferQuery } from './source.ts'

const common = (one: ReadonlySet<string>, other: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...one].filter((country) => other.has(country)))

/** Countries that the policy, all that it is within, and the job allow. */
const allowedIn = (job: Job, policy: Policy): readonly ReadonlySet<string>[] =>
  circlesOf(policy)
    .flatMap((circle) => clearancesOf(job, circle))
    .flatMap(({ countries }) => (countries === undefined ? [] : [countriesOf(countries)]))

/**
 * Says to sources what a listing is for, so that they can ask their providers for less.
 *
 * @param job - Its needs, and the countries that its clearance allows.
 * @param policy - The countries that it allows, with all that it is within.
 * @returns The job's needs, and the countries that all of them allow (ISO 3166-1 alpha-2 codes, sorted; absent: all).
 * @example
 * offerQuery(
 *   { id: 'video', confidentiality: 'internal', needs: { vramGiB: 24 }, clearance: { countries: ['DE', 'CH'] } },
 *   { strategy: { kind: 'cost-first' }, residency: { countries: ['EU'] } },
 * ) // => { vramGiB: 24, countries: ['DE'] }
 */
export const offerQuery = (job: Job, policy: Policy): OfferQuery => {
  const [first, ...others] = allowedIn(job, policy)
  return first === undefined
    ? { ...job.needs }
    : { ...job.needs, countries: [...others.reduce(common, first)].sort() }
}
