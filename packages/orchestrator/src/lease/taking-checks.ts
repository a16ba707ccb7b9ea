import assert from 'node:assert/strict'
import {
  giveBack,
  holdersOf,
  holds,
  isLost,
  type LeaseCheck,
  refusedFor,
  renewed,
  take,
  takeOne,
  ttlMs,
} from './lease-check.ts'

/** Who gets what: all or none, one holder at a time, and what is given back is free. */
export const takingChecks: readonly LeaseCheck[] = [
  {
    promise: 'gives a lease for each resource, in the order of the request',
    run: async (bench) => {
      const leases = await take(bench, 'one', 'b', 'a', 'c')
      const expiresAtMs = bench.clock.nowMs() + ttlMs
      assert.deepEqual(
        leases.map(({ token: _, ...lease }) => lease),
        ['b', 'a', 'c'].map((resource) => ({ resource, holder: 'one', expiresAtMs })),
      )
      for (const lease of leases) await holds(bench, lease)
    },
  },
  {
    promise: 'refuses what somebody holds, and says who and until when at the latest',
    run: async (bench) => {
      await take(bench, 'one', 'a')
      const untilMs = bench.clock.nowMs() + ttlMs
      bench.pass(400)
      assert.deepEqual(await refusedFor(bench, 'two', 'a'), {
        kind: 'taken',
        resource: 'a',
        holder: 'one',
        untilMs,
      })
    },
  },
  {
    promise: 'gives all or none',
    run: async (bench) => {
      await take(bench, 'one', 'b')
      await refusedFor(bench, 'two', 'a', 'b', 'c')
      assert.deepEqual(await holdersOf(bench, 'a', 'b', 'c'), ['b: one'])
      await take(bench, 'three', 'a', 'c')
    },
  },
  {
    promise: 'names the first resource of the request that is taken',
    run: async (bench) => {
      await take(bench, 'one', 'a')
      await take(bench, 'two', 'b')
      assert.equal((await refusedFor(bench, 'three', 'c', 'b', 'a')).resource, 'b')
    },
  },
  {
    promise: 'refuses a second request of the same holder',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      assert.equal((await refusedFor(bench, 'one', 'a')).holder, 'one')
      await holds(bench, lease)
    },
  },
  {
    promise: 'tells who holds what, and nothing of what is free or not asked for',
    run: async (bench) => {
      const [a] = await take(bench, 'one', 'a', 'b')
      await take(bench, 'two', 'c')
      const held = await bench.store.held(['a'])
      assert.ok(held.isOk(), 'held failed')
      assert.deepEqual(held.value, [a])
      assert.deepEqual(await holdersOf(bench, 'c', 'd', 'b'), ['c: two', 'b: one'])
      assert.deepEqual(await holdersOf(bench), [])
    },
  },
  {
    promise: 'frees a resource at once when its lease is given back',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      await giveBack(bench, lease)
      assert.deepEqual(await holdersOf(bench, 'a'), [])
      await isLost(bench, lease)
      await take(bench, 'two', 'a')
    },
  },
  {
    promise: 'takes a lease back that has ended, and changes nothing by it',
    run: async (bench) => {
      const late = await takeOne(bench, 'one')
      await giveBack(bench, late)
      await giveBack(bench, late)
      const next = await takeOne(bench, 'two')
      await giveBack(bench, late)
      await holds(bench, next)
      await refusedFor(bench, 'one', 'a')
    },
  },
  {
    promise: 'renews and gives back each lease of a request for itself',
    run: async (bench) => {
      const [a, b] = await take(bench, 'one', 'a', 'b')
      assert.ok(a && b)
      bench.pass(600)
      await renewed(bench, a)
      bench.pass(600)
      assert.deepEqual(await holdersOf(bench, 'a', 'b'), ['a: one'])
      await giveBack(bench, a)
      assert.deepEqual(await holdersOf(bench, 'a', 'b'), [])
    },
  },
]
