import { type Listing, parseOffer } from '@aima/gpu-core'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScaleway } from '../src/index.ts'
import { answeringHttp } from './answering-http.ts'
import { nowMs, serversByZone, stockByZone } from './fixtures.ts'

const mutants = 10_000
const zone = 'fr-par-2'
const replies = { servers: { servers: serversByZone[zone] }, stock: { servers: stockByZone[zone] } }

const members = fc.oneof(
  mutateJson(replies.servers).map((servers) => ({ ...replies, servers })),
  mutateJson(replies.stock).map((stock) => ({ ...replies, stock })),
)

const rates = fc.constantFrom(1e-300, 0.9, 1.1, 1000)

const listOf = (answers: { readonly servers: unknown; readonly stock: unknown }, usdPerEur: number) => {
  const http = answeringHttp(({ url }) =>
    String(url).endsWith('/availability') ? answers.stock : answers.servers,
  )
  return createScaleway({ usdPerEur, zones: [zone], http }).listOffers({}, { nowMs })
}

const assertSound = ({ offers }: Listing): void => {
  const ids = offers.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  for (const offer of offers) {
    const read = parseOffer(offer, 'cloud')
    expect(read.isOk(), JSON.stringify(read.isErr() ? read.error : offer.id)).toBe(true)
    expect(offer.price === undefined || (offer.price.usdPerHour ?? 0) > 0).toBe(true)
  }
}

test(`${mutants} mutants of both replies give sound offers or an error, and never an exception`, async () => {
  let listed = 0
  const property = fc.asyncProperty(members, rates, async (answers, usdPerEur) => {
    const result = await listOf(answers, usdPerEur)
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
