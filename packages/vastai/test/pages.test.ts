import type { ListedOffer, Listing, OfferQuery } from '@aima/gpu-core'
import { type RecordedRequest, type Route, withReplayServer } from '@aima/gpu-testing'
import { describe, expect, test } from 'vitest'
import { createVastai, type VastaiOptions } from '../src/index.ts'
import type { WireOffer } from '../src/wire.ts'
import { nowMs } from './fixtures.ts'
import { answer, crowdedMarket, marketRoutes } from './market.ts'

const crowd = crowdedMarket(500)

interface Read {
  readonly listing: Listing
  readonly requests: readonly RecordedRequest[]
}

const read = (routes: readonly Route[], options: VastaiOptions, query: OfferQuery = {}): Promise<Read> =>
  withReplayServer(routes, async ({ baseUrl, requests }) => {
    const source = createVastai({ baseUrl, apiKey: 'test-key', pauseMs: 0, ...options })
    const listing = (await source.listOffers(query, { nowMs }))._unsafeUnwrap()
    return { listing, requests: [...requests] }
  })

const askIds = ({ offers }: Listing, purchase: ListedOffer['purchase'] = 'on-demand'): ReadonlySet<number> =>
  new Set(offers.filter((offer) => offer.purchase === purchase).map(({ id }) => Number(id.split('/')[1])))

/** The cheapest of the market, worked out from its rows and not from a reply. */
const cheapestIds = (count: number, priceOf: (row: WireOffer) => number): readonly number[] =>
  [...crowd]
    .sort((one, other) => priceOf(one) - priceOf(other))
    .slice(0, count)
    .map(({ id }) => id)

const withDisk =
  (field: 'dph_base' | 'min_bid', diskGB: number) =>
  (row: WireOffer): number =>
    (row[field] ?? 0) + ((row.storage_cost ?? 0) * diskGB) / 720

const reasons = ({ warnings }: Listing): readonly string[] =>
  warnings.flatMap((warning) => (warning.kind === 'limited' ? [warning.reason] : []))

describe('a market of 500 offers that gives 64 of them at a time', () => {
  const capped = marketRoutes(crowd, { cap: 64 })

  test('is a random sample without an order, which misses cheap ones', () => {
    const request = {
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {},
      body: '{"limit":64}',
    }
    const { json } = answer(crowd, request)
    const sample: { offers: readonly { id: number }[] } = JSON.parse(JSON.stringify(json))
    const ids = new Set(sample.offers.map(({ id }) => id))
    expect(cheapestIds(20, withDisk('dph_base', 8)).every((id) => ids.has(id))).toBe(false)
  })

  test.each([8, 100, 400])('gives the cheapest with %i GB of disk in one request', async (diskGB) => {
    const { listing, requests } = await read(capped, { maximumRequests: 1 }, { diskGB })
    expect(requests).toHaveLength(1)
    expect(askIds(listing)).toEqual(new Set(cheapestIds(64, withDisk('dph_base', diskGB))))
  })

  test('gives the lowest bids in the second', async () => {
    const { listing, requests } = await read(capped, { maximumRequests: 2 })
    expect(requests).toHaveLength(2)
    const bids = askIds(listing, 'spot')
    expect(cheapestIds(64, withDisk('min_bid', 0)).every((id) => bids.has(id))).toBe(true)
  })

  test('says up to which price nothing is missing', async () => {
    const { listing } = await read(capped, { maximumRequests: 2 })
    const [reason, ...others] = reasons(listing)
    expect(others).toEqual([])
    expect(reason).toMatch(
      /prices on demand with disk all below [\d.]+ USD\/h.*lowest bids without disk all below [\d.]+ USD\/h/,
    )
  })

  test('is read to its end with enough requests, each asked once', async () => {
    const { listing, requests } = await read(capped, { maximumRequests: 100 })
    expect(askIds(listing).size).toBe(500)
    expect(listing.warnings).toEqual([])
    expect(new Set(requests.map(({ body }) => body)).size).toBe(requests.length)
    console.log(`full listing of 500 offers, 64 at a time: ${requests.length} requests`)
  })

  test('needs no search by bid where only offers on demand are wanted', async () => {
    const { listing, requests } = await read(capped, { maximumRequests: 100, includeInterruptible: false })
    expect(askIds(listing).size).toBe(500)
    expect(requests.every(({ body }) => !body.includes('min_bid'))).toBe(true)
  })
})

test('a market below the limit takes one request', async () => {
  const { listing, requests } = await read(marketRoutes(crowdedMarket(499)), {})
  expect(requests).toHaveLength(1)
  expect(listing.warnings).toEqual([])
  console.log(`full listing of 499 offers with a key: ${requests.length} request`)
})

test.each([200, 256])('%i rows look like a limit of the server, so more are asked for', async (cap) => {
  const { listing, requests } = await read(marketRoutes(crowd, { cap }), { includeInterruptible: false })
  expect(askIds(listing).size).toBe(500)
  expect(requests).toHaveLength(cap === 200 ? 3 : 2)
})

test('without a key the cheapest of both kinds are asked for, and the warning says how far they reach', async () => {
  const { listing, requests } = await read(marketRoutes(crowd, { cap: 64 }), { apiKey: '' })
  expect(requests).toHaveLength(2)
  const listed = [askIds(listing), askIds(listing, 'spot')]
  for (const id of cheapestIds(64, withDisk('dph_base', 1))) expect(listed[0]).toContain(id)
  for (const id of cheapestIds(64, withDisk('min_bid', 0))) expect(listed[1]).toContain(id)
  expect(reasons(listing)).toHaveLength(2)
})

test('without a key one request is sent where bids are not listed', async () => {
  const { requests } = await read(marketRoutes(crowd, { cap: 64 }), {
    apiKey: '',
    includeInterruptible: false,
  })
  expect(requests).toHaveLength(1)
})

test('replies that are not in the order that was asked for are not taken for the cheapest', async () => {
  const unsorted = marketRoutes(crowd, { cap: 64, sorts: false })
  const { listing, requests } = await read(unsorted, { maximumRequests: 100 })
  expect(requests).toHaveLength(2)
  expect(reasons(listing)).toEqual([expect.stringContaining('any may be missing')])
})

test('rows of one price fill a reply: the walk stops and says so', async () => {
  const same = crowd.map((row) => ({ ...row, dph_base: 1, storage_cost: 0, min_bid: 0.5 }))
  const { listing, requests } = await read(marketRoutes(same, { cap: 64 }), { maximumRequests: 100 })
  expect(requests.length).toBeLessThan(6)
  expect(reasons(listing)).toEqual([expect.stringContaining('all below 1 USD/h')])
})

test('a search by bid that is read to its end has not seen the offers without a bid', async () => {
  const some = crowd.map((row, index) => ({
    ...row,
    dph_base: 1,
    storage_cost: 0,
    min_bid: index < 99 ? row.min_bid : null,
  }))
  const { listing } = await read(marketRoutes(some, { cap: 64 }), { maximumRequests: 100 })
  expect(askIds(listing, 'spot').size).toBe(99)
  expect(reasons(listing)).toEqual([
    expect.stringMatching(/on demand with disk all below 1 USD\/h are listed.*without disk all are listed/),
  ])
})

test('replies that do not join are told', async () => {
  let replies = 0
  const gap: Route = {
    path: '/api/v0/bundles/',
    reply: (request) => {
      replies += 1
      return answer(replies === 1 ? crowd : crowd.slice(300), request, { cap: 64 })
    },
  }
  const { listing } = await read([gap], { includeInterruptible: false, maximumRequests: 100 })
  expect(reasons(listing)).toEqual([expect.stringContaining('do not join')])
})

test('a later request that fails costs its part and a warning', async () => {
  let replies = 0
  const flaky: Route = {
    path: '/api/v0/bundles/',
    reply: (request) => {
      replies += 1
      return replies === 1 ? answer(crowd, request, { cap: 64 }) : { status: 400, json: {} }
    },
  }
  const { listing } = await read([flaky], {})
  expect(askIds(listing).size).toBe(64)
  expect(listing.warnings[0]).toEqual({
    kind: 'part-missing',
    part: 'lowest bids without disk',
    error: { kind: 'provider-failed', status: 400 },
  })
})

test('a listing that is cancelled between two requests ends at once', async () => {
  const controller = new AbortController()
  const aborting: Route = {
    path: '/api/v0/bundles/',
    reply: (request) => {
      setImmediate(() => setTimeout(() => controller.abort(), 20))
      return answer(crowd, request, { cap: 64 })
    },
  }
  await withReplayServer([aborting], async ({ baseUrl, requests }) => {
    const source = createVastai({ baseUrl, apiKey: 'test-key', pauseMs: 60_000 })
    const result = await source.listOffers({}, { nowMs, signal: controller.signal })
    expect(result._unsafeUnwrapErr()).toEqual({ kind: 'cancelled' })
    expect(requests).toHaveLength(1)
  })
})
