import { err, ok, type Result } from 'neverthrow'
import type { Clock } from '../clock.ts'
import type {
  Lease,
  LeaseLost,
  LeaseRequest,
  LeaseStore,
  LeaseStoreFailed,
  LeaseTaken,
} from './lease-store.ts'

/** A lease as the store keeps it. */
interface Kept {
  readonly resource: string
  readonly holder: string
  readonly token: number
  /** When it ends, by the clock that never goes back (ms). */
  readonly endsAtMs: number
}

type Taken = Result<readonly Lease[], LeaseTaken | LeaseStoreFailed>

const isLength = (ttlMs: number): boolean => Number.isFinite(ttlMs) && ttlMs > 0

const badLength: LeaseStoreFailed = {
  kind: 'store-failed',
  detail: 'expected ttlMs: a finite number above 0',
}

const faultIn = ({ resources, ttlMs }: LeaseRequest): LeaseStoreFailed | undefined => {
  if (!isLength(ttlMs)) return badLength
  if (resources.length === 0) return { kind: 'store-failed', detail: 'expected resources: 1 or more' }
  return new Set(resources).size === resources.length
    ? undefined
    : { kind: 'store-failed', detail: 'expected each resource once' }
}

/**
 * Makes a store of leases in memory, which serves one process.
 *
 * Leases end by the clock that never goes back: a present that jumps neither ends a lease early nor lets one live that has ended. Their `expiresAtMs` is told by the
 * present of the call. A request that no store could grant (no resource, one of them twice, no length) is `store-failed`. Tokens are counted for all resources
 * together, from the time at which the store was made (ms), so that those of a process that was started again are greater too, unless the present was set back
 * in between.
 *
 * @param context - Time.
 * @returns The store. It holds no timer: a lease that has ended is forgotten when its resource is next looked at.
 * @see {@link leaseStoreContract} for what every store promises.
 * @example
 * const leases = createMemoryLeases({ clock: systemClock })
 * const taken = await leases.acquire({ resources: ['GPU-1'], holder: 'job-1', ttlMs: 1000 })
 * taken._unsafeUnwrap()[0].resource // => 'GPU-1'
 * @example
 * const leases = createMemoryLeases({ clock: systemClock })
 * await leases.acquire({ resources: ['GPU-1'], holder: 'job-1', ttlMs: 60_000 })
 * const second = await leases.acquire({ resources: ['GPU-1'], holder: 'job-2', ttlMs: 60_000 })
 * second._unsafeUnwrapErr().kind // => 'taken'
 */
export const createMemoryLeases = ({ clock }: { readonly clock: Clock }): LeaseStore => {
  const all = new Map<string, Kept>()
  let lastToken = Math.max(0, Math.floor(clock.nowMs()) - 1)

  const holding = (resource: string): Kept | undefined => {
    const kept = all.get(resource)
    if (kept === undefined || clock.elapsedMs() < kept.endsAtMs) return kept
    all.delete(resource)
    return undefined
  }
  const holdingAs = ({ resource, holder, token }: Lease): Kept | undefined => {
    const kept = holding(resource)
    return kept?.token === token && kept.holder === holder ? kept : undefined
  }
  const shown = ({ resource, holder, token, endsAtMs }: Kept): Lease => ({
    resource,
    holder,
    token,
    expiresAtMs: clock.nowMs() + (endsAtMs - clock.elapsedMs()),
  })
  const keep = (kept: Omit<Kept, 'endsAtMs'>, ttlMs: number): Lease => {
    const whole = { ...kept, endsAtMs: clock.elapsedMs() + ttlMs }
    all.set(kept.resource, whole)
    // Not `shown`: the present must be asked once, or a tick in between would show.
    const { resource, holder, token } = kept
    return { resource, holder, token, expiresAtMs: clock.nowMs() + ttlMs }
  }
  const lost = ({ resource }: Lease): LeaseLost => ({ kind: 'lost', resource })

  const acquire = (request: LeaseRequest): Taken => {
    const { resources, holder, ttlMs } = request
    const fault = faultIn(request)
    if (fault !== undefined) return err(fault)
    const taken = resources.map(holding).find((kept) => kept !== undefined)
    if (taken !== undefined) {
      const { resource, holder: other, expiresAtMs: untilMs } = shown(taken)
      return err({ kind: 'taken', resource, holder: other, untilMs })
    }
    return ok(
      resources.map((resource) => {
        lastToken += 1
        return keep({ resource, holder, token: lastToken }, ttlMs)
      }),
    )
  }
  const renew = (lease: Lease, ttlMs: number): Result<Lease, LeaseLost | LeaseStoreFailed> => {
    if (!isLength(ttlMs)) return err(badLength)
    const kept = holdingAs(lease)
    return kept === undefined ? err(lost(lease)) : ok(keep(kept, ttlMs))
  }
  const release = (lease: Lease): Result<void, LeaseStoreFailed> => {
    if (holdingAs(lease) !== undefined) all.delete(lease.resource)
    return ok()
  }
  const check = (lease: Lease): Result<void, LeaseLost | LeaseStoreFailed> =>
    holdingAs(lease) === undefined ? err(lost(lease)) : ok()
  const held = (resources: readonly string[]): Result<readonly Lease[], LeaseStoreFailed> =>
    ok(resources.flatMap((resource) => holding(resource) ?? []).map(shown))

  // Each call is over before the next begins, so that of several at once exactly one wins.
  return {
    acquire: (request) => Promise.resolve(acquire(request)),
    renew: (lease, ttlMs) => Promise.resolve(renew(lease, ttlMs)),
    release: (lease) => Promise.resolve(release(lease)),
    check: (lease) => Promise.resolve(check(lease)),
    held: (resources) => Promise.resolve(held(resources)),
  }
}
