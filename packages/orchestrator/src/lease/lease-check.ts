import assert from 'node:assert/strict'
import type { Clock } from '../clock.ts'
import type { Lease, LeaseStore, LeaseTaken } from './lease-store.ts'

/** Time that a check moves by hand. */
export interface HandClock {
  /** The clock that the store is given. */
  readonly clock: Clock
  /** Lets time pass (ms). */
  readonly pass: (durationMs: number) => void
  /** Sets the present, as an administrator or a time server does; no time passes (ms, negative: back). */
  readonly jump: (byMs: number) => void
}

/** What a check has to work with: a store of its own that is empty, and its time. */
export interface Bench extends HandClock {
  /** The store. */
  readonly store: LeaseStore
}

/** One promise that a store of leases makes, and how it is put to the test. */
export interface LeaseCheck {
  /** The promise, as a sentence about the store. */
  readonly promise: string
  /** Rejects when the promise is broken. */
  readonly run: (bench: Bench) => Promise<void>
}

/** Makes time that stands still until it is moved. */
export const createHandClock = (startMs: number): HandClock => {
  let presentMs = startMs
  let elapsedMs = 0
  return {
    clock: { nowMs: () => presentMs, elapsedMs: () => elapsedMs, after: () => () => undefined },
    pass: (durationMs) => {
      presentMs += durationMs
      elapsedMs += durationMs
    },
    jump: (byMs) => {
      presentMs += byMs
    },
  }
}

/** Length of the leases that checks take (ms). */
export const ttlMs = 1000

/** Takes resources, which must succeed. */
export const take = async (
  { store }: Bench,
  holder: string,
  ...resources: readonly string[]
): Promise<readonly Lease[]> => {
  const taken = await store.acquire({ resources, holder, ttlMs })
  assert.ok(taken.isOk(), `${holder} cannot have ${resources.join(' and ')}`)
  return taken.value
}

/** Takes one resource, which must succeed. */
export const takeOne = async (bench: Bench, holder: string, resource = 'a'): Promise<Lease> => {
  const [lease] = await take(bench, holder, resource)
  assert.ok(lease, 'acquire gave no lease')
  return lease
}

/** Asks for resources, which must be refused because somebody has one of them. */
export const refusedFor = async (
  { store }: Bench,
  holder: string,
  ...resources: readonly string[]
): Promise<LeaseTaken> => {
  const taken = await store.acquire({ resources, holder, ttlMs })
  assert.ok(taken.isErr(), `${holder} got ${resources.join(' and ')}, which are taken`)
  assert.equal(taken.error.kind, 'taken')
  assert.ok(taken.error.kind === 'taken')
  return taken.error
}

/** A lease must hold. */
export const holds = async ({ store }: Bench, lease: Lease): Promise<void> => {
  const checked = await store.check(lease)
  assert.ok(checked.isOk(), `a lease of ${lease.resource} does not hold`)
}

/** A lease must have ended, whichever way one asks. */
export const isLost = async ({ store }: Bench, lease: Lease): Promise<void> => {
  const ends = [await store.check(lease), await store.renew(lease, ttlMs), await store.check(lease)]
  for (const end of ends) {
    assert.ok(end.isErr(), `a lease of ${lease.resource} holds that has ended`)
    assert.deepEqual(end.error, { kind: 'lost', resource: lease.resource })
  }
}

/** Who holds what. */
export const holdersOf = async (
  { store }: Bench,
  ...resources: readonly string[]
): Promise<readonly string[]> => {
  const held = await store.held(resources)
  assert.ok(held.isOk(), 'held failed')
  return held.value.map(({ resource, holder }) => `${resource}: ${holder}`)
}

/** Gives a lease back, which must succeed. */
export const giveBack = async ({ store }: Bench, lease: Lease): Promise<void> => {
  const released = await store.release(lease)
  assert.ok(released.isOk(), 'release failed')
}

/** Renews a lease, which must succeed. */
export const renewed = async ({ store }: Bench, lease: Lease, lengthMs = ttlMs): Promise<Lease> => {
  const next = await store.renew(lease, lengthMs)
  assert.ok(next.isOk(), `a lease of ${lease.resource} cannot be renewed`)
  return next.value
}
