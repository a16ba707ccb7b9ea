import type { ListError } from '@aima/gpu-core'
import { type Fault, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { skypilotCatalog } from '../src/index.ts'
import { csv, writeFolder } from './catalog-folder.ts'

const mebibyte = 2 ** 20
const nowMs = Date.UTC(2026, 10, 25, 12)

const rows = Array.from(
  { length: 40 },
  (_, number) => `g5.xlarge,A10G,1,4,16,,1.006,0.4,us-east-1,use1-az${number}`,
)
const text = csv(...rows)

/** What becomes of a fault: errors, one of which it is; nothing: the listing is whole; or a part of it. */
type Outcome = readonly ListError['kind'][] | 'part'

/** Every fault of the replay server on a real socket. */
const faults: readonly (readonly [Fault, Outcome])[] = [
  [{ kind: 'hang' }, ['timed-out']],
  [{ kind: 'hang-in-body' }, ['timed-out']],
  [{ kind: 'slow', bytesPerSecond: 500 }, ['timed-out']],
  [{ kind: 'reset' }, ['unreachable']],
  [{ kind: 'reset-in-body' }, ['unreachable']],
  [{ kind: 'wrong-length' }, ['unreachable']],
  [{ kind: 'garbage' }, ['unexpected-shape']],
  // A sound reply to HTTP. Its last row may be cut: nothing tells.
  [{ kind: 'truncated' }, 'part'],
  [{ kind: 'truncated', keepBytes: 30 }, ['unexpected-shape']],
  [{ kind: 'flood', bytes: 64 * mebibyte }, ['too-large']],
  [{ kind: 'flood', bytes: 64 * mebibyte, isAnnounced: true }, ['too-large']],
  [{ kind: 'bomb', bytes: 64 * mebibyte }, ['too-large']],
  [{ kind: 'flapping', times: 1 }, []],
  [{ kind: 'flapping', times: 1, as: 429 }, []],
  [{ kind: 'flapping', times: 2, as: { kind: 'reset' } }, []],
  // Once its head is here, a file is not asked for again.
  [{ kind: 'flapping', times: 1, as: { kind: 'reset-in-body' } }, ['unreachable']],
]

const http = {
  attemptTimeoutMs: 150,
  callTimeoutMs: 1_000,
  firstRetryDelayMs: 1,
  maximumBodyBytes: mebibyte,
}

const list = (baseUrl: string, cacheFolder?: string) =>
  skypilotCatalog({ baseUrl, clouds: ['aws'], http, cacheFolder }).listOffers({}, { nowMs })

describe('without a copy', () => {
  test.each(faults)('%o gives %o', async (fault, outcome) => {
    await withReplayServer([{ path: /^/, reply: { text, fault } }], async ({ baseUrl, settled }) => {
      const listed = await list(baseUrl)
      if (outcome === 'part') expect(listed._unsafeUnwrap().offers.length).toBeLessThan(2 * rows.length)
      else if (outcome.length === 0) expect(listed._unsafeUnwrap().offers).toHaveLength(2 * rows.length)
      else expect(outcome).toContain(listed._unsafeUnwrapErr().kind)
      await settled()
    })
  })
})

describe('with a copy', () => {
  test.each(faults)('%o lists the whole file unless the reply was refused', async (fault, outcome) => {
    const cacheFolder = writeFolder({})
    const state: { fault: Fault | undefined } = { fault: undefined }
    const routes = [{ path: /^/, reply: () => ({ text, fault: state.fault }) }]
    await withReplayServer(routes, async ({ baseUrl, settled }) => {
      await list(baseUrl, cacheFolder)
      state.fault = fault
      const faulty = await list(baseUrl, cacheFolder)
      if (outcome === 'part') expect(faulty.isOk()).toBe(true)
      else if (outcome[0] === 'too-large') expect(faulty._unsafeUnwrapErr().kind).toBe('too-large')
      else expect(faulty._unsafeUnwrap().offers).toHaveLength(2 * rows.length)
      state.fault = undefined
      expect((await list(baseUrl, cacheFolder))._unsafeUnwrap().offers).toHaveLength(2 * rows.length)
      await settled()
    })
  })
})
