import type { Assumption } from '../assumption.ts'
import type { Draft } from '../draft.ts'
import { powerKWOf } from '../hourly-price.ts'
import type { Offer } from '../offer.ts'
import type { LocalCostMode } from '../policy.ts'
import type { Fallback, Fallbacks } from './fallbacks.ts'
import type { Terms, Work } from './work.ts'

/** Where used defaults are noted; undefined: nobody asks, because only the number matters. */
type Notes = Assumption[] | undefined

/** What terms are filled in from, beside the offer. */
export interface TermsContext {
  /** The job's side. */
  readonly work: Work
  /** What stands in for the numbers that the offer does not state. */
  readonly fallbacks: Fallbacks
  /** Where used defaults are noted. */
  readonly notes: Notes
  /** Which part of an owned GPU's cost counts. */
  readonly localCost: LocalCostMode
}

/** The stated number, or the fallback, which is then noted. */
const statedOr = (stated: number | undefined, fallback: Fallback, notes: Notes): number => {
  if (stated !== undefined) return stated
  notes?.push(fallback.noted)
  return fallback.value
}

/** The offer's side of a line whose other side the job does not state: when the offer does not either, the default stands in. */
const oneSidedLine = (
  ofOffer: number | undefined,
  { neither, notJob }: { readonly neither: Fallback; readonly notJob: Fallback<string> },
  notes: Notes,
): number | undefined => {
  if (ofOffer === undefined) return statedOr(undefined, neither, notes)
  notes?.push(notJob.noted)
  return ofOffer
}

const fillCapacity = (draft: Draft<Terms>, { capacity }: Offer, { fallbacks, notes }: TermsContext): void => {
  const retries = capacity?.allocHours === undefined && capacity?.availability !== undefined
  draft.bootHours = statedOr(capacity?.bootHours, fallbacks.bootHours, notes)
  draft.allocHours = capacity?.allocHours
  draft.availability = capacity?.availability
  draft.retryHours = retries ? statedOr(capacity.retryHours, fallbacks.retryHours, notes) : 0
}

const fillTraffic = (draft: Draft<Terms>, { network }: Offer, context: TermsContext): void => {
  const { work, fallbacks, notes } = context
  const moves = draft.dataPath !== 'local'
  const returns = moves && work.outputGB > 0
  draft.inputCached = network?.inputCached ?? false
  const sends = moves && work.inputGB > 0 && !draft.inputCached
  draft.ingressMbps = sends ? network?.ingressMbps : undefined
  draft.egressMbps = returns ? network?.egressMbps : undefined
  if (sends && work.uplinkMbps === undefined) {
    const assumed = { neither: fallbacks.uplinkMbps, notJob: fallbacks.unlimitedUplink }
    draft.ingressMbps = oneSidedLine(network?.ingressMbps, assumed, notes)
  }
  if (returns && work.downlinkMbps === undefined) {
    const assumed = { neither: fallbacks.downlinkMbps, notJob: fallbacks.unlimitedDownlink }
    draft.egressMbps = oneSidedLine(network?.egressMbps, assumed, notes)
  }
  draft.ingressUsdPerGB = sends ? statedOr(network?.ingressUsdPerGB, fallbacks.ingressUsdPerGB, notes) : 0
  draft.egressTiers = network?.egressTiers
  draft.egressUsdPerGB =
    returns && network?.egressTiers === undefined
      ? statedOr(network?.egressUsdPerGB, fallbacks.egressUsdPerGB, notes)
      : 0
}

const fillImageAndDisk = (draft: Draft<Terms>, { network }: Offer, context: TermsContext): void => {
  const { work, fallbacks, notes } = context
  const storedGB = work.inputGB + work.outputGB + work.imageGB + work.scratchGB
  draft.imageCached = network?.imageCached ?? false
  draft.registryMbps =
    work.imageGB > 0 && !draft.imageCached
      ? statedOr(network?.registryMbps, fallbacks.registryMbps, notes)
      : undefined
  draft.storageUsdPerGBMonth =
    storedGB > 0 ? statedOr(network?.storageUsdPerGBMonth, fallbacks.storageUsdPerGBMonth, notes) : 0
}

const fillInterruptions = (
  draft: Draft<Terms>,
  { purchase, spotRisk, place }: Offer,
  { fallbacks, notes }: TermsContext,
): void => {
  const isSpot = purchase === 'spot'
  const recover = place.zone === undefined ? fallbacks.recoverWaitHours : fallbacks.recoverWaitOneZoneHours
  draft.interruptionsPerHour = isSpot
    ? statedOr(spotRisk?.interruptionsPerHour, fallbacks.interruptionsPerHour, notes)
    : 0
  draft.recoverWaitHours = isSpot ? statedOr(spotRisk?.recoverWaitHours, recover, notes) : 0
  draft.noticeHours = isSpot ? spotRisk?.noticeHours : undefined
  draft.uptimesHours = isSpot ? spotRisk?.uptimesHours : undefined
}

const carbonGPerHourOf = (offer: Offer, { fallbacks, notes }: TermsContext): number | undefined => {
  const gridGPerKWh = offer.energy?.gridGPerKWh
  const powerKW = gridGPerKWh === undefined ? undefined : powerKWOf(offer)
  if (gridGPerKWh === undefined || powerKW === undefined) return undefined
  return powerKW * statedOr(offer.energy?.pue, fallbacks.pue, notes) * gridGPerKWh
}

/** Notes what the hourly cost of an owned offer was computed from, where nobody stated it. */
const noteOwnCost = (offer: Offer, { fallbacks, notes, localCost }: TermsContext): void => {
  if (notes === undefined || offer.purchase !== 'owned' || (offer.price?.usdPerHour ?? 0) > 0) return
  const { ownership, energy } = offer
  if (ownership?.usdPerKWh === undefined) notes.push(fallbacks.usdPerKWh.noted)
  if (energy?.pue === undefined && energy?.gridGPerKWh === undefined) notes.push(fallbacks.pue.noted)
  if (energy?.powerKW === undefined)
    notes.push({
      name: 'powerKW',
      value: powerKWOf(offer) ?? 0,
      unit: 'kW',
      basis: 'rated power of the GPUs',
    })
  if (localCost === 'marginal' || !((ownership?.capexUsd ?? 0) > 0)) return
  if (ownership?.lifeYears === undefined) notes.push(fallbacks.lifeYears.noted)
  if (ownership?.utilisation === undefined) notes.push(fallbacks.utilisation.noted)
}

/**
 * Fills in the offer's side of an estimate, except price and speed: what the offer states, else the fallbacks.
 *
 * @param draft - The terms to fill in.
 * @param offer - The offer.
 * @param context - The job's side, the fallbacks, and where they are noted.
 */
export const fillTerms = (draft: Draft<Terms>, offer: Offer, context: TermsContext): void => {
  const { fallbacks, notes } = context
  draft.purchase = offer.purchase
  draft.dataPath = offer.network?.dataPath ?? (offer.purchase === 'owned' ? 'local' : 'staged')
  noteOwnCost(offer, context)
  fillCapacity(draft, offer, context)
  fillTraffic(draft, offer, context)
  fillImageAndDisk(draft, offer, context)
  fillInterruptions(draft, offer, context)
  draft.billStepSeconds = statedOr(offer.billing?.billStepSeconds, fallbacks.billStepSeconds, notes)
  draft.billMinSeconds = statedOr(offer.billing?.billMinSeconds, fallbacks.billMinSeconds, notes)
  draft.carbonGPerHour = carbonGPerHourOf(offer, context)
}

/** Terms that are still to be filled in. */
export const blankTerms = (): Draft<Terms> => ({
  purchase: 'on-demand',
  usdPerHour: 0,
  speed: 1,
  bootHours: 0,
  allocHours: undefined,
  availability: undefined,
  retryHours: 0,
  ingressMbps: undefined,
  egressMbps: undefined,
  registryMbps: undefined,
  imageCached: false,
  inputCached: false,
  ingressUsdPerGB: 0,
  egressUsdPerGB: 0,
  egressTiers: undefined,
  storageUsdPerGBMonth: 0,
  interruptionsPerHour: 0,
  recoverWaitHours: 0,
  noticeHours: undefined,
  uptimesHours: undefined,
  billStepSeconds: 1,
  billMinSeconds: 0,
  dataPath: 'staged',
  carbonGPerHour: undefined,
})
