import { err } from 'neverthrow'
import { describe, expect, test } from 'vitest'
import { type KeepLeasesOptions, keepLeases } from '../../src/lease/keep-leases.ts'
import type { LeaseStore } from '../../src/lease/lease-store.ts'
import { createMemoryLeases } from '../../src/lease/memory-leases.ts'
import type { OrchestratorEvent } from '../../src/seen/events.ts'
import { createHandClock } from './hand-clock.ts'

const ttlMs = 900

/** A holder of a and b, with a store of which something may be replaced. */
const holder = async (change: (good: LeaseStore) => Partial<LeaseStore> = () => ({})) => {
  const clock = createHandClock()
  const good = createMemoryLeases({ clock })
  const changed = { ...good, ...change(good) }
  const renewals: number[] = []
  const renew: LeaseStore['renew'] = (lease, length) => {
    renewals.push(clock.elapsedMs())
    return changed.renew(lease, length)
  }
  const request = { resources: ['a', 'b'], holder: 'one', ttlMs }
  const leases = (await good.acquire(request))._unsafeUnwrap()
  const told: OrchestratorEvent[] = []
  const lost: string[] = []
  const keep = (options: Partial<KeepLeasesOptions> = {}) =>
    keepLeases({
      store: { ...good, renew },
      leases,
      ttlMs,
      clock,
      tell: (event) => told.push(event),
      onLost: ({ resource }) => lost.push(resource),
      ...options,
    })
  return { clock, good, renewals, leases, told, lost, keep }
}

const lossOf = (resource: string): OrchestratorEvent => ({ kind: 'lease-lost', resource })

describe('kept leases', () => {
  test('are renewed at a third of their length', async () => {
    const { clock, good, renewals, leases, told, keep } = await holder()
    const kept = keep()
    await clock.pass(10_000)
    expect(renewals.slice(0, 6)).toEqual([300, 300, 600, 600, 900, 900])
    for (const lease of leases) expect((await good.check(lease)).isOk()).toBe(true)
    expect(kept.current().map(({ expiresAtMs }) => expiresAtMs)).toEqual(
      leases.map(({ expiresAtMs }) => expiresAtMs + 9900),
    )
    expect(told).toEqual([])
  })

  test('stop at close, and leave no timer', async () => {
    const { clock, renewals, keep, told } = await holder()
    const kept = keep()
    await clock.pass(400)
    kept.close()
    kept.close()
    expect(clock.pending()).toBe(0)
    await clock.pass(10_000)
    expect(renewals).toEqual([300, 300])
    expect(told).toEqual([])
  })

  test('are told as lost once, and the others go on', async () => {
    const { clock, good, leases, told, lost, keep } = await holder()
    const kept = keep()
    await clock.pass(350)
    const [a] = leases
    if (a) await good.release(a)
    await clock.pass(5000)
    expect(told).toEqual([lossOf('a')])
    expect(lost).toEqual(['a'])
    expect(kept.current().map(({ resource }) => resource)).toEqual(['b'])
    kept.close()
  })

  test('go on when their holder throws at the loss of one', async () => {
    const { clock, good, leases, told, keep } = await holder()
    const onLost = (): never => {
      throw new Error('holder')
    }
    const kept = keep({ onLost })
    const [a] = leases
    if (a) await good.release(a)
    await clock.pass(5000)
    expect(told).toEqual([lossOf('a')])
    expect(kept.current().map(({ resource }) => resource)).toEqual(['b'])
    kept.close()
  })

  test('survive a store that fails twice', async () => {
    let failures = 4
    const { clock, told, keep } = await holder((good) => ({
      renew: async (lease, length) => {
        failures -= 1
        return failures < 0 ? good.renew(lease, length) : err({ kind: 'store-failed', detail: 'down' })
      },
    }))
    const kept = keep()
    await clock.pass(600)
    expect(failures).toBe(0)
    await clock.pass(299)
    expect(kept.current()).toHaveLength(2)
    kept.close()
    expect(told).toEqual([])
  })

  test.each<readonly [string, LeaseStore['renew']]>([
    ['fails', async () => err({ kind: 'store-failed', detail: 'down' })],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise(() => undefined)],
    [
      'throws',
      () => {
        throw new Error('down')
      },
    ],
  ])('are lost after their length when the store %s', async (_, renew) => {
    const { clock, told, keep } = await holder(() => ({ renew }))
    const kept = keep()
    await clock.pass(899)
    expect(told).toEqual([])
    await clock.pass(1)
    expect(told).toEqual([lossOf('a'), lossOf('b')])
    expect(kept.current()).toEqual([])
    expect(clock.pending()).toBe(0)
  })

  test('count their length from when the renewal was sent, not from when it was answered', async () => {
    const { clock, told, keep } = await holder((good) => {
      let first = 2
      return {
        renew: (lease, length) => {
          if (first === 0) return new Promise(() => undefined)
          first -= 1
          return new Promise((resolve) =>
            clock.after(250, () => void Promise.resolve(good.renew(lease, length)).then(resolve)),
          )
        },
      }
    })
    keep()
    await clock.pass(1199)
    expect(told).toEqual([])
    await clock.pass(1)
    expect(told).toEqual([lossOf('a'), lossOf('b')])
  })

  test('are not bothered by a present that jumps', async () => {
    const { clock, told, keep } = await holder()
    const kept = keep()
    clock.jump(-1e9)
    await clock.pass(2000)
    clock.jump(2e9)
    await clock.pass(2000)
    expect(kept.current()).toHaveLength(2)
    expect(told).toEqual([])
    kept.close()
  })

  test('of nobody hold no timer', async () => {
    const { clock, keep } = await holder()
    keep({ leases: [] })
    expect(clock.pending()).toBe(0)
  })
})
