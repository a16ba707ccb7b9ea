import { type Candidate, type CompleteTerms, type Offer, type Terms, termsOf } from '@aima/gpu-core'
import { type Journey, jobLeft, startWaiting } from './journey.ts'
import type { Stays } from './stays.ts'
import { upload } from './upload.ts'
import type { World } from './world.ts'

const hourMs = 3_600_000

/** Takes offers for jobs. */
export interface Placing {
  /** Takes an offer, whose hardware must be free: waits for its capacity, uploads, and lets the stay begin. */
  readonly take: (journey: Journey, candidate: Candidate) => void
}

/** Whether an attempt finds capacity now, or how long one has to go on trying (h). */
type Attempt = { readonly kind: 'refused' } | { readonly kind: 'granted'; readonly afterHours: number }

const attempt = (journey: Journey, terms: Terms, isPatient: boolean): Attempt => {
  if (terms.allocHours !== undefined) return { kind: 'granted', afterHours: terms.allocHours }
  const { availability = 1, retryHours } = terms
  if (availability >= 1) return { kind: 'granted', afterHours: 0 }
  const luck = journey.random.uniform()
  if (!isPatient) return luck < availability ? { kind: 'granted', afterHours: 0 } : { kind: 'refused' }
  // Attempts until one succeeds are geometric: so many fail before it.
  return {
    kind: 'granted',
    afterHours: Math.floor(Math.log1p(-luck) / Math.log1p(-availability)) * retryHours,
  }
}

/**
 * Creates what takes offers.
 *
 * @param world - The world.
 * @param stays - Where stays begin.
 * @param decideAgain - Is called when an offer could not be had after all.
 */
export const createPlacing = (
  world: World,
  stays: Stays,
  decideAgain: (journey: Journey) => void,
): Placing => {
  const { agenda, settings, holdings } = world
  const after = (journey: Journey, hours: number, act: () => void): void => {
    journey.next = agenda.plan(world.nowMs() + hours * hourMs, act)
  }

  const begin = (journey: Journey, offer: Offer): void => {
    if (stays.begin(journey, offer.id)) return
    const waitedMs = world.nowMs() - (journey.waitsSinceMs ?? world.nowMs())
    const isListed = world.board.slotOf(offer.id)?.isListed === true
    if (settings.recovery === 'wait' && isListed && waitedMs < settings.giveUpMs) {
      after(journey, settings.retryMs / hourMs, () => begin(journey, offer))
      return
    }
    world.release(offer)
    decideAgain(journey)
  }
  const remember = (offer: Offer, retryHours: number): void => {
    const untilMs = world.nowMs() + retryHours * hourMs
    world.outlook.remember({ untilMs, reason: 'no-capacity', offerId: offer.id })
  }
  /** The machine is the job's after a wait; what is staged is uploaded meanwhile. */
  const prepare = (
    journey: Journey,
    { offer, estimate }: Candidate,
    complete: CompleteTerms,
    waitHours: number,
  ): void => {
    const { work, terms } = complete
    holdings.take(offer, world.nowMs() + estimate.completionHours * hourMs)
    if (terms.dataPath !== 'staged' || terms.inputCached || work.inputGB === 0) {
      after(journey, waitHours, () => begin(journey, offer))
      return
    }
    after(journey, estimate.uploadHours, () => {
      upload(world, journey, offer, complete)
      after(journey, Math.max(0, waitHours - estimate.uploadHours), () => begin(journey, offer))
    })
  }
  return {
    take: (journey, candidate) => {
      const { offer } = candidate
      startWaiting(journey, world.nowMs())
      const complete = termsOf(jobLeft(journey, world.nowMs()), offer, settings.policy)
      const result = complete && attempt(journey, complete.terms, settings.recovery === 'wait')
      if (complete !== undefined && result?.kind === 'granted') {
        prepare(journey, candidate, complete, result.afterHours)
        return
      }
      if (complete !== undefined) remember(offer, complete.terms.retryHours)
      after(journey, 0, () => decideAgain(journey))
    },
  }
}
