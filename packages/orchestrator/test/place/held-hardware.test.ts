import { err } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { LeaseStore } from '../../src/lease/lease-store.ts'
import { holdHardware } from '../../src/place/held-hardware.ts'
import type { OrchestratorEvent } from '../../src/seen/events.ts'
import { createFakeLeases } from './fake-leases.ts'
import { createVirtualClock, quiet } from './virtual-clock.ts'

const hold = async (changes: (store: LeaseStore) => Partial<LeaseStore> = () => ({})) => {
  const clock = createVirtualClock()
  const store = createFakeLeases(clock)
  const events: OrchestratorEvent[] = []
  const request = { resources: ['GPU-1', 'GPU-2'], holder: 'me', ttlMs: 90_000 }
  const leases = (await store.acquire(request))._unsafeUnwrap()
  const hardware = holdHardware(leases, {
    ...{ store: { ...store, ...changes(store) }, leaseMs: 90_000, clock },
    tell: (event) => events.push(event),
  })
  return { clock, store, events, hardware }
}

const down = async () => err({ kind: 'store-failed' as const, detail: 'down' })

describe('hardware that is held', () => {
  test('is renewed until it is stopped', async () => {
    const { clock, store, hardware } = await hold()
    clock.advance(30_000)
    await quiet()
    expect(hardware.leases()[0]?.expiresAtMs).toBe(clock.nowMs() + 90_000)
    hardware.stop()
    clock.advance(60_000)
    await quiet()
    expect(store.calls.renew).toBe(2)
    expect(clock.pending()).toBe(0)
  })

  test('is renewed a last time when it is handed over', async () => {
    const { clock, hardware } = await hold()
    clock.advance(20_000)
    expect(await hardware.renewLast()).toBe(true)
    expect(hardware.leases().map(({ expiresAtMs }) => expiresAtMs - clock.nowMs())).toEqual([90_000, 90_000])
    expect(clock.pending()).toBe(0)
  })

  test('is not handed over when a part of it was lost before', async () => {
    const { clock, store, hardware, events } = await hold()
    store.steal('GPU-2')
    clock.advance(30_000)
    await quiet()
    expect(hardware.lost.aborted).toBe(true)
    expect(await hardware.renewLast()).toBe(false)
    expect(events).toEqual([{ kind: 'lease-lost', resource: 'GPU-2' }])
  })

  test('is not handed over when a part of it turns out to be lost', async () => {
    const { store, hardware, events } = await hold()
    store.steal('GPU-2')
    expect(await hardware.renewLast()).toBe(false)
    expect(hardware.leases().map(({ resource }) => resource)).toEqual(['GPU-1'])
    expect(events).toEqual([{ kind: 'lease-lost', resource: 'GPU-2' }])
  })

  test('is handed over while the store is down as long as its leases last', async () => {
    const { hardware } = await hold(() => ({ renew: down }))
    expect(await hardware.renewLast()).toBe(true)
  })

  test('is not handed over when its leases have run out, as after a long sleep of the machine', async () => {
    const { clock, hardware } = await hold(() => ({ renew: down }))
    clock.set(clock.nowMs() + 90_000)
    expect(await hardware.renewLast()).toBe(false)
  })

  test('is not waited for when the store says nothing', async () => {
    const { clock, hardware } = await hold(() => ({ renew: () => new Promise(() => undefined) }))
    const renewing = hardware.renewLast()
    clock.advance(30_000)
    expect(await renewing).toBe(true)
  })

  test('is given back once', async () => {
    const { store, hardware, events } = await hold()
    hardware.release()
    hardware.release()
    await quiet()
    expect(store.calls.release).toBe(2)
    expect(events.map(({ kind }) => kind)).toEqual(['released', 'released'])
  })

  test('is left to expire when it cannot be given back', async () => {
    const { hardware, events } = await hold(() => ({ release: () => Promise.reject(new Error('down')) }))
    hardware.release()
    await quiet()
    expect(events).toEqual([])
  })
})
