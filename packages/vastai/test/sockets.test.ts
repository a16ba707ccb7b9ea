import type { ListError } from '@aima/gpu-core'
import { type Fault, withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createVastai } from '../src/index.ts'
import { fixtureRows, nowMs } from './fixtures.ts'

const mebibyte = 2 ** 20

/** Every fault of the replay server on a real socket, and the errors that it may become; none: the listing succeeds. */
const faults: readonly (readonly [Fault, readonly ListError['kind'][]])[] = [
  [{ kind: 'hang' }, ['timed-out']],
  [{ kind: 'hang-in-body' }, ['timed-out']],
  [{ kind: 'slow', bytesPerSecond: 2_000 }, ['timed-out']],
  [{ kind: 'reset' }, ['unreachable']],
  [{ kind: 'reset-in-body' }, ['unreachable', 'unexpected-shape']],
  [{ kind: 'wrong-length' }, ['unreachable', 'unexpected-shape']],
  [{ kind: 'garbage' }, ['unreachable', 'unexpected-shape']],
  [{ kind: 'truncated' }, ['unexpected-shape']],
  [{ kind: 'flood', bytes: 64 * mebibyte }, ['too-large']],
  [{ kind: 'flood', bytes: 64 * mebibyte, isAnnounced: true }, ['too-large']],
  [{ kind: 'bomb', bytes: 64 * mebibyte }, ['too-large']],
  [{ kind: 'flapping', times: 1 }, []],
  [{ kind: 'flapping', times: 1, as: 429 }, []],
  [{ kind: 'flapping', times: 2, as: { kind: 'reset' } }, []],
]

test.each(faults)('%o gives %o', async (fault, expected) => {
  const routes = [{ path: /^/, reply: { json: { offers: fixtureRows }, fault } }]
  await withReplayServer(routes, async ({ baseUrl, settled }) => {
    // Short only where time runs out in any case: elsewhere a busy machine must not change what is seen.
    const timeouts = expected.includes('timed-out') ? { attemptTimeoutMs: 150, callTimeoutMs: 600 } : {}
    const http = { ...timeouts, firstRetryDelayMs: 1, maximumBodyBytes: mebibyte }
    const result = await createVastai({ baseUrl, apiKey: 'test-key', http }).listOffers({}, { nowMs })
    if (expected.length === 0) expect(result.isOk()).toBe(true)
    else expect(expected).toContain(result._unsafeUnwrapErr().kind)
    await settled()
  })
})
