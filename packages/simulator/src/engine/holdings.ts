import { type Offer, singleHardware } from '@aima/gpu-core'

/** Who has which hardware. */
export interface Holdings {
  /** Whether nobody has any hardware of an offer. Offers of which there are many are always free. */
  readonly isFree: (offer: Offer) => boolean
  /** Gives an offer's hardware to a job, which is expected to give it back at a time (ms since 1970-01-01 UTC); once more changes the time. */
  readonly take: (offer: Offer, expectedMs: number) => void
  /** Takes an offer's hardware back. */
  readonly release: (offer: Offer) => void
  /** When a piece of hardware is expected to be free (ms since 1970-01-01 UTC); undefined: it is. */
  readonly expectedMs: (hardware: string) => number | undefined
  /** Rises with every change. */
  readonly version: () => number
  /** How many pieces are taken. */
  readonly count: () => number
}

/** Creates holdings in which everything is free. */
export const createHoldings = (): Holdings => {
  const taken = new Map<string, number>()
  let version = 0
  const names = new Map<string, readonly string[]>()
  /** Names are asked for often, and an offer's hardware is always the same. */
  const namesOf = (offer: Offer): readonly string[] => {
    const known = names.get(offer.id)
    if (known !== undefined) return known
    const found = singleHardware(offer)
    if (found.length > 0) names.set(offer.id, found)
    return found
  }
  return {
    isFree: (offer) => taken.size === 0 || !namesOf(offer).some((name) => taken.has(name)),
    take: (offer, expectedMs) => {
      const held = namesOf(offer)
      if (held.length > 0) version += 1
      for (const name of held) taken.set(name, expectedMs)
    },
    release: (offer) => {
      const held = namesOf(offer)
      if (held.length > 0) version += 1
      for (const name of held) taken.delete(name)
    },
    expectedMs: (hardware) => taken.get(hardware),
    version: () => version,
    count: () => taken.size,
  }
}
