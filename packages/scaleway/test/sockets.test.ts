import { socketFaults, withReplayServer } from '@aima/gpu-testing'
import { expect, test } from 'vitest'
import { createScaleway } from '../src/index.ts'
import { nowMs, serversByZone, usdPerEur } from './fixtures.ts'
import { marketRoutes, serversPath } from './market.ts'

const mebibyte = 2 ** 20

test.each(socketFaults)('%o of one zone costs that zone: %o', async (fault, expected) => {
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
