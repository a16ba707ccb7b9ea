import { isDeepStrictEqual } from 'node:util'
import { type ListedOffer, type OfferSource, parseOffer } from '@aima/gpu-core'

/** What is wrong with an offer, in a few words; absent: nothing. */
export type OfferFault = string | undefined

/** As JSON stores it, so that fields that are there and undefined do not count. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** Core must read the offer, and it must hold nothing that core does not know. */
export const readingFault = (offer: ListedOffer): OfferFault => {
  const read = parseOffer(offer, 'cloud')
  if (read.isErr()) return read.error.issues.map(({ path, expected }) => `${path}: ${expected}`).join('; ')
  const { site: _, ...known } = read.value
  const claimed = { ...offer, site: undefined }
  return isDeepStrictEqual(stored(claimed), stored(known))
    ? undefined
    : 'holds fields or values that core does not know'
}

/** A site is granted by whoever registers a source. */
export const siteFault = (offer: ListedOffer): OfferFault =>
  'site' in offer ? 'claims a site, which only the user can grant' : undefined

/** An offer says truly where it comes from. */
export const originFault = (offer: ListedOffer, { id, provider, providerKind }: OfferSource): OfferFault => {
  if (offer.source !== id) return `names ${offer.source} as its source, which is ${id}`
  if (provider === 'catalog') return undefined
  if (offer.provider !== provider) return `is of provider ${offer.provider}, its source of ${provider}`
  return offer.providerKind === providerKind
    ? undefined
    : `is of a ${offer.providerKind}, its source of a ${providerKind}`
}

/** An offer tells how to get it. */
export const launchFault = ({ launch }: ListedOffer): OfferFault => {
  if (Object.keys(launch).length === 0) return 'does not say how to launch it'
  return isDeepStrictEqual(stored(launch), launch) ? undefined : 'has a launch that is no plain JSON'
}

/** An offer is seen when it is listed, or before in a catalogue. */
export const observationFault = (offer: ListedOffer, nowMs: number, isLive: boolean): OfferFault => {
  if (offer.observedAtMs > nowMs) return 'was seen in the future'
  return isLive && offer.observedAtMs !== nowMs
    ? `was seen at ${offer.observedAtMs}, not at nowMs (${nowMs})`
    : undefined
}
