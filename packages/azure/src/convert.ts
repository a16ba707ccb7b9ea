import type { Assumption, Host, ListedOffer, Price } from '@aima/gpu-core'
import { type AccountFacts, circumstancesOf } from './account-facts.ts'
import {
  onDemandCapacityOf,
  type ReadCapacity,
  type SizeCircumstances,
  skuOf,
  spotCapacityOf,
} from './capacity.ts'
import { keyOf } from './evictions.ts'
import { billing, certifications } from './facts.ts'
import { gpuCountOf, gpuOf } from './gpu.ts'
import { type DataPrices, networkOf } from './network.ts'
import type { PricedSize } from './priced-sizes.ts'
import { countryOf } from './regions.ts'
import { riskOf } from './spot-risk.ts'

/** What the offers of one listing share. */
export interface ConvertContext {
  /** Id of the source, which begins the ids of its offers. */
  readonly source: string
  /** Prices of data that the user stated. */
  readonly dataPrices: DataPrices
  /** What the account knows. */
  readonly facts: AccountFacts
  /** The present (ms since 1970-01-01 UTC). */
  readonly nowMs: number
}

/** Disks are ordered, and billed, apart. The image brings the driver. */
const hostOf = (circumstances: SizeCircumstances): Host => {
  const { size } = circumstances
  const sku = skuOf(circumstances)
  return {
    vcpus: sku?.vcpus ?? size.vcpus,
    ramGiB: sku?.ramGiB ?? size.ramGiB,
    disk: { kind: 'elastic' },
    architecture: sku?.architecture ?? (size.isArm ? 'arm64' : 'x86_64'),
    driver: { kind: 'from-image' },
  }
}

/** What both offers of a size have. */
const commonOf = (circumstances: SizeCircumstances, { source, dataPrices, nowMs }: ConvertContext) => {
  const { size, region } = circumstances
  return {
    source,
    provider: 'azure',
    providerKind: 'hyperscaler',
    gpu: gpuOf(size),
    gpuCount: gpuCountOf(size),
    host: hostOf(circumstances),
    place: { region, country: countryOf(region) },
    trust: 'certified',
    certifications,
    billing,
    network: networkOf(region, dataPrices).network,
    observedAtMs: nowMs,
  } as const satisfies Partial<ListedOffer>
}

/** Names of a create's body: `location`, `hardwareProfile.vmSize`, `securityProfile.securityType`. */
const launchOf = ({ size, region }: SizeCircumstances) => ({
  location: region,
  vmSize: size.name,
  ...(size.securityType === undefined ? {} : { securityType: size.securityType }),
})

const toOnDemand = (
  circumstances: SizeCircumstances,
  usdPerHour: number,
  context: ConvertContext,
): ListedOffer => {
  const { capacity, notes }: ReadCapacity = onDemandCapacityOf(circumstances)
  const { region, size } = circumstances
  return {
    ...commonOf(circumstances, context),
    id: `${context.source}/${region}/${size.name}/on-demand`,
    purchase: 'on-demand',
    price: { usdPerHour },
    capacity,
    assumptions: [...notesOf(circumstances, context), ...notes],
    launch: { ...launchOf(circumstances), priority: 'Regular' },
  }
}

/** What is only likely of the GPU, and what data costs by the tables. */
const notesOf = (
  { size, region }: SizeCircumstances,
  { dataPrices }: ConvertContext,
): readonly Assumption[] => [
  ...(size.doubt === undefined ? [] : [{ name: 'gpu', value: size.model, unit: '', basis: size.doubt }]),
  ...networkOf(region, dataPrices).notes,
]

/** With a maximum price of -1 nobody pays more for Spot than on demand. Source: Microsoft's page "Azure Spot Virtual Machines". */
const spotPriceOf = (usdPerHour: number, onDemandUsdPerHour: number | undefined): Price =>
  onDemandUsdPerHour === undefined
    ? { usdPerHour }
    : { usdPerHour: Math.min(usdPerHour, onDemandUsdPerHour), onDemandUsdPerHour }

const toSpot = (circumstances: SizeCircumstances, price: Price, context: ConvertContext): ListedOffer => {
  const { capacity, notes } = spotCapacityOf(circumstances)
  const { region, size } = circumstances
  const { risk, note } = riskOf(context.facts.evictions.get(keyOf(region, size.name)))
  return {
    ...commonOf(circumstances, context),
    id: `${context.source}/${region}/${size.name}/spot`,
    purchase: 'spot',
    price,
    capacity,
    spotRisk: risk,
    assumptions: [...notesOf(circumstances, context), note, ...notes],
    launch: { ...launchOf(circumstances), priority: 'Spot', evictionPolicy: 'Delete', maxPrice: -1 },
  }
}

const offersOf = (priced: PricedSize, context: ConvertContext): readonly ListedOffer[] => {
  const { onDemandUsdPerHour, spotUsdPerHour } = priced
  const { facts, nowMs } = context
  const circumstances = circumstancesOf(priced, facts, nowMs)
  return [
    ...(onDemandUsdPerHour === undefined ? [] : [toOnDemand(circumstances, onDemandUsdPerHour, context)]),
    ...(spotUsdPerHour === undefined
      ? []
      : [toSpot(circumstances, spotPriceOf(spotUsdPerHour, onDemandUsdPerHour), context)]),
  ]
}

/**
 * Makes offers of prices: of each size in each region one on demand, and one of Spot where it is sold so.
 *
 * @param priced - The prices, each size once in a region.
 * @param context - What they share.
 * @returns The offers, sorted by id.
 */
export const toOffers = (priced: readonly PricedSize[], context: ConvertContext): readonly ListedOffer[] =>
  priced.flatMap((one) => offersOf(one, context)).sort((one, other) => (one.id < other.id ? -1 : 1))
