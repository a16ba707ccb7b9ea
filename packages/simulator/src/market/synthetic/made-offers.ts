import { findGpuModel, type GpuModel, type ListedOffer, type Place } from '@aima/gpu-core'
import { createRandom, type Random } from '../../random.ts'
import { defaultStockSpells } from './stock-spells.ts'

/** A kind of provider that does not exist, and what it rents out. */
interface MadeProvider extends Pick<ListedOffer, 'provider' | 'providerKind' | 'trust'> {
  /** What it asks, compared with a GPU cloud. */
  readonly priceFactor: number
  readonly models: readonly string[]
  readonly counts: readonly number[]
}

const dataCentreModels = [
  'T4',
  'L4',
  'A10G',
  'V100-SXM2-16GB',
  'A100-SXM4-40GB',
  'A100-SXM4-80GB',
  'H100-SXM5',
]

const providers: readonly MadeProvider[] = [
  ...['hyperscaler-1', 'hyperscaler-2'].map(
    (provider): MadeProvider => ({
      provider,
      providerKind: 'hyperscaler',
      trust: 'certified',
      priceFactor: 2.5,
      models: dataCentreModels,
      counts: [1, 4, 8],
    }),
  ),
  ...['gpu-cloud-1', 'gpu-cloud-2', 'gpu-cloud-3'].map(
    (provider): MadeProvider => ({
      provider,
      providerKind: 'gpu-cloud',
      trust: 'datacenter',
      priceFactor: 1,
      models: ['L40S', 'RTX A6000', 'A100-SXM4-80GB', 'H100-SXM5', 'H200-SXM', 'B200'],
      counts: [1, 2, 4, 8],
    }),
  ),
  {
    provider: 'marketplace-1',
    providerKind: 'gpu-cloud',
    trust: 'community',
    priceFactor: 0.6,
    models: ['RTX 3090', 'RTX 4090', 'RTX 5090', 'A100-SXM4-80GB', 'H100-SXM5'],
    counts: [1, 2, 4, 8],
  },
]

const places: readonly Place[] = [
  { region: 'europe-1', country: 'DE' },
  { region: 'europe-2', country: 'FI' },
  { region: 'america-1', country: 'US' },
  { region: 'america-2', country: 'CA' },
  { region: 'asia-1', country: 'JP' },
]

/** About what GPU clouds asked in 2026 for an hour of a GPU, by the bandwidth of its memory (USD per GB/s). */
const usdPerGBps = 0.0007

const pick = <T>(items: readonly T[], random: Random): T | undefined =>
  items[Math.floor(random.uniform() * items.length)]

const onDemandUsd = (model: GpuModel, provider: MadeProvider, random: Random): number =>
  usdPerGBps * model.memoryBandwidthGBps * provider.priceFactor * Math.exp(0.15 * random.normal())

const cents = (usd: number): number => Math.max(0.01, Math.round(usd * 100) / 100)

/** Spot machines at 30 to 60 % of the price on demand. Source: AWS, December 2022 to June 2024, by type of machine. */
const spotTerms = (usdPerHour: number, random: Random) => {
  const { meanUpHours, meanDownHours } = defaultStockSpells
  const hasStock = random.uniform() < meanUpHours / (meanUpHours + meanDownHours)
  return {
    purchase: 'spot' as const,
    price: {
      usdPerHour: Math.min(usdPerHour, cents(usdPerHour * (0.3 + 0.3 * random.uniform()))),
      onDemandUsdPerHour: usdPerHour,
    },
    capacity: { stock: hasStock ? ('available' as const) : ('none' as const) },
    spotRisk: { interruptionsPerHour: 1 / meanUpHours, recoverWaitHours: meanDownHours },
  }
}

const termsOf = (usdPerHour: number, random: Random) =>
  random.uniform() < 0.5
    ? spotTerms(usdPerHour, random)
    : {
        purchase: 'on-demand' as const,
        price: { usdPerHour },
        capacity: { stock: 'available' as const },
      }

const makeOffer = (index: number, seed: number, observedAtMs: number): readonly ListedOffer[] => {
  const random = createRandom(seed, `offer ${index}`)
  const provider = pick(providers, random)
  const place = pick(places, random)
  const gpuCount = pick(provider?.counts ?? [], random)
  const model = findGpuModel(pick(provider?.models ?? [], random) ?? '')
  if (provider === undefined || place === undefined || gpuCount === undefined || model === undefined)
    return []
  const id = `made-${index + 1}`
  return [
    {
      id,
      source: 'made-offers',
      provider: provider.provider,
      providerKind: provider.providerKind,
      trust: provider.trust,
      gpu: { name: model.model, model: model.model, vramGiB: model.vramGiB },
      gpuCount,
      host: {
        vcpus: 8 * gpuCount,
        ramGiB: 2 * model.vramGiB * gpuCount,
        disk: { kind: 'elastic' },
        driver: { kind: 'from-image' },
        architecture: 'x86_64',
      },
      place,
      observedAtMs,
      launch: { made: id },
      ...termsOf(cents(onDemandUsd(model, provider, random) * gpuCount), random),
    },
  ]
}

/** How many offers are made, and from which random numbers. */
export interface MadeOffersOptions {
  /** How many (a whole number, ≥ 0). */
  readonly count: number
  /** Seed (a whole number). */
  readonly seed: number
  /** When they are seen (ms since 1970-01-01 UTC). */
  readonly observedAtMs: number
}

/**
 * Makes offers of providers that do not exist, half of them spot.
 *
 * Models are real, and so are their memory and speed; prices are invented, in the order of what was asked in 2026. More offers begin with the same ones.
 *
 * @param options - How many.
 * @example
 * madeOffers({ count: 2, seed: 1, observedAtMs: 0 }).map(({ id }) => id) // => ['made-1', 'made-2']
 */
export const madeOffers = ({ count, seed, observedAtMs }: MadeOffersOptions): readonly ListedOffer[] =>
  Array.from({ length: count }, (_none, index) => makeOffer(index, seed, observedAtMs)).flat()
