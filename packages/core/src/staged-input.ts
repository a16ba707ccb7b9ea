import type { Place } from './host.ts'
import type { DataPath } from './network.ts'
import type { Offer } from './offer.ts'

/** Where a job's input lies in object storage. */
export interface StagedPlace {
  /** The provider. */
  readonly provider: string
  /** Its region. */
  readonly region: Place['region']
}

/** As core has it: owned machines read where the data is, rented ones from the region's object storage. */
const dataPathOf = ({ network, purchase }: Offer): DataPath =>
  network?.dataPath ?? (purchase === 'owned' ? 'local' : 'staged')

/**
 * Tells where an offer that ran a job has left its input.
 *
 * @param offer - The offer.
 * @returns The place; undefined: nowhere that outlives the machine.
 * @example
 * stagedPlaceOf({ provider: 'aws', purchase: 'spot', place: { region: 'eu-1' } }) // => { provider: 'aws', region: 'eu-1' }
 */
export const stagedPlaceOf = (offer: Offer): StagedPlace | undefined =>
  dataPathOf(offer) === 'staged' ? { provider: offer.provider, region: offer.place.region } : undefined

/**
 * Says of offers that read from a place where the input lies already that nothing is uploaded.
 *
 * @param offers - The offers.
 * @param places - Where the input lies.
 */
export const withStagedInput = (
  offers: readonly Offer[],
  places: readonly StagedPlace[],
): readonly Offer[] => {
  const lies = ({ provider, place }: Offer): boolean =>
    places.some((staged) => staged.provider === provider && staged.region === place.region)
  if (places.length === 0) return offers
  return offers.map((offer) =>
    dataPathOf(offer) === 'staged' && lies(offer)
      ? { ...offer, network: { ...offer.network, inputCached: true } }
      : offer,
  )
}
