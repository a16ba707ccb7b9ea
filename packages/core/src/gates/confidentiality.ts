import type { Circle } from '../circle.ts'
import type { Site } from '../clearance.ts'
import type { Job } from '../job.ts'
import type { Offer } from '../offer.ts'
import { clearancesOf } from '../policy.ts'
import { type Rejection, reject } from '../rejection.ts'

/** On which sites a job may run. */
export interface SiteRules {
  /** All of them. */
  readonly needed: readonly Site[]
  /** Whether local is among them. */
  readonly allowsLocal: boolean
  /** Whether the cloud is among them. */
  readonly allowsCloud: boolean
}

/** Sites by confidentiality, before any rule narrows them. What is not known to be public or internal stays in the house. */
const sitesFor = (job: Job): readonly Site[] =>
  job.confidentiality === 'public' || job.confidentiality === 'internal' ? ['local', 'cloud'] : ['local']

const rulesFor = (needed: readonly Site[]): SiteRules => ({
  needed,
  allowsLocal: needed.includes('local'),
  allowsCloud: needed.includes('cloud'),
})

/** The sites that two policies both allow. */
export const commonSites = (one: SiteRules, other: SiteRules): SiteRules =>
  rulesFor(one.needed.filter((site) => other.needed.includes(site)))

/** The sites that a job's confidentiality allows and no rule of policy or job forbids. */
export const siteRulesOf = ({ job, policy }: Pick<Circle, 'job' | 'policy'>): SiteRules => {
  const clearances = clearancesOf(job, policy)
  return rulesFor(
    sitesFor(job).filter((site) =>
      clearances.every(({ sites }) => sites === undefined || sites.includes(site)),
    ),
  )
}

/** Whether a site is one of them; a word that is none of the known sites never is. */
export const allowsSite = ({ allowsLocal, allowsCloud }: SiteRules, site: Site): boolean =>
  site === 'local' ? allowsLocal : site === 'cloud' && allowsCloud

/**
 * The first gate, with no override anywhere: a confidential job runs on local sites only. Policies and jobs can narrow the sites of the other levels, never
 * widen them.
 */
export const confidentiality = (offer: Offer, rules: SiteRules): Rejection | undefined => {
  const { site } = offer
  if (allowsSite(rules, site)) return undefined
  return reject(offer, {
    gate: 'confidentiality',
    kind: 'site-not-allowed',
    needed: rules.needed,
    actual: site,
  })
}
