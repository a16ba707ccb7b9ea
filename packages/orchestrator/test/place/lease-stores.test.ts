import { buildJob, buildLocalOffer } from '@aima/gpu-testing'
import { err, ok, okAsync } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { Launch } from '../../src/place/launch.ts'
import { createFakeLeases } from './fake-leases.ts'
import { outcomesOf, placingFixture } from './placing-fixture.ts'
import { createVirtualClock, quiet } from './virtual-clock.ts'

const local = buildLocalOffer({ launch: { uuids: ['GPU-1', 'GPU-2'] } })
const anywhere: Launch<string> = ({ offer }) => okAsync(`on ${offer.id}`)
const never: Launch<string> = () => new Promise(() => undefined)

describe('a store of leases that', () => {
  const fixtureWith = (changes: Partial<ReturnType<typeof createFakeLeases>>) => {
    const clock = createVirtualClock()
    return placingFixture([local], { clock, leases: { ...createFakeLeases(clock), ...changes } })
  }

  test.each([
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['fails', async () => err({ kind: 'store-failed' as const, detail: 'down' })],
  ])('%s gives no lease, so that nothing is launched', async (_how, acquire) => {
    let launches = 0
    const fixture = fixtureWith({ acquire })
    const placed = await fixture.start({
      launch: async () => {
        launches += 1
        return ok('machine')
      },
    })
    expect(outcomesOf(placed)).toEqual([['local-1', 'failed']])
    expect(launches).toBe(0)
  })

  test('is silent gives no lease, and what comes late is given back', async () => {
    let give = (): void => undefined
    const fixture = placingFixture([local])
    const store = fixture.leases
    const slow = placingFixture([local], {
      clock: fixture.clock,
      leases: {
        ...store,
        acquire: async (request) => {
          await new Promise<void>((resolve) => {
            give = resolve
          })
          return store.acquire(request)
        },
      },
    })
    const placing = slow.start({ launch: anywhere })
    await quiet()
    fixture.clock.advance(120_000)
    expect(outcomesOf(await placing)).toEqual([['local-1', 'failed']])
    give()
    await quiet()
    expect(store.calls).toMatchObject({ acquire: 1, release: 2 })
    expect(store.holding()).toEqual([])
  })

  test('cannot be reached for a while loses no lease that still holds', async () => {
    const clock = createVirtualClock()
    const store = createFakeLeases(clock)
    let isUp = true
    const fixture = placingFixture([local], {
      clock,
      leases: {
        ...store,
        renew: async (lease, ttlMs) =>
          isUp ? store.renew(lease, ttlMs) : err({ kind: 'store-failed', detail: 'down' }),
      },
    })
    const launch: Launch<string> = () =>
      new Promise((resolve) => clock.after(200_000, () => resolve(ok('machine'))))
    const placing = fixture.start({ launch })
    for (const [up, ms] of [
      [true, 50_000],
      [false, 60_000],
      [true, 90_000],
    ] as const) {
      isUp = up
      await quiet()
      for (let passed = 0; passed < ms; passed += 10_000) {
        clock.advance(10_000)
        await quiet()
      }
    }
    expect((await placing)._unsafeUnwrap().machine).toBe('machine')
  })

  test('cannot be reached for longer than a lease lives has lost it', async () => {
    const fixture = fixtureWith({ renew: async () => err({ kind: 'store-failed', detail: 'down' }) })
    const clock = createVirtualClock()
    const store = {
      ...createFakeLeases(clock),
      renew: async () => err({ kind: 'store-failed' as const, detail: 'down' }),
    }
    const failing = placingFixture([local], { clock, leases: store })
    const placing = failing.start({ launch: never }, buildJob())
    for (let turn = 0; turn < 20; turn += 1) {
      await quiet()
      clock.advance(10_000)
    }
    expect(outcomesOf(await placing)).toEqual([['local-1', 'failed']])
    expect(failing.events).toContainEqual({ kind: 'lease-lost', resource: 'GPU-1' })
    fixture.placer.close()
  })

  test('hangs when a lease is renewed for the last time keeps no machine from a cancelled job', async () => {
    const cancel = new AbortController()
    const fixture = fixtureWith({ renew: () => new Promise(() => undefined) })
    const placing = fixture.start({ launch: anywhere, signal: cancel.signal })
    await quiet()
    cancel.abort()
    expect((await placing)._unsafeUnwrapErr().kind).toBe('cancelled')
    expect(fixture.orphans).toEqual([{ offerId: 'local-1', machine: 'on local-1' }])
  })
})
