import type { ListError } from '@aima/gpu-core'
import { type Route, socketFaults, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createAzure } from '../src/index.ts'
import { nowMs, pricesByRegion, rowsIn, skusByRegion, subscriptionId } from './fixtures.ts'
import { marketRoutes, pricesPath, regionOf, skusPath } from './market.ts'

const mebibyte = 2 ** 20

const listWith = (spoilt: Route, expected: readonly ListError['kind'][]) =>
  withReplayServer([spoilt, ...marketRoutes()], async ({ baseUrl, settled }) => {
    // Short only where time runs out in any case: elsewhere a busy machine must not change what is seen.
    const timeouts = expected.includes('timed-out') ? { attemptTimeoutMs: 1_000, callTimeoutMs: 1_500 } : {}
    const source = createAzure({
      pricesBaseUrl: baseUrl,
      managementBaseUrl: baseUrl,
      regions: ['eastus', 'westeurope'],
      subscriptionId,
      accessToken: async () => 'a-token',
      http: { ...timeouts, firstRetryDelayMs: 1, maximumBodyBytes: mebibyte },
    })
    const listing = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
    await settled()
    return {
      regions: new Set(listing.offers.map(({ place }) => place.region)),
      missing: listing.warnings.flatMap((warning) =>
        warning.kind === 'part-missing' ? [[warning.part, warning.error.kind] as const] : [],
      ),
    }
  })

const assertMissing = (
  missing: readonly (readonly [string, ListError['kind']])[],
  part: string,
  expected: readonly ListError['kind'][],
): void => {
  expect(missing.map(([name]) => name)).toEqual(expected.length === 0 ? [] : [part])
  for (const [, kind] of missing) expect(expected).toContain(kind)
}

describe('prices of one region', () => {
  test.each(socketFaults)('with %o cost that region: %o', async (fault, expected) => {
    const { regions, missing } = await listWith(
      {
        path: pricesPath,
        when: (request) => regionOf(request) === 'eastus',
        reply: { json: { Items: rowsIn(pricesByRegion, 'eastus') }, fault },
      },
      expected,
    )
    assertMissing(missing, 'eastus', expected)
    expect(regions).toEqual(new Set(expected.length === 0 ? ['eastus', 'westeurope'] : ['westeurope']))
  })
})

describe('restrictions of one region', () => {
  test.each(socketFaults)('with %o cost no offer: %o', async (fault, expected) => {
    const { regions, missing } = await listWith(
      {
        path: skusPath,
        when: (request) => regionOf(request) === 'eastus',
        reply: { json: { value: rowsIn(skusByRegion, 'eastus') }, fault },
      },
      expected,
    )
    assertMissing(missing, 'restrictions of sizes, eastus', expected)
    expect(regions).toEqual(new Set(['eastus', 'westeurope']))
  })
})
