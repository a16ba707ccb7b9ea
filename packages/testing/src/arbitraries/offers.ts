import type { Capacity, ListedOffer, Offer, Price, ProviderKind, PurchaseModel, Site } from '@aima/gpu-core'
import fc from 'fast-check'
import { builtAtMs } from '../builders.ts'
import { host, network, offeredGpu } from './machines.ts'
import {
  accessLabels,
  benchmark,
  certification,
  country,
  offerId,
  provider,
  purchase,
  sourceId,
  trust,
} from './names.ts'
import { maybe, price, share, stored, upTo, wait } from './numbers.ts'

const hourMs = 3_600_000

const openWindow = fc
  .tuple(fc.constantFrom(-2000, -8, -0.5, 0, 1), fc.constantFrom(0.5, 4, 100, 9000))
  .map(([from, length]) => ({
    fromMs: builtAtMs + from * hourMs,
    untilMs: builtAtMs + (from + length) * hourMs,
  }))

const capacity: fc.Arbitrary<Capacity> = fc.record({
  stock: maybe(fc.constantFrom('available', 'available', 'low', 'low', 'none', 'busy')),
  allocHours: maybe(wait, 4),
  availability: maybe(share, 3),
  retryHours: maybe(upTo(1, 0.01)),
  bootHours: maybe(upTo(0.3)),
  openWindows: maybe(fc.array(openWindow, { maxLength: 2 }), 2),
})

const spotRisk = fc.record({
  interruptionsPerHour: maybe(fc.oneof(fc.constantFrom(0, 0.1), upTo(1)), 7),
  recoverWaitHours: maybe(wait),
  noticeHours: maybe(fc.constantFrom(0, 0.01, 0.5), 3),
  uptimesHours: maybe(fc.array(upTo(40), { maxLength: 6 }), 2),
})

/** Mostly known prices; an unknown one is absent or 0. */
const asked: fc.Arbitrary<Price | undefined> = fc.oneof(
  { arbitrary: fc.record({ usdPerHour: price, onDemandUsdPerHour: maybe(price, 2) }), weight: 9 },
  { arbitrary: fc.constantFrom<(Price | undefined)[]>(undefined, {}, { usdPerHour: 0 }), weight: 1 },
)

const ownership = fc.record({
  capexUsd: maybe(upTo(30_000, 1000)),
  residualUsd: maybe(upTo(900)),
  lifeYears: maybe(fc.constantFrom(3, 5)),
  utilisation: maybe(fc.constantFrom(0.1, 0.5, 1)),
  maintenanceUsdPerHour: maybe(upTo(0.1)),
  shadowUsdPerHour: maybe(upTo(2)),
  usdPerKWh: maybe(fc.oneof(fc.constant(0), upTo(0.6))),
})

/** Who has an offer, and how it is had there. */
interface House {
  readonly site: Site
  readonly providerKind: ProviderKind
  readonly provider: string
  readonly purchase: PurchaseModel
}

const owned: fc.Arbitrary<House> = fc.record({
  site: fc.constant('local' as const),
  providerKind: fc.constant('local' as const),
  provider: fc.constantFrom('local', 'lab'),
  purchase: fc.constant('owned' as const),
})

const rented: fc.Arbitrary<House> = fc.record({
  site: fc.constant('cloud' as const),
  providerKind: fc.constantFrom('gpu-cloud', 'hyperscaler'),
  provider: fc.constantFrom('aws', 'gcp', 'azure', 'runpod', 'vastai'),
  purchase: fc.constantFrom('on-demand', 'spot'),
})

/** Combinations that no user would register, and that core must survive all the same. */
const odd: fc.Arbitrary<House> = fc.record({
  site: fc.constantFrom('local', 'cloud'),
  providerKind: fc.constantFrom('local', 'gpu-cloud', 'hyperscaler'),
  provider,
  purchase,
})

const house = fc.oneof(
  { arbitrary: owned, weight: 4 },
  { arbitrary: rented, weight: 5 },
  { arbitrary: odd, weight: 1 },
)

const ageHours = fc.oneof(
  { arbitrary: fc.constantFrom(0, 0.5, 1), weight: 8 },
  { arbitrary: fc.constantFrom(-1, 2, 24, 25, 500), weight: 1 },
)

const energy = fc.record({
  powerKW: maybe(upTo(3)),
  pue: maybe(upTo(2, 1)),
  gridGPerKWh: maybe(fc.constantFrom(0, 30, 400), 7),
})

const billing = fc.record({
  billStepSeconds: maybe(fc.constantFrom(1, 60, 3600)),
  billMinSeconds: maybe(upTo(600)),
})

const place = fc.record({
  region: fc.constantFrom('eu-1', 'us-1'),
  zone: maybe(fc.constantFrom('a', 'b'), 4),
  country: maybe(country, 8),
})

const facts = fc.record({
  id: offerId,
  source: sourceId,
  gpu: offeredGpu,
  gpuCount: fc.constantFrom(1, 1, 1, 2, 4, 8),
  host: maybe(host, 8),
  place,
  trust: maybe(trust, 7),
  certifications: maybe(fc.array(certification, { maxLength: 3 }), 7),
  access: maybe(accessLabels, 1),
  ownership: maybe(ownership, 7),
  billing: maybe(billing, 3),
  energy: maybe(energy, 7),
  capacity: maybe(capacity, 7),
  spotRisk: maybe(spotRisk, 7),
  network: maybe(network, 6),
  benchmarks: maybe(fc.dictionary(benchmark, upTo(20, 0.5)), 3),
  exclusiveKeys: maybe(fc.subarray(['box/gpu-0', 'box/gpu-1', 'box/gpu-2'], { minLength: 1 }), 1),
  observedAtMs: ageHours.map((hours) => builtAtMs - hours * hourMs),
  launch: fc.constantFrom(
    { machine: 'g5.xlarge' },
    { machine: 'pod', zones: ['a', null], bidUsdPerHour: 0.2 },
  ),
})

const offer: fc.Arbitrary<Offer> = fc
  .record({ house, facts, asked, ownPrice: maybe(asked, 2) })
  .map(({ house: from, facts: known, asked: rent, ownPrice }) => ({
    ...known,
    ...from,
    price: from.purchase === 'owned' ? ownPrice : rent,
  }))

/**
 * Gives an arbitrary of offers of every kind, with facts missing everywhere, seen around {@link builtAtMs}. All of them are offers that core's
 * `parseOffer` reads.
 *
 * @example
 * import { parseOffer } from '@aima/gpu-core'
 * import fc from 'fast-check'
 * fc.sample(arbitraryOffer(), { numRuns: 50, seed: 1 }).every((offer) => parseOffer(offer, offer.site).isOk()) // => true
 */
export const arbitraryOffer = (): fc.Arbitrary<Offer> => offer.map(stored)

/**
 * Gives an arbitrary of offers as sources list them, which claim no site.
 *
 * @example
 * import fc from 'fast-check'
 * fc.sample(arbitraryListedOffer(), { numRuns: 50, seed: 1 }).some((offer) => 'site' in offer) // => false
 */
export const arbitraryListedOffer = (): fc.Arbitrary<ListedOffer> =>
  offer.map(({ site: _, ...listed }) => stored(listed))

/**
 * Gives an arbitrary of lists of offers, no two of them with the same id.
 *
 * @param lengths - How long the lists are. Default 0 to 7.
 * @example
 * import fc from 'fast-check'
 * fc.sample(arbitraryOffers({ minLength: 3, maxLength: 3 }), 1)[0].length // => 3
 */
export const arbitraryOffers = (
  lengths: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<readonly Offer[]> =>
  fc.uniqueArray(arbitraryOffer(), { maxLength: 7, ...lengths, selector: ({ id }) => id })
