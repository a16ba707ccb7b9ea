import type { Clock } from '../clock.ts'
import type { Tell } from '../seen/events.ts'
import type { Lease, LeaseStore } from './lease-store.ts'

/** What keeping leases needs. */
export interface KeepLeasesOptions {
  /** The store that gave them. */
  readonly store: LeaseStore
  /** The leases. */
  readonly leases: readonly Lease[]
  /** For how long each renewal holds (ms, above 0): renewals come at a third of it. */
  readonly ttlMs: number
  /** Time. */
  readonly clock: Clock
  /** Told `lease-lost`. */
  readonly tell: Tell
  /** Called once for each lease that is lost: its holder must stop using the resource. */
  readonly onLost?: ((lease: Lease) => void) | undefined
}

/** Leases that are being renewed. */
export interface KeptLeases {
  /** Those that hold, as last renewed. */
  readonly current: () => readonly Lease[]
  /** Stops renewing. The leases are not given back: they end by themselves unless their holder releases them. */
  readonly close: () => void
}

/** A lease that is being renewed. */
interface Keeping {
  lease: Lease
  /** When the last renewal that succeeded was sent, by the clock that never goes back (ms). */
  sureAtMs: number
  isAsking: boolean
}

/** Asks the store. What it throws, or rejects with, tells nothing of the lease. */
const ask = async (store: LeaseStore, lease: Lease, ttlMs: number): Promise<Lease | 'lost' | 'unknown'> => {
  const renewal = await store.renew(lease, ttlMs)
  if (renewal.isOk()) return renewal.value
  return renewal.error.kind === 'lost' ? 'lost' : 'unknown'
}

/**
 * Renews leases for their holder until it closes, at a third of their length, so that two renewals may fail before one is lost.
 *
 * A lease is lost when the store says so, or when no renewal has succeeded for its whole length: a store that fails, throws or never answers keeps nobody in
 * the belief that it still holds. The length counts from when a renewal was sent. Each loss is told once, as `lease-lost`, and the others go on.
 *
 * @param options - Store, leases and time. The leases count as taken now.
 * @returns The leases as they are, and `close`.
 * @example
 * const store = createMemoryLeases({ clock: systemClock })
 * const leases = (await store.acquire({ resources: ['GPU-1'], holder: 'job-1', ttlMs: 60_000 }))._unsafeUnwrap()
 * const kept = keepLeases({ store, leases, ttlMs: 60_000, clock: systemClock, tell: () => undefined })
 * kept.close()
 * kept.current().length // => 1
 */
export const keepLeases = ({ store, leases, ttlMs, clock, tell, onLost }: KeepLeasesOptions): KeptLeases => {
  const startMs = clock.elapsedMs()
  let keeping: readonly Keeping[] = leases.map((lease) => ({ lease, sureAtMs: startMs, isAsking: false }))
  let isClosed = false
  let cancel = (): void => undefined

  const lose = (kept: Keeping): void => {
    if (isClosed || !keeping.includes(kept)) return
    keeping = keeping.filter((other) => other !== kept)
    tell({ kind: 'lease-lost', resource: kept.lease.resource })
    try {
      onLost?.(kept.lease)
    } catch {
      // The other leases must be renewed whatever their holder makes of this one.
    }
  }
  const renew = async (kept: Keeping): Promise<void> => {
    kept.isAsking = true
    const sentAtMs = clock.elapsedMs()
    const answer = await ask(store, kept.lease, ttlMs).catch(() => 'unknown' as const)
    kept.isAsking = false
    if (answer === 'lost') lose(kept)
    else if (answer !== 'unknown') {
      kept.lease = answer
      kept.sureAtMs = sentAtMs
    }
  }
  const round = (): void => {
    for (const kept of keeping) {
      if (clock.elapsedMs() - kept.sureAtMs >= ttlMs) lose(kept)
      else if (!kept.isAsking) void renew(kept)
    }
    wait()
  }
  const wait = (): void => {
    if (isClosed || keeping.length === 0) return
    const endsMs = Math.min(...keeping.map(({ sureAtMs }) => sureAtMs + ttlMs)) - clock.elapsedMs()
    cancel = clock.after(Math.max(0, Math.min(ttlMs / 3, endsMs)), round)
  }
  wait()
  return {
    current: () => keeping.map(({ lease }) => lease),
    close: () => {
      isClosed = true
      cancel()
    },
  }
}
