import {
  countriesOf,
  decide,
  defaultPriceAgeHours,
  findGpuModel,
  grantSite,
  type ListedOffer,
  parseOffer,
} from '@aima/gpu-core'
import { expect, test } from 'vitest'
import { embeddedCatalog } from '../src/index.ts'

const nowMs = Date.UTC(2026, 10, 25)
const { offers, warnings, observedAtMs } = (await embeddedCatalog().listOffers({}, { nowMs }))._unsafeUnwrap()

const named = (offer: ListedOffer): string => offer.id
const withoutFail = (isSound: (offer: ListedOffer) => boolean): readonly string[] =>
  offers.filter((offer) => !isSound(offer)).map(named)

const isFromMarketplace = ({ provider, trust }: ListedOffer): boolean =>
  provider === 'vastai' || (provider === 'runpod' && trust === 'community')

test('lists offers of five providers', () => {
  const count = (provider: string): number => offers.filter((offer) => offer.provider === provider).length
  expect(['aws', 'azure', 'gcp', 'runpod', 'vastai'].map(count)).toEqual([231, 129, 224, 714, 141])
})

test('has only offers that core accepts', () => {
  expect(withoutFail((offer) => parseOffer(offer, 'cloud').isOk())).toEqual([])
})

test('gives each offer an id of its own and sorts by it', () => {
  const ids = offers.map(named)
  expect(ids).toEqual([...new Set(ids)].sort())
})

test('knows the GPU of every offer, and its memory', () => {
  expect(
    withoutFail(({ gpu }) => {
      const model = gpu.model === undefined ? undefined : findGpuModel(gpu.model)
      return model !== undefined && gpu.vramGiB === model.vramGiB
    }),
  ).toEqual([])
})

test('knows every price', () => {
  expect(withoutFail(({ price }) => (price?.usdPerHour ?? 0) > 0)).toEqual([])
})

test('has no spot price above the price on demand', () => {
  expect(
    withoutFail(
      ({ price }) => (price?.usdPerHour ?? 0) <= (price?.onDemandUsdPerHour ?? Number.POSITIVE_INFINITY),
    ),
  ).toEqual([])
})

test('knows the country of every offer that does not stand with a stranger', () => {
  expect(withoutFail((offer) => (offer.place.country === undefined) === isFromMarketplace(offer))).toEqual([])
})

test('has a day for every price, which stands in the assumptions', () => {
  expect(
    withoutFail(({ observedAtMs: seenMs, assumptions }) => {
      const day = new Date(seenMs).toISOString().slice(0, 10)
      return seenMs < nowMs && assumptions?.some(({ value }) => value === day) === true
    }),
  ).toEqual([])
})

test('reports the interruption rate of every spot offer as an assumption', () => {
  expect(
    withoutFail(({ spotRisk, assumptions }) => {
      const rate = spotRisk?.interruptionsPerHour
      const told = assumptions?.find(({ name }) => name === 'interruptionsPerHour')?.value
      return rate === told
    }),
  ).toEqual([])
})

test('has no RunPod spot offers, which RunPod has withdrawn, and no price where a GPU is not offered', () => {
  const runpod = offers.filter(({ provider }) => provider === 'runpod')
  expect(runpod.every(({ purchase }) => purchase === 'on-demand')).toBe(true)
  const cheapest = (name: string, trust: string): number =>
    Math.min(
      ...runpod
        .filter(({ gpu, trust: its, gpuCount }) => gpu.name === name && its === trust && gpuCount === 1)
        .map(({ price }) => price?.usdPerHour ?? 0),
    )
  expect(cheapest('AMD Instinct MI300X OAM', 'datacenter')).toBe(2.39)
  expect(cheapest('AMD Instinct MI300X OAM', 'community')).toBe(Number.POSITIVE_INFINITY)
  expect(cheapest('NVIDIA GeForce RTX 4080', 'datacenter')).toBe(Number.POSITIVE_INFINITY)
})

test('sells no machine on demand that Google Cloud sells as spot machine only', () => {
  const small = offers.filter(({ launch: { instanceType } }) => instanceType === 'a3-highgpu-1g')
  expect(small.length).toBeGreaterThan(0)
  expect(
    small.every(({ purchase, price }) => purchase === 'spot' && price?.onDemandUsdPerHour === undefined),
  ).toBe(true)
})

test('shares lists of assumptions between offers', () => {
  expect(new Set(offers.map(({ assumptions }) => assumptions)).size).toBeLessThan(30)
})

test('warns how old the prices are, and that stock is unknown', () => {
  expect(warnings).toEqual([
    { kind: 'old-prices', observedAtMs: Date.UTC(2023, 11, 8), offers: offers.length },
    { kind: 'limited', reason: expect.stringContaining('list prices') },
  ])
  expect(observedAtMs).toBe(nowMs)
})

test('offers a job that must stay in the EU a choice on every cloud with data centres', () => {
  const eu = countriesOf(['EU'])
  const inEu = offers.filter(({ place }) => place.country !== undefined && eu.has(place.country))
  const modelsOf = (provider: string): number =>
    new Set(inEu.filter((offer) => offer.provider === provider).map(({ gpu }) => gpu.model)).size
  expect(['aws', 'azure', 'gcp', 'runpod'].every((provider) => modelsOf(provider) >= 5)).toBe(true)
})

test.each([
  ['the default price age', defaultPriceAgeHours, 'no-suitable-offer'],
  ['a price age of a year', { hyperscaler: 8766, 'gpu-cloud': 8766 }, 'decision'],
])('is used or refused by %s of the policy', (_what, maximumPriceAgeHours, kind) => {
  const decided = decide(
    {
      id: 'a',
      confidentiality: 'internal',
      needs: { vramGiB: 24, cudaVersion: 11.8, diskGB: 100 },
      clearance: { countries: ['EU'], leastTrust: 'datacenter' },
    },
    grantSite(offers, 'cloud'),
    { strategy: { kind: 'cost-first' }, maximumPriceAgeHours },
    { nowMs },
  )
  expect(decided.isOk() ? decided.value.kind : decided.error.kind).toBe(kind)
})

test('takes an id of its own', async () => {
  const source = embeddedCatalog({ id: 'mine' })
  const listing = (await source.listOffers({}, { nowMs }))._unsafeUnwrap()
  expect(source.id).toBe('mine')
  expect(listing.offers.every(({ id, source: of }) => id.startsWith('mine/') && of === 'mine')).toBe(true)
})

test('refuses an empty id', async () => {
  const error = (await embeddedCatalog({ id: '' }).listOffers({}, { nowMs }))._unsafeUnwrapErr()
  expect(error.kind).toBe('invalid-options')
})

test('is cancelled by a signal', async () => {
  const error = (
    await embeddedCatalog().listOffers({}, { nowMs, signal: AbortSignal.abort() })
  )._unsafeUnwrapErr()
  expect(error).toEqual({ kind: 'cancelled' })
})

test('lists the same twice', async () => {
  const again = (await embeddedCatalog().listOffers({}, { nowMs }))._unsafeUnwrap()
  expect(again.offers).toEqual(offers)
})
