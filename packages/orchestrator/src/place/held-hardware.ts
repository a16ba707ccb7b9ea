import type { Clock } from '../clock.ts'
import { keepLeases } from '../lease/keep-leases.ts'
import type { Lease, LeaseStore } from '../lease/lease-store.ts'
import type { Tell } from '../seen/events.ts'
import { waitFor } from './wait-for.ts'

/** What holding hardware takes. */
export interface HoldOptions {
  /** Where leases are kept. */
  readonly store: LeaseStore
  /** How long a lease holds unless it is renewed (ms). */
  readonly leaseMs: number
  /** Time. */
  readonly clock: Clock
  /** Is told of leases that end. */
  readonly tell: Tell
}

/** Hardware that is held during a launch: its leases are renewed all the while. */
export interface HeldHardware {
  /** The leases, as they were renewed last. */
  readonly leases: () => readonly Lease[]
  /** Is aborted when a lease is lost: somebody else may have the hardware now. */
  readonly lost: AbortSignal
  /** Ends the renewals with a last one, and tells whether all leases hold. */
  readonly renewLast: () => Promise<boolean>
  /** Ends the renewals; the leases stay until they expire. */
  readonly stop: () => void
  /** Ends the renewals and gives the leases back, once. Nobody waits for it: what cannot be given back expires. */
  readonly release: () => void
}

/** Hardware that no lease is needed for. */
export const unheldHardware = (): HeldHardware => ({
  leases: () => [],
  lost: new AbortController().signal,
  renewLast: () => Promise.resolve(true),
  stop: () => undefined,
  release: () => undefined,
})

/**
 * Gives leases back. What fails is left to expire.
 *
 * @param leases - The leases.
 * @param options - Where they are kept.
 */
export const releaseLeases = (leases: readonly Lease[], { store, clock, tell }: HoldOptions): void => {
  const { signal } = new AbortController()
  for (const lease of leases)
    void waitFor(() => store.release(lease), { clock, signal }).then((waited) => {
      if (waited.kind === 'answered' && waited.value.isOk())
        tell({ kind: 'released', resource: lease.resource })
    })
}

/** Renews a lease once; a store that fails, or does not answer in time, leaves what is known of it. */
const renewOnce = async (
  lease: Lease,
  { store, leaseMs, clock }: HoldOptions,
): Promise<Lease | undefined> => {
  const { signal } = new AbortController()
  const patience = { clock, signal, timeoutMs: leaseMs / 3, keepsAlive: false }
  const waited = await waitFor(() => store.renew(lease, leaseMs), patience)
  if (waited.kind === 'answered' && waited.value.isOk()) return waited.value.value
  const isLost = waited.kind === 'answered' && waited.value.isErr() && waited.value.error.kind === 'lost'
  return isLost || lease.expiresAtMs <= clock.nowMs() ? undefined : lease
}

/**
 * Holds hardware whose leases were just given: renews them until they are stopped, released or lost.
 *
 * @param given - The leases.
 * @param options - Store, life of a lease, clock, and who is told.
 */
export const holdHardware = (given: readonly Lease[], options: HoldOptions): HeldHardware => {
  const { store, leaseMs, clock, tell } = options
  const loss = new AbortController()
  const kept = keepLeases({ store, leases: given, ttlMs: leaseMs, clock, tell, onLost: () => loss.abort() })
  let last: readonly Lease[] | undefined
  let isReleased = false
  const leases = (): readonly Lease[] => last ?? kept.current()
  return {
    leases,
    lost: loss.signal,
    renewLast: async () => {
      kept.close()
      if (loss.signal.aborted) return false
      const before = kept.current()
      const renewed = await Promise.all(before.map((lease) => renewOnce(lease, options)))
      for (const [index, { resource }] of before.entries())
        if (renewed[index] === undefined) tell({ kind: 'lease-lost', resource })
      last = renewed.filter((lease) => lease !== undefined)
      return last.length === given.length
    },
    stop: kept.close,
    release: () => {
      kept.close()
      if (!isReleased) releaseLeases(leases(), options)
      isReleased = true
    },
  }
}
