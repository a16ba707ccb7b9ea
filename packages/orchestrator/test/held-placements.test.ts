import { decide } from '@aima/gpu-core'
import { buildJob, buildLocalOffer, builtAtMs } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createHeldPlacements } from '../src/held-placements.ts'
import type { Lease } from '../src/lease/lease-store.ts'
import { createMemoryLeases } from '../src/lease/memory-leases.ts'
import type { Placement } from '../src/place/placement.ts'
import { createHandClock } from './lease/hand-clock.ts'

const job = buildJob()
const decision = decide(job, [buildLocalOffer()], { strategy: { kind: 'cost-first' } }, { nowMs: builtAtMs })

const setUp = async (resources: readonly string[] = ['GPU-1', 'GPU-2']) => {
  const clock = createHandClock()
  const store = createMemoryLeases({ clock })
  const events: string[] = []
  const held = createHeldPlacements({
    store,
    leaseMs: 60_000,
    clock,
    tell: ({ kind }) => events.push(kind),
  })
  const leases =
    resources.length === 0
      ? []
      : (await store.acquire({ resources, holder: 'p-1', ttlMs: 60_000 }))._unsafeUnwrap()
  const chosen = decision._unsafeUnwrap()
  const placement: Placement<string> = {
    ...{ kind: 'placement', id: 'p-1', job, candidate: chosen.chosen, decision: chosen, machine: 'm' },
    ...{ leases, attempts: [], placedAtMs: clock.nowMs() },
  }
  const heldNow = async (): Promise<number> => (await store.held(resources))._unsafeUnwrap().length
  return { clock, store, held, events, placement, heldNow }
}

describe('held placements', () => {
  test('renew all leases until they are released, and give them back', async () => {
    const { clock, held, events, placement, heldNow } = await setUp()
    held.hold(placement, undefined)
    await clock.pass(600_000)
    expect(await heldNow()).toBe(2)
    held.release(placement)
    await clock.pass(0)
    expect([await heldNow(), clock.pending(), events]).toEqual([0, 0, ['released', 'released']])
  })

  test('hold nothing for what has no leases', async () => {
    const { clock, held, events, placement } = await setUp([])
    held.hold(placement, undefined)
    held.release(placement)
    expect([clock.pending(), events]).toEqual([0, []])
  })

  test('tell of a lease that is lost, and keep and give back the others', async () => {
    const { clock, store, held, events, placement, heldNow } = await setUp()
    const lost: string[] = []
    held.hold(placement, ({ resource }) => lost.push(resource))
    const [first] = placement.leases
    await store.release(first ?? expect.unreachable('there are two'))
    await clock.pass(600_000)
    expect([lost, await heldNow()]).toEqual([['GPU-1'], 1])
    held.release(placement)
    await clock.pass(0)
    expect(events).toEqual(['lease-lost', 'released'])
  })

  test('pass over what they do not hold, and what was released', async () => {
    const { clock, held, events, placement } = await setUp()
    held.release(placement)
    held.hold(placement, undefined)
    held.release(placement)
    held.release(placement)
    await clock.pass(0)
    expect(events).toEqual(['released', 'released'])
  })

  test('do not take the leases of a new holder when they give theirs back late', async () => {
    const { clock, store, held, placement } = await setUp()
    held.hold(placement, undefined)
    for (const lease of placement.leases) await store.release(lease)
    const other = await store.acquire({ resources: ['GPU-1'], holder: 'p-2', ttlMs: 60_000 })
    held.release(placement)
    await clock.pass(0)
    const leases: readonly Lease[] = other._unsafeUnwrap()
    expect((await store.held(['GPU-1']))._unsafeUnwrap()).toEqual(leases)
  })

  test('end with close: no timer is left, leases end by themselves, and nothing is held any more', async () => {
    const { clock, held, placement, heldNow } = await setUp()
    held.hold(placement, undefined)
    held.close()
    held.hold({ ...placement, id: 'p-2' }, undefined)
    expect(clock.pending()).toBe(0)
    await clock.pass(59_999)
    expect(await heldNow()).toBe(2)
    await clock.pass(1)
    expect(await heldNow()).toBe(0)
  })
})
