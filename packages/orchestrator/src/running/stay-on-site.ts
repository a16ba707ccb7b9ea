import type { Decision, Job, Offer } from '@aima/gpu-core'

const isConfidential = ({ confidentiality }: Job): boolean => confidentiality === 'confidential'

/**
 * Leaves a confidential job the local offers, before anybody decides.
 *
 * @param job - The job.
 * @param offers - All offers.
 */
export const offersOnSite = (job: Job, offers: readonly Offer[]): readonly Offer[] =>
  isConfidential(job) ? offers.filter(({ site }) => site === 'local') : offers

/**
 * Looks for an offer off-site in the decision for a confidential job, after somebody has decided.
 *
 * @param job - The job as it was lost, whatever the decision says of it.
 * @param decision - The decision.
 * @returns The first such offer; undefined: there is none, or the job may leave.
 */
export const offSiteIn = (job: Job, decision: Decision): string | undefined => {
  if (!isConfidential(job)) return undefined
  const ranked = [decision.chosen, ...decision.alternatives].map(({ offer }) => ({
    offerId: offer.id,
    site: offer.site,
  }))
  return [...ranked, ...decision.others].find(({ site }) => site !== 'local')?.offerId
}
