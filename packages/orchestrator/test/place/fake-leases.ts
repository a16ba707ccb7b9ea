import { err, ok } from 'neverthrow'
import type { Clock } from '../../src/clock.ts'
import type { Lease, LeaseStore } from '../../src/lease/lease-store.ts'

/** A store of leases that a test can look into. */
export interface FakeLeases extends LeaseStore {
  /** Leases that hold now. */
  readonly holding: () => readonly Lease[]
  /** Takes a resource away from whoever has it. */
  readonly steal: (resource: string) => void
  /** How often something was asked. */
  readonly calls: { acquire: number; renew: number; release: number }
}

export const createFakeLeases = (clock: Clock): FakeLeases => {
  const held = new Map<string, Lease>()
  const calls = { acquire: 0, renew: 0, release: 0 }
  let token = 0
  const holding = (): readonly Lease[] =>
    [...held.values()].filter(({ expiresAtMs }) => expiresAtMs > clock.nowMs())
  const current = ({ resource, token: known }: Lease): Lease | undefined =>
    holding().find((lease) => lease.resource === resource && lease.token === known)
  return {
    calls,
    holding,
    steal: (resource) => {
      token += 1
      held.set(resource, { resource, holder: 'thief', token, expiresAtMs: clock.nowMs() + 60_000 })
    },
    acquire: async ({ resources, holder, ttlMs }) => {
      calls.acquire += 1
      const taken = holding().find(({ resource }) => resources.includes(resource))
      if (taken !== undefined) {
        const { resource, expiresAtMs } = taken
        return err({ kind: 'taken', resource, holder: taken.holder, untilMs: expiresAtMs })
      }
      const leases = resources.map((resource) => {
        token += 1
        return { resource, holder, token, expiresAtMs: clock.nowMs() + ttlMs }
      })
      for (const lease of leases) held.set(lease.resource, lease)
      return ok(leases)
    },
    renew: async (lease, ttlMs) => {
      calls.renew += 1
      if (current(lease) === undefined) return err({ kind: 'lost', resource: lease.resource })
      const renewed = { ...lease, expiresAtMs: clock.nowMs() + ttlMs }
      held.set(lease.resource, renewed)
      return ok(renewed)
    },
    release: async (lease) => {
      calls.release += 1
      if (current(lease) !== undefined) held.delete(lease.resource)
      return ok()
    },
    check: async (lease) =>
      current(lease) === undefined ? err({ kind: 'lost', resource: lease.resource }) : ok(),
    held: async (resources) => ok(holding().filter(({ resource }) => resources.includes(resource))),
  }
}
