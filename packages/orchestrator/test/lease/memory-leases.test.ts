import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Lease } from '../../src/lease/lease-store.ts'
import { leaseStoreContract } from '../../src/lease/lease-store-contract.ts'
import { createMemoryLeases } from '../../src/lease/memory-leases.ts'
import { createHandClock } from './hand-clock.ts'

describe('the store in memory', () => {
  leaseStoreContract(it, createMemoryLeases)

  test.each([
    [{ resources: [], holder: 'one', ttlMs: 1 }, 'expected resources: 1 or more'],
    [{ resources: ['a', 'a'], holder: 'one', ttlMs: 1 }, 'expected each resource once'],
    [{ resources: ['a'], holder: 'one', ttlMs: 0 }, 'expected ttlMs: a finite number above 0'],
    [{ resources: ['a'], holder: 'one', ttlMs: Number.NaN }, 'expected ttlMs: a finite number above 0'],
    [{ resources: ['a'], holder: 'one', ttlMs: Infinity }, 'expected ttlMs: a finite number above 0'],
  ])('refuses %j', async (request, detail) => {
    const taken = await createMemoryLeases({ clock: createHandClock() }).acquire(request)
    expect(taken._unsafeUnwrapErr()).toEqual({ kind: 'store-failed', detail })
  })

  test('refuses a renewal of no length and keeps the lease', async () => {
    const store = createMemoryLeases({ clock: createHandClock() })
    const [lease] = (await store.acquire({ resources: ['a'], holder: 'one', ttlMs: 5 }))._unsafeUnwrap()
    expect(lease && (await store.renew(lease, -1))._unsafeUnwrapErr().kind).toBe('store-failed')
    expect(lease && (await store.check(lease)).isOk()).toBe(true)
  })

  test('begins with greater tokens when its process is started again later', async () => {
    const clock = createHandClock()
    const request = { resources: ['a', 'b'], holder: 'one', ttlMs: 5 }
    const tokens = async () =>
      (await createMemoryLeases({ clock }).acquire(request))._unsafeUnwrap().map(({ token }) => token)
    const before = await tokens()
    await clock.pass(1000)
    expect(Math.min(...(await tokens()))).toBeGreaterThan(Math.max(...before))
  })

  test('begins with token 1 at the beginning of time', async () => {
    const store = createMemoryLeases({ clock: createHandClock(0) })
    const [lease] = (await store.acquire({ resources: ['a'], holder: 'one', ttlMs: 5 }))._unsafeUnwrap()
    expect(lease?.token).toBe(1)
  })
})

const resource = fc.constantFrom('a', 'b', 'c')

const step = fc.oneof(
  fc.record({
    kind: fc.constant('acquire' as const),
    resources: fc.uniqueArray(resource, { minLength: 1 }),
    holder: fc.constantFrom('x', 'y'),
    ttlMs: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({
    kind: fc.constantFrom('renew' as const, 'release' as const),
    which: fc.nat(30),
    ttlMs: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 15 }) }),
  fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -50, max: 50 }) }),
)

/** A resource as a careful person would keep it in a notebook. */
interface Note {
  readonly token: number
  readonly endsAtMs: number
}

test('does what a notebook does, whatever happens in which order, and never lowers a token', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const clock = createHandClock()
      const store = createMemoryLeases({ clock })
      const notes = new Map<string, Note>()
      const greatest = new Map<string, number>()
      const given: Lease[] = []
      const holds = (name: string, token?: number): boolean => {
        const note = notes.get(name)
        return note !== undefined && clock.elapsedMs() < note.endsAtMs && (token ?? note.token) === note.token
      }
      for (const next of steps) {
        if (next.kind === 'pass') await clock.pass(next.ms)
        else if (next.kind === 'jump') clock.jump(next.ms)
        else if (next.kind === 'acquire') {
          const isFree = !next.resources.some((name) => holds(name))
          const taken = await store.acquire(next)
          expect(taken.isOk()).toBe(isFree)
          for (const lease of taken.unwrapOr([])) {
            expect(lease.token).toBeGreaterThan(greatest.get(lease.resource) ?? 0)
            expect(lease.expiresAtMs).toBe(clock.nowMs() + next.ttlMs)
            greatest.set(lease.resource, lease.token)
            notes.set(lease.resource, { token: lease.token, endsAtMs: clock.elapsedMs() + next.ttlMs })
            given.push(lease)
          }
        } else {
          const lease = given[next.which % Math.max(1, given.length)]
          if (lease === undefined) continue
          const { resource: name, token } = lease
          const held = holds(name, token)
          if (next.kind === 'release') {
            expect((await store.release(lease)).isOk()).toBe(true)
            if (held) notes.delete(name)
          } else {
            expect((await store.renew(lease, next.ttlMs)).isOk()).toBe(held)
            if (held) notes.set(name, { token, endsAtMs: clock.elapsedMs() + next.ttlMs })
          }
        }
        for (const lease of given)
          expect((await store.check(lease)).isOk()).toBe(holds(lease.resource, lease.token))
        const names = (await store.held(['a', 'b', 'c']))._unsafeUnwrap().map((lease) => lease.resource)
        expect(names).toEqual(['a', 'b', 'c'].filter((name) => holds(name)))
      }
    }),
    { numRuns: 500 },
  )
})
