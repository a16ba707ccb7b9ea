import type { Journey } from './journey.ts'

/** Jobs by the offer that they have to do with. */
export interface ByOffer {
  /** Adds a job. */
  readonly put: (offerId: string, journey: Journey) => void
  /** Takes a job out. */
  readonly drop: (offerId: string, journey: Journey) => void
  /** Whether an offer has any. */
  readonly has: (offerId: string) => boolean
  /** The jobs of an offer, in the order in which they were added. */
  readonly of: (offerId: string) => readonly Journey[]
}

/** Creates an empty index. */
export const createByOffer = (): ByOffer => {
  const byOffer = new Map<string, Set<Journey>>()
  return {
    put: (offerId, journey) => {
      const members = byOffer.get(offerId) ?? new Set()
      byOffer.set(offerId, members.add(journey))
    },
    drop: (offerId, journey) => {
      const members = byOffer.get(offerId)
      members?.delete(journey)
      if (members?.size === 0) byOffer.delete(offerId)
    },
    has: (offerId) => byOffer.has(offerId),
    of: (offerId) => [...(byOffer.get(offerId) ?? [])],
  }
}
