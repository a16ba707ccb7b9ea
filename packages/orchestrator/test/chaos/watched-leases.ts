import type { Clock } from '../../src/clock.ts'
import { createMemoryLeases, type LeaseStore } from '../../src/index.ts'

/** A store of leases, and what an honest observer sees of it. */
export interface WatchedLeases {
  /** The store. */
  readonly store: LeaseStore
  /** Every lease that was given while another one held the same hardware. */
  readonly doubles: readonly string[]
  /** What is held now. */
  readonly held: () => readonly string[]
  /** How many leases were given so far. */
  readonly given: () => number
}

/** Watches a store in memory with books of its own. */
export const watchLeases = (clock: Clock): WatchedLeases => {
  const store = createMemoryLeases({ clock })
  const books = new Map<string, { readonly token: number; readonly endsAtMs: number }>()
  const doubles: string[] = []
  let given = 0
  const isHeld = (resource: string): boolean => (books.get(resource)?.endsAtMs ?? 0) > clock.elapsedMs()
  return {
    doubles,
    given: () => given,
    held: () => [...books.keys()].filter(isHeld),
    store: {
      ...store,
      acquire: async (request) => {
        const taken = await store.acquire(request)
        for (const { resource, token } of taken.unwrapOr([])) {
          if (isHeld(resource)) doubles.push(`${resource} by ${request.holder}`)
          books.set(resource, { token, endsAtMs: clock.elapsedMs() + request.ttlMs })
          given += 1
        }
        return taken
      },
      renew: async (lease, ttlMs) => {
        const renewed = await store.renew(lease, ttlMs)
        if (renewed.isOk())
          books.set(lease.resource, { token: lease.token, endsAtMs: clock.elapsedMs() + ttlMs })
        return renewed
      },
      release: async (lease) => {
        if (books.get(lease.resource)?.token === lease.token) books.delete(lease.resource)
        return store.release(lease)
      },
    },
  }
}
