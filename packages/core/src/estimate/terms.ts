import type { Assumption } from '../assumption.ts'
import type { Draft } from '../draft.ts'
import { prepareHourlyPrice } from '../hourly-price.ts'
import type { Job } from '../job.ts'
import type { Offer, ProviderKind } from '../offer.ts'
import type { Policy } from '../policy.ts'
import { defaultsOf, type Fallbacks, fallbacksOf } from './fallbacks.ts'
import { blankTerms, fillTerms } from './fill-terms.ts'
import { prepareSpeed, type Speed } from './speed.ts'
import type { Terms, Work } from './work.ts'
import { workOfJob } from './work-of-job.ts'

/** The numbers of one offer, and where they come from. */
export interface OfferTerms {
  /** The offer's side of the estimate, complete. */
  readonly terms: Terms
  /** Speed, and where it comes from. */
  readonly speed: Speed
  /** What had to be assumed about the offer. */
  readonly assumptions: readonly Assumption[]
}

/** The numbers of one job, ready to be combined with any offer. */
export interface JobTerms {
  /** The job's side of the estimate, complete. */
  readonly work: Work
  /** What had to be assumed about the job. */
  readonly assumptions: readonly Assumption[]
  /** Price of an offer (USD/h), adjusted; undefined: unknown. */
  readonly usdPerHourOf: (offer: Offer) => number | undefined
  /** Fills in the offer's side and notes nothing; false when its price or speed is unknown. */
  readonly fill: (draft: Draft<Terms>, offer: Offer) => boolean
  /** The offer's side with all that was assumed; undefined when its price or speed is unknown. */
  readonly termsOf: (offer: Offer) => OfferTerms | undefined
}

/** The complete numbers for one job and one offer. */
export interface CompleteTerms extends OfferTerms {
  /** The job's side of the estimate, complete. */
  readonly work: Work
}

/**
 * Prepares the numbers of one job under a policy, to be combined with many offers.
 *
 * @param job - The job.
 * @param policy - Defaults, local cost mode and price adjustments.
 * @see {@link termsOf} for a single offer.
 */
export const prepareTerms = (job: Job, policy: Policy): JobTerms => {
  const defaults = defaultsOf(policy)
  const speeds = prepareSpeed(job, defaults)
  const { work, assumptions } = workOfJob(job, speeds.refHours, defaults)
  const usdPerHourOf = prepareHourlyPrice(policy, defaults)
  const fallbacks: Readonly<Record<ProviderKind, Fallbacks>> = {
    local: fallbacksOf('local', defaults),
    'gpu-cloud': fallbacksOf('gpu-cloud', defaults),
    hyperscaler: fallbacksOf('hyperscaler', defaults),
  }
  const localCost = policy.localCost ?? 'marginal'
  const silent = {
    local: { work, fallbacks: fallbacks.local, notes: undefined, localCost },
    'gpu-cloud': { work, fallbacks: fallbacks['gpu-cloud'], notes: undefined, localCost },
    hyperscaler: { work, fallbacks: fallbacks.hyperscaler, notes: undefined, localCost },
  } as const

  const fill = (draft: Draft<Terms>, offer: Offer): boolean => {
    const usdPerHour = usdPerHourOf(offer)
    const speed = speeds.speedOf(offer)
    if (usdPerHour === undefined || speed === undefined) return false
    draft.usdPerHour = usdPerHour
    draft.speed = speed.speed
    fillTerms(draft, offer, silent[offer.providerKind])
    return true
  }

  const termsOf = (offer: Offer): OfferTerms | undefined => {
    const terms = blankTerms()
    const speed = speeds.speedOf(offer)
    if (speed === undefined || !fill(terms, offer)) return undefined
    const own = fallbacks[offer.providerKind]
    const notes = [...(offer.assumptions ?? [])]
    if (speed.basis === 'assumed') notes.push(own.speed.noted)
    if (speeds.scales(offer)) notes.push(own.gpuScalingExponent.noted)
    fillTerms(terms, offer, { work, fallbacks: own, notes, localCost })
    return { terms, speed, assumptions: notes }
  }
  return { work, assumptions: [...speeds.assumptions, ...assumptions], usdPerHourOf, fill, termsOf }
}

/**
 * Completes the numbers for one job and one offer: defaults filled in, each of them reported.
 *
 * @param job - The job.
 * @param offer - The offer.
 * @param policy - Defaults, local cost mode and price adjustments.
 * @returns Both sides of the estimate with all assumptions; undefined when the offer's price or its speed is unknown.
 * @see {@link estimate} for what to do with them.
 */
export const termsOf = (job: Job, offer: Offer, policy: Policy): CompleteTerms | undefined => {
  const prepared = prepareTerms(job, policy)
  const of = prepared.termsOf(offer)
  return of && { ...of, work: prepared.work, assumptions: [...prepared.assumptions, ...of.assumptions] }
}
