import { socketFaults, withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createVastai } from '../src/index.ts'
import { fixtureRows, nowMs } from './fixtures.ts'

const mebibyte = 2 ** 20

test.each(socketFaults)('%o gives %o', async (fault, expected) => {
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
