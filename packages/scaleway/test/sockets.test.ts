import type { ListError } from '@aima/gpu-core'
import { type Fault, withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createScaleway } from '../src/index.ts'
import { nowMs, serversByZone, usdPerEur } from './fixtures.ts'
import { marketRoutes, serversPath } from './market.ts'

const mebibyte = 2 ** 20

/** Every fault of the replay server on a real socket, and the errors that it may become; none: the listing is whole. */
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

test.each(faults)('%o of one zone costs that zone: %o', async (fault, expected) => {
  const spoilt = {
    path: serversPath('fr-par-2'),
    reply: { json: { servers: serversByZone['fr-par-2'] }, fault },
  }
  await withReplayServer([spoilt, ...marketRoutes()], async ({ baseUrl, settled }) => {
    const http = {
      attemptTimeoutMs: 150,
      callTimeoutMs: 1_000,
      firstRetryDelayMs: 1,
      maximumBodyBytes: mebibyte,
    }
    const source = createScaleway({ baseUrl, usdPerEur, zones: ['fr-par-2', 'pl-waw-2'], http })
    const { offers, warnings } = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
    const zones = new Set(offers.map(({ place }) => place.zone))
    if (expected.length === 0) {
      expect([warnings, zones]).toEqual([[], new Set(['fr-par-2', 'pl-waw-2'])])
    } else {
      expect(zones).toEqual(new Set(['pl-waw-2']))
      expect(warnings).toEqual([
        { kind: 'part-missing', part: 'fr-par-2', error: expect.objectContaining({}) },
      ])
      const [kind] = warnings.map((warning) => (warning.kind === 'part-missing' ? warning.error.kind : ''))
      expect(expected).toContain(kind)
    }
    await settled()
  })
})
