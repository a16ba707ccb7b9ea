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

/** When leases end, also when the present jumps. */
export const timeChecks: readonly LeaseCheck[] = [
  {
    promise: 'holds a lease until its end, and no longer',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      bench.pass(ttlMs - 1)
      await holds(bench, lease)
      await refusedFor(bench, 'two', 'a')
      bench.pass(1)
      assert.equal(bench.clock.nowMs(), lease.expiresAtMs)
      assert.deepEqual(await holdersOf(bench, 'a'), [])
      await isLost(bench, lease)
      await take(bench, 'two', 'a')
    },
  },
  {
    promise: 'counts a renewal from now',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      bench.pass(900)
      await renewed(bench, lease)
      bench.pass(999)
      await holds(bench, lease)
      bench.pass(1)
      await isLost(bench, lease)
    },
  },
  {
    promise: 'can be renewed for a shorter time',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      await renewed(bench, lease, 10)
      bench.pass(10)
      await isLost(bench, lease)
    },
  },
  {
    promise: 'renews no lease that has ended, though nobody has taken the resource since',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      bench.pass(ttlMs)
      await isLost(bench, lease)
      assert.deepEqual(await holdersOf(bench, 'a'), [])
    },
  },
  {
    promise: 'ends a lease in time when the present is set back',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      bench.jump(-3_600_000)
      bench.pass(ttlMs - 1)
      await holds(bench, lease)
      bench.pass(1)
      assert.deepEqual(await holdersOf(bench, 'a'), [])
      await isLost(bench, lease)
    },
  },
  {
    promise: 'lets no lease live again when the present is set back after its end',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      bench.pass(ttlMs)
      bench.jump(-ttlMs)
      await isLost(bench, lease)
      assert.deepEqual(await holdersOf(bench, 'a'), [])
      const next = await takeOne(bench, 'two')
      await isLost(bench, lease)
      await holds(bench, next)
    },
  },
  {
    promise: 'has greater tokens after the present was set back',
    run: async (bench) => {
      let last = 0
      for (let round = 0; round < 10; round += 1) {
        const lease = await takeOne(bench, 'one')
        assert.ok(lease.token > last, `token ${lease.token} does not rise`)
        last = lease.token
        if (round % 2 === 0) await giveBack(bench, lease)
        else bench.pass(ttlMs)
        bench.jump(-86_400_000)
      }
    },
  },
  {
    promise: 'ends no lease early when the present is set ahead',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      bench.jump(3_600_000)
      await holds(bench, lease)
      await refusedFor(bench, 'two', 'a')
      bench.pass(ttlMs)
      await isLost(bench, lease)
    },
  },
]
