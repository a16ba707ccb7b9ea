import { parseOffer } from '@aima/gpu-core'
import type { HttpRequest } from '@aima/gpu-http'
import { mutateJson } from '@aima/gpu-testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRunpod, type RunpodOptions } from '../src/index.ts'
import { answeringHttp } from './answering-http.ts'
import { dataCentersReply, nowMs } from './fixtures.ts'
import { dataCentersData, gpusReply, gpuTypesData } from './market.ts'

const mutantsOfEach = 2_500

/** Lists one cloud at one count, with one reply of the two replaced. */
const listWith = (apiKey: string, answer: (request: HttpRequest) => unknown) => {
  const options: RunpodOptions = { apiKey, counts: [1], clouds: ['SECURE'], includeSpot: apiKey === '' }
  return createRunpod({ ...options, http: answeringHttp(answer).http }).listOffers({}, { nowMs })
}

const asksForDataCenters = ({ url, json }: HttpRequest): boolean =>
  String(url).endsWith('/datacenters') || JSON.stringify(json ?? {}).includes('dataCenters')

/** Checks a listing and counts its offers. */
const assertSound = async (listing: ReturnType<typeof listWith>): Promise<number> => {
  const result = await listing
  if (result.isErr()) {
    expect(['unexpected-shape', 'unauthorized']).toContain(result.error.kind)
    return 0
  }
  const { offers } = result.value
  const ids = offers.map(({ id }) => id)
  expect(ids).toEqual([...new Set(ids)].sort())
  for (const offer of offers) {
    const read = parseOffer(offer, 'cloud')
    expect(read.isOk(), JSON.stringify(read.isErr() ? read.error : offer.id)).toBe(true)
    expect(offer.price === undefined || (offer.price.usdPerHour ?? 0) > 0).toBe(true)
  }
  return offers.length
}

const interfaces = [
  { name: 'REST', apiKey: 'rpa_not_a_real_key', gpus: gpusReply('SECURE', 1), dataCenters: dataCentersReply },
  {
    name: 'GraphQL',
    apiKey: '',
    gpus: { data: gpuTypesData('SECURE', 1), errors: [{ message: 'x', extensions: { code: 'RUNPOD' } }] },
    dataCenters: { data: dataCentersData([1]) },
  },
]

const cases = interfaces.flatMap(({ name, apiKey, gpus, dataCenters }) => [
  {
    what: `GPUs over ${name}`,
    apiKey,
    good: gpus,
    answers: (mutant: unknown) => ({ gpus: mutant, dataCenters }),
  },
  {
    what: `data centres over ${name}`,
    apiKey,
    good: dataCenters,
    answers: (mutant: unknown) => ({ gpus, dataCenters: mutant }),
  },
])

test.each(cases)(
  `${mutantsOfEach} mutated replies of $what make sound offers or an error`,
  async ({ apiKey, good, answers }) => {
    let listed = 0
    const property = fc.asyncProperty(mutateJson(good), async (mutant) => {
      const { gpus, dataCenters } = answers(mutant)
      const listing = listWith(apiKey, (request) => (asksForDataCenters(request) ? dataCenters : gpus))
      listed += await assertSound(listing)
    })
    await fc.assert(property, { numRuns: mutantsOfEach, seed: 1 })
    // A reader that refused everything would pass as well.
    expect(listed / mutantsOfEach).toBeGreaterThan(3)
  },
  120_000,
)
