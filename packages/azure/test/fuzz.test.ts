import { type Listing, parseOffer } from '@aima/gpu-core'
import type { HttpRequest } from '@aima/gpu-http'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAzure } from '../src/index.ts'
import { answeringHttp } from './answering-http.ts'
import {
  evictionRows,
  nowMs,
  pricesByRegion,
  rowsIn,
  scoreRows,
  skusByRegion,
  subscriptionId,
  usagesByRegion,
} from './fixtures.ts'

const mutants = 10_000
const region = 'eastus'

/** The H100, the A100 and the T4 with their traps; the rest adds only time. */
const replies = {
  prices: { Items: rowsIn(pricesByRegion, region).slice(0, 14), NextPageLink: null },
  skus: { value: rowsIn(skusByRegion, region).slice(0, 4) },
  usages: { value: rowsIn(usagesByRegion, region) },
  graph: { data: evictionRows, resultTruncated: 'false' },
  scores: { placementScores: scoreRows },
}

type Replies = { readonly [Name in keyof typeof replies]: unknown }

const replyFor = ({ url }: HttpRequest, answers: Replies): unknown => {
  const address = String(url)
  if (address.includes('/api/retail/prices')) return answers.prices
  if (address.includes('/skus')) return answers.skus
  if (address.includes('/usages')) return answers.usages
  return address.includes('ResourceGraph') ? answers.graph : answers.scores
}

/** Prices, which decide whether there is a listing, as often as all other replies together. */
const answers: fc.Arbitrary<Replies> = fc.oneof(
  { weight: 4, arbitrary: mutateJson(replies.prices).map((prices) => ({ ...replies, prices })) },
  { weight: 1, arbitrary: mutateJson(replies.skus).map((skus) => ({ ...replies, skus })) },
  { weight: 1, arbitrary: mutateJson(replies.usages).map((usages) => ({ ...replies, usages })) },
  { weight: 1, arbitrary: mutateJson(replies.graph).map((graph) => ({ ...replies, graph })) },
  { weight: 1, arbitrary: mutateJson(replies.scores).map((scores) => ({ ...replies, scores })) },
)

const listOf = (some: Replies) =>
  createAzure({
    regions: [region],
    subscriptionId,
    accessToken: async () => 'a-token',
    http: answeringHttp((request) => replyFor(request, some)),
  }).listOffers({}, { nowMs })

const assertSound = ({ offers }: Listing): void => {
  const ids = offers.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  for (const offer of offers) {
    const read = parseOffer(offer, 'cloud')
    expect(read.isOk(), JSON.stringify(read.isErr() ? read.error : offer.id)).toBe(true)
    expect(offer.price?.usdPerHour ?? 0).toBeGreaterThan(0)
  }
}

test(`${mutants} mutants of all replies give sound offers or an error, and never an exception`, async () => {
  let listed = 0
  const property = fc.asyncProperty(answers, async (some) => {
    const result = await listOf(some)
    if (result.isErr()) {
      expect(result.error.kind).toBe('unexpected-shape')
    } else {
      listed += result.value.offers.length
      assertSound(result.value)
    }
  })
  await fc.assert(property, { numRuns: mutants, seed: 20_261_125 })
  // A reader that refused everything would pass as well.
  expect(listed / mutants).toBeGreaterThan(4)
}, 120_000)
