import type { Offer } from '@aima/gpu-core'

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
