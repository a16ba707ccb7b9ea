import { hardwareOf, type Offer, type RememberedFailure } from '@aima/gpu-core'
import type { Clock } from '../clock.ts'
import type { LeaseStore } from '../lease/lease-store.ts'
import { waitFor } from './wait-for.ts'

/** Why core refuses an offer whose hardware another job holds. */
const leased = 'leased'

/** Where leases are kept, and how long an answer is waited for. */
export interface LeasedOffersOptions {
  /** Store of leases. */
  readonly leases: LeaseStore
  /** Time. */
  readonly clock: Clock
  /** Longest wait for the store (ms). */
  readonly timeoutMs: number
  /** Whose leases do not count. Default: nobody's. */
  readonly but?: string | undefined
}

/**
 * Tells which local offers cannot be had because their hardware is leased, in the words in which core refuses them.
 *
 * @param offers - The offers; rented ones are not leased.
 * @param options - Store and patience. A store that does not answer tells of nothing: a placement asks it again and is refused by it.
 * @returns One failure for each offer that is held, until its last lease ends.
 */
export const leasedOffers = async (
  offers: readonly Offer[],
  { leases, clock, timeoutMs, but }: LeasedOffersOptions,
): Promise<readonly RememberedFailure[]> => {
  const local = offers.filter(({ site }) => site === 'local')
  const names = [...new Set(local.flatMap(hardwareOf))]
  if (names.length === 0) return []
  const { signal } = new AbortController()
  const waited = await waitFor(() => leases.held(names), { clock, signal, timeoutMs })
  const held = waited.kind === 'answered' ? waited.value.unwrapOr([]) : []
  const byOthers = held.filter(({ holder }) => holder !== but)
  const untilMs = new Map(byOthers.map(({ resource, expiresAtMs }) => [resource, expiresAtMs]))
  return local.flatMap((offer) => {
    const ends = hardwareOf(offer).flatMap((name) => untilMs.get(name) ?? [])
    return ends.length === 0 ? [] : [{ offerId: offer.id, reason: leased, untilMs: Math.max(...ends) }]
  })
}
