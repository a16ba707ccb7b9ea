import type { Clock } from './clock.ts'
import { type KeptLeases, keepLeases } from './lease/keep-leases.ts'
import type { Lease, LeaseStore } from './lease/lease-store.ts'
import { releaseLeases } from './place/held-hardware.ts'
import type { Placement } from './place/placement.ts'
import type { Tell } from './seen/events.ts'

/** Leases of jobs that run, which are renewed until their end. */
export interface HeldPlacements {
  /** Renews the leases of a placement from now on; once closed, none. */
  readonly hold: (placement: Placement<unknown>, onLost: ((lease: Lease) => void) | undefined) => void
  /** Ends the renewals of a placement and gives its leases back. One that is not held is passed over. */
  readonly release: (placement: Placement<unknown>) => void
  /** Ends all renewals; nothing is given back. */
  readonly close: () => void
}

/** What holding takes. */
export interface HeldPlacementsOptions {
  /** Store of leases. */
  readonly store: LeaseStore
  /** How long a lease holds unless it is renewed (ms). */
  readonly leaseMs: number
  /** Time. */
  readonly clock: Clock
  /** Is told of leases that end. */
  readonly tell: Tell
}

/**
 * Holds the hardware of jobs that run.
 *
 * @param options - Store, life of a lease, clock, and who is told.
 */
export const createHeldPlacements = (options: HeldPlacementsOptions): HeldPlacements => {
  const { store, leaseMs, clock, tell } = options
  const held = new Map<string, KeptLeases>()
  let isClosed = false
  return {
    hold: ({ id, leases }, onLost) => {
      if (leases.length > 0 && !isClosed)
        held.set(id, keepLeases({ store, leases, ttlMs: leaseMs, clock, tell, onLost }))
    },
    release: ({ id }) => {
      const kept = held.get(id)
      if (kept === undefined) return
      held.delete(id)
      kept.close()
      releaseLeases(kept.current(), options)
    },
    close: () => {
      isClosed = true
      for (const kept of held.values()) kept.close()
      held.clear()
    },
  }
}
