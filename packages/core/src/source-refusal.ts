import { allowsSite, siteRulesOf } from './gates/confidentiality.ts'
import { exclusionRulesOf, leavesProvider } from './gates/exclusion.ts'
import { allowsProvider } from './gates/residency.ts'
import type { Job } from './job.ts'
import type { Offer } from './offer.ts'
import { circlesOf, type Policy } from './policy.ts'

/**
 * Tells whether the gates would refuse every offer of a provider on a site, so that its source need not be asked.
 *
 * @param job - The job.
 * @param policy - The policy, with all that it is within.
 * @param listed - Provider and site of what the source lists.
 * @returns `site`: no offer of that site may take the job. `provider`: the policy or its strategy excludes the provider. Undefined: an offer of it may pass.
 * @example
 * sourceRefusal({ id: 'a', confidentiality: 'confidential' }, { strategy: { kind: 'cost-first' } }, { provider: 'aws', site: 'cloud' }) // => 'site'
 */
export const sourceRefusal = (
  job: Job,
  policy: Policy,
  listed: Pick<Offer, 'provider' | 'site'>,
): 'site' | 'provider' | undefined => {
  const circles = circlesOf(policy).map((circle) => ({ job, policy: circle }))
  if (!circles.every((circle) => allowsSite(siteRulesOf(circle), listed.site))) return 'site'
  const leaves = (circle: { readonly job: Job; readonly policy: Policy }): boolean =>
    allowsProvider(circle.policy.providers ?? {}, listed.provider) &&
    leavesProvider(exclusionRulesOf(circle), listed)
  return circles.every(leaves) ? undefined : 'provider'
}
