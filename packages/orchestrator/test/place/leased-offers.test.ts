import { buildLocalOffer, buildOffer } from '@aima/gpu-testing'
import { err } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import type { LeaseStore } from '../../src/lease/lease-store.ts'
import { createMemoryLeases } from '../../src/lease/memory-leases.ts'
import { leasedOffers } from '../../src/place/leased-offers.ts'
import { createVirtualClock, inVirtualTime } from './virtual-clock.ts'

const gpu = (id: string, ...uuids: readonly string[]) => buildLocalOffer({ id, launch: { uuids } })
const offers = [
  gpu('one', 'GPU-1'),
  gpu('two', 'GPU-2'),
  gpu('pair', 'GPU-1', 'GPU-2'),
  gpu('three', 'GPU-3'),
]

const setUp = async (changes: Partial<LeaseStore> = {}) => {
  const clock = createVirtualClock()
  const leases = { ...createMemoryLeases({ clock }), ...changes }
  const startMs = clock.nowMs()
  await leases.acquire({ resources: ['GPU-1'], holder: 'first', ttlMs: 1_000 })
  await leases.acquire({ resources: ['GPU-2'], holder: 'second', ttlMs: 5_000 })
  const look = (options: { but?: string; offers?: typeof offers } = {}) =>
    inVirtualTime(
      leasedOffers(options.offers ?? offers, { leases, clock, timeoutMs: 100, but: options.but }),
      clock,
    )
  return { clock, startMs, look }
}

describe('leased offers', () => {
  test('are those whose hardware is held, each until its last lease ends', async () => {
    const { startMs, look } = await setUp()
    expect(await look()).toEqual([
      { offerId: 'one', reason: 'leased', untilMs: startMs + 1_000 },
      { offerId: 'two', reason: 'leased', untilMs: startMs + 5_000 },
      { offerId: 'pair', reason: 'leased', untilMs: startMs + 5_000 },
    ])
  })

  test('are had again when leases end', async () => {
    const { clock, look } = await setUp()
    clock.advance(1_000)
    expect((await look()).map(({ offerId }) => offerId)).toEqual(['two', 'pair'])
  })

  test('are not those that who asks holds', async () => {
    const { look } = await setUp()
    expect((await look({ but: 'second' })).map(({ offerId }) => offerId)).toEqual(['one', 'pair'])
  })

  test('are all that share a key with what is held', async () => {
    const clock = createVirtualClock()
    const leases = createMemoryLeases({ clock })
    await leases.acquire({ resources: ['box'], holder: 'first', ttlMs: 1_000 })
    const shared = ['a', 'b'].map((id) => buildLocalOffer({ id, exclusiveKeys: ['box'] }))
    const taken = await leasedOffers(shared, { leases, clock, timeoutMs: 100 })
    expect(taken.map(({ offerId }) => offerId)).toEqual(['a', 'b'])
  })

  test('are never rented ones, for which the store is not asked', async () => {
    const { look } = await setUp({ held: () => expect.unreachable('nothing is local') })
    expect(await look({ offers: [buildOffer({ id: 'one', launch: { uuids: ['GPU-1'] } })] })).toEqual([])
  })

  test.each<[string, LeaseStore['held']]>([
    ['fails', async () => err({ kind: 'store-failed', detail: 'down' })],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise(() => undefined)],
  ])('are unknown while the store %s', async (_, held) => {
    const { look } = await setUp({ held })
    expect(await look()).toEqual([])
  })
})
