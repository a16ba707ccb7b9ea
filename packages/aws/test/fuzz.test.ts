import { type Listing, parseOffer } from '@aima/gpu-core'
import { createHttp, type Http, type HttpRequest } from '@aima/gpu-http'
import { mutateJson, withReplayServer } from '@aima/gpu-testing'
import fc from 'fast-check'
import { errAsync, ok, okAsync, type Result } from 'neverthrow'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createAws } from '../src/index.ts'
import { advisor, exampleCredentials, fixture, nowMs, products, quotas } from './fixtures.ts'

const mutants = 10_000

/** What a source is answered, by the operation or the file. */
interface Answers {
  readonly types: unknown
  readonly offerings: unknown
  readonly spot: unknown
  readonly products: unknown
  readonly quotas: unknown
  readonly advisor: unknown
  readonly file: string
}

/** What the XML of a fixture is before a schema has checked it. */
const parsed = (name: string): Promise<unknown> =>
  withReplayServer([{ path: '/', reply: { text: fixture(name) } }], async ({ baseUrl }) => {
    const read = await createHttp().xml({ url: `${baseUrl}/`, listTags: ['item'] }, z.unknown())
    return read._unsafeUnwrap()
  })

let good: Answers

beforeAll(async () => {
  good = {
    types: await parsed('instance-types.xml'),
    offerings: await parsed('offerings.xml'),
    spot: await parsed('spot-prices.xml'),
    products,
    quotas,
    advisor,
    file: fixture('prices.csv'),
  }
})

const answerOf = ({ url, body = '' }: HttpRequest, answers: Answers): unknown => {
  if (body.includes('=DescribeInstanceTypes&')) return answers.types
  if (body.includes('=DescribeInstanceTypeOfferings&')) return answers.offerings
  if (body.includes('=DescribeSpotPriceHistory&')) return answers.spot
  const address = String(url)
  if (address.includes('//api.pricing.')) {
    const list = Array.isArray(answers.products)
      ? answers.products.map((one) => JSON.stringify(one) ?? '')
      : answers.products
    return { PriceList: list }
  }
  if (address.includes('//servicequotas.')) {
    const code = /L-[0-9A-F]{8}/.exec(body)?.[0] ?? ''
    return typeof answers.quotas === 'object' && answers.quotas !== null
      ? Reflect.get(answers.quotas, code)
      : answers.quotas
  }
  return answers.advisor
}

async function* bytesOf(text: string): AsyncGenerator<Result<Uint8Array, never>> {
  yield ok(Buffer.from(text))
}

/** Makes an `Http` without a network. */
const answeringHttp = (answers: Answers): Http => {
  const checked: Http['json'] = (request, schema) => {
    const read = schema.safeParse(answerOf(request, answers))
    if (read.success) return okAsync(read.data)
    const issues = read.error.issues.map(({ message }) => message)
    return errAsync({ kind: 'unexpected-shape', issues, target: String(request.url), attempts: 1 })
  }
  return {
    ...createHttp(),
    json: checked,
    xml: checked,
    stream: () => okAsync({ status: 200, header: () => undefined, bytes: bytesOf(answers.file) }),
  }
}

const list = (answers: Answers, hasAccount: boolean) =>
  createAws({
    // Four more requests, of which the others learn nothing.
    quotas: answers.quotas !== good.quotas,
    regions: ['eu-central-1'],
    credentials: hasAccount ? exampleCredentials : 'none',
    http: answeringHttp(answers),
  }).listOffers({}, { nowMs })

const assertSound = ({ offers }: Listing): void => {
  const listed = offers.map(({ id }) => id)
  expect(listed).toEqual([...new Set(listed)].sort())
  for (const offer of offers) {
    const read = parseOffer(offer, 'cloud')
    expect(read.isOk(), JSON.stringify(read.isErr() ? [read.error, offer] : offer.id)).toBe(true)
    expect(offer.price?.usdPerHour ?? 0).toBeGreaterThan(0)
    expect(offer.price?.usdPerHour ?? 0).toBeLessThanOrEqual(offer.price?.onDemandUsdPerHour ?? 100_000)
  }
}

/** Mutants of one of the replies; the others are as they should be. */
const account = () => {
  const keys = ['types', 'offerings', 'spot', 'products', 'quotas', 'advisor'] as const
  return fc.oneof(
    ...keys.map((key) => mutateJson(good[key]).map((mutant): Answers => ({ ...good, [key]: mutant }))),
  )
}

/** A few characters of the file are others, or a piece is missing or comes twice. */
const files = () =>
  fc
    .tuple(fc.nat(), fc.nat({ max: 400 }), fc.string({ maxLength: 12, unit: 'binary' }))
    .map(([place, length, text]): Answers => {
      const at = place % good.file.length
      return { ...good, file: `${good.file.slice(0, at)}${text}${good.file.slice(at + length)}` }
    })

const fuzz = async (answers: fc.Arbitrary<Answers>, hasAccount: boolean, runs: number): Promise<number> => {
  let listed = 0
  const property = fc.asyncProperty(answers, async (one) => {
    const result = await list(one, hasAccount)
    if (result.isErr()) expect(result.error.kind).toBe('unexpected-shape')
    else {
      listed += result.value.offers.length
      assertSound(result.value)
    }
  })
  await fc.assert(property, { numRuns: runs, seed: 20_261_125 })
  return listed / runs
}

test(`${mutants} mutants of the replies to an account give sound offers or an error, and never an exception`, async () => {
  // A reader that refused everything would pass as well.
  expect(await fuzz(account(), true, mutants)).toBeGreaterThan(12)
}, 240_000)

test('2000 mutants of a price file give sound offers or an error, and never an exception', async () => {
  expect(await fuzz(files(), false, 2000)).toBeGreaterThan(8)
}, 240_000)
