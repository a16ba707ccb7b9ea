import type { Offer } from './offer.ts'

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The GPUs that an offer's `launch` names: the instance of a partitioned GPU, or whole GPUs. */
const namedGpus = ({ launch: { migUuid, uuids } }: Offer): readonly string[] => {
  if (isText(migUuid)) return [migUuid]
  return Array.isArray(uuids) && uuids.every(isText) ? uuids : []
}

/**
 * Names the hardware that an offer holds, as far as it is named: by `exclusiveKeys`, and by the UUIDs of its GPUs (`launch.uuids`, or `launch.migUuid` for
 * the instance of a partitioned GPU), so that a GPU is known again when two sources list it.
 *
 * @param offer - The offer.
 * @returns The names, each once; none: the offer names no hardware.
 * @example
 * hardwareNames({ exclusiveKeys: ['host/gpu-1'], launch: { uuids: ['GPU-1'] } }) // => ['host/gpu-1', 'GPU-1']
 */
export const hardwareNames = (offer: Offer): readonly string[] => [
  ...new Set([...(offer.exclusiveKeys ?? []), ...namedGpus(offer)]),
]

/**
 * Names what must be leased to use an offer: its hardware, else the offer itself.
 *
 * @param offer - The offer.
 * @returns The resources, each once (1 or more).
 * @example
 * hardwareOf({ id: 'a', launch: {} }) // => ['a']
 */
export const hardwareOf = (offer: Offer): readonly string[] => {
  const names = hardwareNames(offer)
  return names.length === 0 ? [offer.id] : names
}

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
