import type { Offer } from '@aima/gpu-core'
import { hardwareNames } from '../place/hardware.ts'

/** Whether an offer is one certain machine, and not a kind of machine of which a provider has many. */
const isSingle = ({ site, purchase, exclusiveKeys }: Offer): boolean =>
  site === 'local' || purchase === 'owned' || exclusiveKeys !== undefined

/**
 * Names the hardware that only one job at a time can have with an offer.
 *
 * Two offers that have a name in common cannot both be given: they share one of their `exclusiveKeys` or a GPU (`launch.uuids`, or `launch.migUuid` for the instance
 * of a partitioned GPU), or are the same. An offer of a provider that has many such machines has no name.
 *
 * @param offer - The offer.
 * @example
 * singleHardware({ id: 'a', site: 'local', exclusiveKeys: ['box'], launch: { uuids: ['GPU-1'] } }) // => ['offer a', 'box', 'GPU-1']
 * @example
 * singleHardware({ id: 'b', site: 'cloud', purchase: 'on-demand', launch: {} }) // => []
 */
export const singleHardware = (offer: Offer): readonly string[] => {
  if (!isSingle(offer)) return []
  return [`offer ${offer.id}`, ...hardwareNames(offer)]
}
