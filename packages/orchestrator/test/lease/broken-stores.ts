import { err, ok } from 'neverthrow'
import type { Clock } from '../../src/clock.ts'
import type { Lease, LeaseRequest, LeaseStore } from '../../src/lease/lease-store.ts'
import { createMemoryLeases } from '../../src/lease/memory-leases.ts'

/** A store that breaks a promise, and one promise that must notice it. */
export interface BrokenStore {
  readonly flaw: string
  readonly notices: RegExp
  readonly create: (context: { readonly clock: Clock }) => LeaseStore
}

/** A good store of which something is replaced. */
const but =
  (change: (good: LeaseStore, clock: Clock) => Partial<LeaseStore>): BrokenStore['create'] =>
  ({ clock }) => {
    const good = createMemoryLeases({ clock })
    return { ...good, ...change(good, clock) }
  }

/** What a careless writer leaves out. */
interface Carelessness {
  readonly endsByPresent?: boolean
  readonly endsAfterEnd?: boolean
  readonly countsPerLife?: boolean
  readonly pausesBetween?: boolean
  readonly renewsWhatEnded?: boolean
}

/** A store as somebody in a hurry would write it. */
const careless =
  (flaws: Carelessness): BrokenStore['create'] =>
  ({ clock }) => {
    const all = new Map<string, Lease & { readonly endsAtMs: number }>()
    const time = (): number => (flaws.endsByPresent ? clock.nowMs() : clock.elapsedMs())
    let last = 0
    const holding = (name: string) => {
      const kept = all.get(name)
      if (kept === undefined) return undefined
      return time() < kept.endsAtMs + (flaws.endsAfterEnd ? 1 : 0) ? kept : undefined
    }
    const same = (lease: Lease) => {
      const kept = flaws.renewsWhatEnded ? all.get(lease.resource) : holding(lease.resource)
      return kept?.token === lease.token && kept.holder === lease.holder ? kept : undefined
    }
    const shown = ({ endsAtMs: _, ...lease }: Lease & { readonly endsAtMs: number }): Lease => lease
    const keep = (lease: Omit<Lease, 'expiresAtMs'>, ttlMs: number): Lease => {
      const { resource, holder, token } = lease
      const kept = { resource, holder, token, expiresAtMs: clock.nowMs() + ttlMs, endsAtMs: time() + ttlMs }
      all.set(resource, kept)
      return shown(kept)
    }
    const tokenFor = (resource: string): number => {
      if (flaws.countsPerLife) return (all.get(resource)?.token ?? 0) + 1
      last += 1
      return last
    }
    return {
      acquire: async ({ resources, holder, ttlMs }) => {
        const taken = resources.map(holding).find((kept) => kept !== undefined)
        if (flaws.pausesBetween) await Promise.resolve()
        if (taken)
          return err({
            kind: 'taken',
            resource: taken.resource,
            holder: taken.holder,
            untilMs: taken.expiresAtMs,
          })
        return ok(resources.map((resource) => keep({ resource, holder, token: tokenFor(resource) }, ttlMs)))
      },
      renew: async (lease, ttlMs) => {
        const kept = same(lease)
        return kept ? ok(keep(kept, ttlMs)) : err({ kind: 'lost', resource: lease.resource })
      },
      release: async (lease) => {
        if (same(lease)) all.delete(lease.resource)
        return ok()
      },
      check: async (lease) =>
        holding(lease.resource) && same(lease) ? ok() : err({ kind: 'lost', resource: lease.resource }),
      held: async (resources) => ok(resources.flatMap((name) => holding(name) ?? []).map(shown)),
    }
  }

/** The careless store with nothing left out, which must pass. */
export const carefulStore = careless({})

const oneByOne =
  (good: LeaseStore) =>
  async ({ resources, holder, ttlMs }: LeaseRequest) => {
    const leases: Lease[] = []
    for (const resource of resources) {
      const taken = await good.acquire({ resources: [resource], holder, ttlMs })
      if (taken.isErr()) return err(taken.error)
      leases.push(...taken.value)
    }
    return ok(leases)
  }

/** Stores that each break one promise. */
export const brokenStores: readonly BrokenStore[] = [
  {
    flaw: 'gives a part of what was asked for',
    notices: /^gives all or none/,
    create: but((good) => ({ acquire: oneByOne(good) })),
  },
  {
    flaw: 'gives leases in an order of its own',
    notices: /in the order of the request/,
    create: but((good) => ({
      acquire: async (request) =>
        (await good.acquire(request)).map((leases) =>
          leases.toSorted((one, other) => (one.resource < other.resource ? -1 : 1)),
        ),
    })),
  },
  {
    flaw: 'begins its tokens again after a release',
    notices: /greater tokens after each release/,
    create: careless({ countsPerLife: true }),
  },
  {
    flaw: 'holds a millisecond too long',
    notices: /until its end, and no longer/,
    create: careless({ endsAfterEnd: true }),
  },
  {
    flaw: 'ends leases by a present that is set back',
    notices: /lets no lease live again/,
    create: careless({ endsByPresent: true }),
  },
  {
    flaw: 'renews what has ended',
    notices: /renews no lease that has ended/,
    create: careless({ renewsWhatEnded: true }),
  },
  {
    flaw: 'looks first and takes later',
    notices: /exactly one winner among those/,
    create: careless({ pausesBetween: true }),
  },
  {
    flaw: 'gives a new token with each renewal',
    notices: /keeps the token/,
    create: but((good) => ({
      renew: async (lease, ttlMs) =>
        (await good.renew(lease, ttlMs)).map((next) => ({ ...next, token: next.token + 1 })),
    })),
  },
  {
    flaw: 'lets anybody give a lease back',
    notices: /takes a lease back that has ended/,
    create: but((good) => ({
      release: async ({ resource }) => {
        const held = (await good.held([resource])).unwrapOr([])
        for (const lease of held) await good.release(lease)
        return ok()
      },
    })),
  },
  {
    flaw: 'looks at the resource and not at the token',
    notices: /late holder with an old token/,
    create: but((good) => ({
      check: async ({ resource }) => {
        const held = (await good.held([resource])).unwrapOr([])
        return held.length > 0 ? ok() : err({ kind: 'lost', resource })
      },
    })),
  },
  {
    flaw: 'lets a holder ask twice',
    notices: /second request of the same holder/,
    create: but((good) => ({
      acquire: async (request) => {
        const held = (await good.held(request.resources)).unwrapOr([])
        const mine =
          held.length === request.resources.length && held.every((l) => l.holder === request.holder)
        return mine ? ok(held) : good.acquire(request)
      },
    })),
  },
  {
    flaw: 'forgets who holds what',
    notices: /tells who holds what/,
    create: but(() => ({ held: async () => ok([]) })),
  },
  {
    flaw: 'counts a renewal from the end of the lease',
    notices: /counts a renewal from now/,
    create: but((good, clock) => ({
      renew: (lease, ttlMs) => good.renew(lease, ttlMs + Math.max(0, lease.expiresAtMs - clock.nowMs())),
    })),
  },
]
