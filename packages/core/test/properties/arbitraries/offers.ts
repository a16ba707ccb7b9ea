import { fc } from '@fast-check/vitest'
import type {
  Capacity,
  Host,
  Network,
  Offer,
  Price,
  ProviderKind,
  PurchaseModel,
  Site,
} from '../../../src/index.ts'
import { certification, country, trust } from './clearances.ts'
import { offeredGpu } from './gpus.ts'
import { bandwidth, maybe, price, share, upTo, wait } from './numbers.ts'

/** The present in all generated worlds (ms since 1970-01-01 UTC). */
export const nowMs = Date.UTC(2026, 8, 1)

const hourMs = 3_600_000

const host: fc.Arbitrary<Host> = fc.record({
  vcpus: maybe(fc.constantFrom(4, 16, 64), 7),
  ramGiB: maybe(fc.constantFrom(16, 64, 256), 7),
  disk: maybe(
    fc.oneof(
      fc.record({ kind: fc.constant('fixed' as const), sizeGB: fc.constantFrom(50, 100, 1000) }),
      fc.record({ kind: fc.constant('elastic' as const), largestGB: maybe(fc.constantFrom(100, 1000)) }),
    ),
    8,
  ),
  architecture: maybe(fc.constantFrom('x86_64', 'arm64'), 8),
  driver: maybe(
    fc.oneof(
      fc.constant({ kind: 'from-image' as const }),
      fc.record({
        kind: fc.constant('installed' as const),
        cudaVersion: maybe(fc.constantFrom(11.4, 12.2, 12.8), 8),
        driverVersion: maybe(fc.constantFrom('470.2', '535.54.03', '550.54'), 8),
      }),
    ),
    8,
  ),
})

const openWindow = fc
  .tuple(fc.constantFrom(-2000, -8, -0.5, 0, 1), fc.constantFrom(0.5, 4, 100, 9000))
  .map(([from, length]) => ({ fromMs: nowMs + from * hourMs, untilMs: nowMs + (from + length) * hourMs }))

const capacity: fc.Arbitrary<Capacity> = fc.record({
  stock: maybe(
    fc.oneof(
      { arbitrary: fc.constantFrom('low', 'available'), weight: 6 },
      { arbitrary: fc.constantFrom('none', 'busy'), weight: 2 },
    ),
  ),
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

const egressTiers = fc
  .tuple(upTo(200, 1), upTo(0.2), upTo(0.2))
  .map(([upToGB, first, rest]): Network['egressTiers'] => [
    [upToGB, first],
    [null, rest],
  ])

const network: fc.Arbitrary<Network> = fc.record({
  dataPath: maybe(fc.constantFrom('local', 'staged', 'instance')),
  ingressMbps: maybe(bandwidth),
  egressMbps: maybe(bandwidth),
  registryMbps: maybe(bandwidth),
  imageCached: maybe(fc.boolean(), 3),
  inputCached: maybe(fc.boolean(), 2),
  ingressUsdPerGB: maybe(upTo(0.1), 3),
  egressUsdPerGB: maybe(upTo(0.2)),
  egressTiers: maybe(egressTiers, 2),
  storageUsdPerGBMonth: maybe(upTo(0.3)),
})

const asked: fc.Arbitrary<Price | undefined> = fc.oneof(
  {
    arbitrary: fc.record({ usdPerHour: price, onDemandUsdPerHour: maybe(price, 2) }),
    weight: 18,
  },
  { arbitrary: fc.constantFrom<(Price | undefined)[]>(undefined, {}, { usdPerHour: 0 }), weight: 2 },
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

/** Whose house it is, and how it is had there. */
interface House {
  readonly site: Site
  readonly providerKind: ProviderKind
  readonly provider: string
  readonly purchase: PurchaseModel
}

const provider = fc.constantFrom('aws', 'gcp', 'runpod', 'vastai', 'local', 'lab')

const house: fc.Arbitrary<House> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      site: fc.constant('local' as const),
      providerKind: fc.constant('local' as const),
      provider: fc.constantFrom('local', 'lab'),
      purchase: fc.constant('owned' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      site: fc.constant('cloud' as const),
      providerKind: fc.constantFrom('gpu-cloud', 'hyperscaler'),
      provider: fc.constantFrom('aws', 'gcp', 'runpod', 'vastai'),
      purchase: fc.constantFrom('on-demand', 'spot'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      site: fc.constantFrom('local', 'cloud'),
      providerKind: fc.constantFrom('local', 'gpu-cloud', 'hyperscaler'),
      provider,
      purchase: fc.constantFrom('owned', 'on-demand', 'spot'),
    }),
  },
)

const age = fc.oneof(
  { arbitrary: fc.constantFrom(0, 0.5, 1), weight: 8 },
  { arbitrary: fc.constantFrom(-1, 2, 24, 25, 500), weight: 1 },
)

const accessLabels = fc.dictionary(
  fc.constantFrom('team', 'case'),
  fc.subarray(['red', 'blue'], { minLength: 1 }),
)

/** Ids that only an order by UTF-16 code units sorts right, and ordinary ones. */
const id = fc.oneof(
  fc.constantFrom('a', 'B', 'b', 'é', 'z', '\u{1F600}', '\uFF21', '10', '9'),
  fc.string({ minLength: 1, maxLength: 4 }),
)

const facts = {
  id,
  source: fc.constantFrom('list-1', 'list-2'),
  house,
  gpu: offeredGpu,
  gpuCount: fc.constantFrom(1, 1, 1, 2, 4, 8),
  host: maybe(host, 8),
  region: fc.constantFrom('eu-1', 'us-1'),
  zone: maybe(fc.constantFrom('a', 'b'), 4),
  country: maybe(country, 8),
  trust: maybe(trust, 7),
  certifications: maybe(fc.array(certification, { maxLength: 3 }), 7),
  access: maybe(accessLabels, 1),
  asked,
  ownPrice: maybe(asked, 2),
  ownership: maybe(ownership, 7),
  billing: maybe(
    fc.record({ billStepSeconds: maybe(fc.constantFrom(1, 60, 3600)), billMinSeconds: maybe(upTo(600)) }),
    3,
  ),
  energy: maybe(
    fc.record({
      powerKW: maybe(upTo(3)),
      pue: maybe(upTo(2, 1)),
      gridGPerKWh: maybe(fc.constantFrom(0, 30, 400), 7),
    }),
    7,
  ),
  spotRisk: maybe(spotRisk, 7),
  network: maybe(network, 6),
  benchmarks: maybe(fc.dictionary(fc.constantFrom('whisper', 'blender'), upTo(20, 0.5)), 3),
  exclusiveKeys: maybe(fc.subarray(['box/gpu-0', 'box/gpu-1', 'box/gpu-2'], { minLength: 1 }), 1),
  assumptions: maybe(
    fc.constant([{ name: 'country', value: 'DE', unit: '', basis: 'the region is in Frankfurt' }]),
    1,
  ),
}

/** The generated facts of an offer whose capacity and age are of some kind. */
const offerWith = (
  capacities: fc.Arbitrary<Capacity | undefined>,
  ages: fc.Arbitrary<number>,
): fc.Arbitrary<Offer> =>
  fc
    .record({ ...facts, capacity: capacities, age: ages })
    .map(
      ({
        house: { site, ...from },
        region,
        zone,
        country: place,
        asked: rent,
        ownPrice,
        age: hours,
        ...others
      }) => ({
        ...others,
        ...from,
        site,
        place: { region, zone, country: place },
        price: from.purchase === 'owned' ? ownPrice : rent,
        observedAtMs: nowMs - hours * hourMs,
        launch: { instanceType: 'g5', zones: ['a', null] },
      }),
    )

/** Offers of every kind, with facts missing everywhere. */
export const offer: fc.Arbitrary<Offer> = offerWith(maybe(capacity, 7), age)

/** Offers that are there now and whose price is fresh. */
const presentOffer: fc.Arbitrary<Offer> = offerWith(
  maybe(fc.record({ allocHours: maybe(wait), bootHours: maybe(upTo(0.3)) }), 7),
  fc.constant(0),
)

const distinct = (offers: fc.Arbitrary<Offer>, minLength: number, maxLength: number) =>
  fc.uniqueArray(offers, { selector: (one) => one.id, minLength, maxLength })

/** Lists of offers of every kind, with unique ids. */
export const offers: fc.Arbitrary<readonly Offer[]> = fc.oneof(
  { arbitrary: distinct(offer, 2, 7), weight: 9 },
  { arbitrary: distinct(offer, 0, 1), weight: 1 },
)

/** Lists of offers most of which can be had, with unique ids. */
export const presentOffers: fc.Arbitrary<readonly Offer[]> = distinct(presentOffer, 2, 7)
