import { type Fault, socketFaults, withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createGcp } from '../src/index.ts'
import { nowMs, replies } from './fixtures.ts'
import { marketRoutes, paths } from './market.ts'
import { fullAccess } from './visit.ts'

const mebibyte = 2 ** 20

const listWith = (fault: Fault, isPrices: boolean, timesOut: boolean) => {
  const path = isPrices ? paths.skus : paths.machineTypes
  const json = isPrices ? replies.skus : replies.machineTypes
  return withReplayServer(
    [{ path, reply: { json, fault } }, ...marketRoutes()],
    async ({ baseUrl, settled }) => {
      // Short only where time runs out in any case: elsewhere a busy machine must not change what is seen.
      const timeouts = timesOut ? { attemptTimeoutMs: 150, callTimeoutMs: 600 } : {}
      const http = { ...timeouts, firstRetryDelayMs: 1, maximumBodyBytes: mebibyte }
      const source = createGcp({
        ...fullAccess,
        billingBaseUrl: baseUrl,
        computeBaseUrl: baseUrl,
        adviceRequests: 0,
        http,
      })
      const result = await source.listOffers({}, { nowMs })
      await settled()
      return result
    },
  )
}

test.each(socketFaults)('%o of the prices gives %o', async (fault, expected) => {
  const result = await listWith(fault, true, expected.includes('timed-out'))
  if (expected.length === 0) expect(result.isOk()).toBe(true)
  else expect(expected).toContain(result._unsafeUnwrapErr().kind)
})

test.each(socketFaults)(
  '%o of the machine types leaves those of the tables, and a warning of %o',
  async (fault, expected) => {
    const { offers, warnings } = (
      await listWith(fault, false, expected.includes('timed-out'))
    )._unsafeUnwrap()
    const [missing] = warnings.flatMap((warning) =>
      warning.kind === 'part-missing' ? [warning.error.kind] : [],
    )
    expect(offers.length).toBeGreaterThan(0)
    if (expected.length === 0) expect(missing).toBeUndefined()
    else expect(expected).toContain(missing)
  },
)
