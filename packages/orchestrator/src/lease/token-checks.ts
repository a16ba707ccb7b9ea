import assert from 'node:assert/strict'
import {
  type Bench,
  giveBack,
  holds,
  isLost,
  type LeaseCheck,
  refusedFor,
  renewed,
  take,
  takeOne,
  ttlMs,
} from './lease-check.ts'

/** Takes a resource again and again, each time after something has ended the lease before, and looks at the tokens. */
const risesAfter = async (bench: Bench, end: (round: number) => Promise<void>): Promise<void> => {
  const tokens: number[] = []
  for (let round = 0; round < 20; round += 1) {
    tokens.push((await takeOne(bench, `holder ${round % 3}`)).token)
    await end(round)
  }
  for (const [index, token] of tokens.entries()) {
    assert.ok(Number.isSafeInteger(token) && token >= 1, `${token} is no token`)
    assert.ok(index === 0 || token > (tokens[index - 1] ?? 0), `token ${token} does not rise`)
  }
}

const releaseOne = async (bench: Bench): Promise<void> => {
  const held = await bench.store.held(['a'])
  assert.ok(held.isOk() && held.value[0], 'held lists nothing')
  await giveBack(bench, held.value[0])
}

/** Fencing tokens: they rise for ever, and a late holder is refused by them. */
export const tokenChecks: readonly LeaseCheck[] = [
  {
    promise: 'has greater tokens after each release',
    run: (bench) => risesAfter(bench, () => releaseOne(bench)),
  },
  {
    promise: 'has greater tokens after each expiry',
    run: (bench) => risesAfter(bench, async () => bench.pass(ttlMs)),
  },
  {
    promise: 'has greater tokens after expiry, release and long idleness in turn',
    run: (bench) =>
      risesAfter(bench, async (round) => {
        if (round % 2 === 0) await releaseOne(bench)
        bench.pass(round % 2 === 0 ? 1e9 : ttlMs)
      }),
  },
  {
    promise: 'has greater tokens after requests that were refused, whatever is taken beside',
    run: (bench) =>
      risesAfter(bench, async (round) => {
        await refusedFor(bench, 'greedy', 'b', 'a')
        await releaseOne(bench)
        await take(bench, 'other', `other ${round}`)
      }),
  },
  {
    promise: 'keeps the token of a lease that is renewed',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      bench.pass(500)
      const next = await renewed(bench, lease)
      assert.deepEqual(next, { ...lease, expiresAtMs: bench.clock.nowMs() + ttlMs })
      await holds(bench, lease)
      await holds(bench, next)
    },
  },
  {
    promise: 'refuses a late holder with an old token, and leaves the new one alone',
    run: async (bench) => {
      const late = await takeOne(bench, 'one')
      bench.pass(ttlMs)
      const next = await takeOne(bench, 'two')
      await isLost(bench, late)
      await giveBack(bench, late)
      await holds(bench, next)
    },
  },
  {
    promise: 'refuses an old token of the same holder too',
    run: async (bench) => {
      const late = await takeOne(bench, 'one')
      bench.pass(ttlMs)
      const next = await takeOne(bench, 'one')
      await isLost(bench, late)
      await giveBack(bench, late)
      await holds(bench, next)
    },
  },
  {
    promise: 'refuses tokens and holders that were never given, and leases of what is free',
    run: async (bench) => {
      const lease = await takeOne(bench, 'one')
      await isLost(bench, { ...lease, token: lease.token + 1 })
      await isLost(bench, { ...lease, holder: 'two' })
      await isLost(bench, { ...lease, resource: 'b' })
      await giveBack(bench, { ...lease, token: lease.token + 1 })
      await giveBack(bench, { ...lease, holder: 'two' })
      await holds(bench, lease)
    },
  },
]
