import type { Assumption, Host, ListedOffer } from '@aima/gpu-core'
import type { Advisor } from './advisor.ts'
import { capacityOf, type ReadCapacity, riskOf } from './capacity.ts'
import { billing, certifications, driver } from './facts.ts'
import { grouped } from './grouped.ts'
import type { MachineType } from './machine-type.ts'
import type { Market } from './market.ts'
import { type DataPrices, networkOf } from './network.ts'
import type { Scores } from './placement-scores.ts'
import { estimatedSpotPrice, priceOf, type SpotOfferPrice, spotPriceOf } from './price.ts'
import { countryOf } from './regions.ts'
import type { SpotPrice } from './spot-history.ts'

/** What the offers of one listing share. */
export interface ConvertContext {
  /** Id of the source, which begins the ids of its offers. */
  readonly source: string
  /** What the Spot Advisor says. */
  readonly advisor: Advisor
  /** Placement scores. */
  readonly scores: Scores
  /** Whether spot offers are wanted. */
  readonly includeSpot: boolean
  /** In China, the rate (USD per CNY). */
  readonly usdPerCny?: number | undefined
  /** Prices of data that the user stated. */
  readonly dataPrices: DataPrices
}

/** A zone of an offer; without an id and a name, anywhere in the region. */
interface Zone {
  readonly id?: string | undefined
  readonly name?: string | undefined
}

/** Disks are volumes that are ordered, and billed, apart; those in the machine are in `launch`. */
const hostOf = ({ vcpus, ramGiB, architecture }: MachineType): Host => ({
  vcpus,
  ramGiB,
  disk: { kind: 'elastic' },
  architecture,
  driver,
})

/** Where no quota counts for a machine, nothing is known of its capacity. */
const capacityField = ({ capacity }: ReadCapacity): Pick<ListedOffer, 'capacity'> =>
  capacity === undefined ? {} : { capacity }

const noted = (assumptions: readonly Assumption[]): Pick<ListedOffer, 'assumptions'> =>
  assumptions.length === 0 ? {} : { assumptions }

const launchOf = (
  { type, localDiskGB }: MachineType,
  { region }: Market,
  { zone, purchase }: { readonly zone: Zone; readonly purchase: 'on-demand' | 'spot' },
): ListedOffer['launch'] => ({
  region,
  instanceType: type,
  ...(zone.id === undefined ? {} : { availabilityZoneId: zone.id }),
  ...(zone.name === undefined ? {} : { availabilityZone: zone.name }),
  ...(purchase === 'spot' ? { marketType: 'spot' } : {}),
  ...(localDiskGB === undefined ? {} : { localDiskGB }),
})

/** All that offers of a machine have in common. */
const baseOf = (
  machine: MachineType,
  market: Market,
  {
    zone,
    purchase,
    context,
  }: { readonly zone: Zone; readonly purchase: 'on-demand' | 'spot'; readonly context: ConvertContext },
) => {
  const { region, observedAtMs } = market
  const zoneName = zone.id ?? zone.name
  const score =
    purchase === 'spot' && zone.id !== undefined ? context.scores(machine.type, zone.id) : undefined
  const capacity = capacityOf(machine, market, { purchase, score })
  const { network, assumptions } = networkOf(region, machine.networkMbps, context.dataPrices)
  return {
    offer: {
      id: `${context.source}/${zoneName ?? region}/${machine.type}/${purchase}`,
      source: context.source,
      provider: 'aws',
      providerKind: 'hyperscaler',
      purchase,
      gpu: machine.gpu,
      gpuCount: machine.gpuCount,
      host: hostOf(machine),
      place: { region, zone: zoneName, country: countryOf(region) },
      trust: 'certified',
      certifications,
      billing,
      ...capacityField(capacity),
      network,
      observedAtMs,
      launch: launchOf(machine, market, { zone, purchase }),
    },
    assumptions: [...machine.assumptions, ...capacity.assumptions, ...assumptions],
  } as const satisfies {
    readonly offer: Omit<ListedOffer, 'price'>
    readonly assumptions: readonly Assumption[]
  }
}

/** A type without a price is not sold on demand: only in blocks of capacity. */
const onDemandOffers = (
  machine: MachineType,
  market: Market,
  context: ConvertContext,
): readonly ListedOffer[] => {
  const perHour = market.perHourByType.get(machine.type)
  if (perHour === undefined || machine.usageClasses?.includes('on-demand') === false) return []
  const zones: readonly Zone[] =
    market.zoneIds === undefined ? [{}] : (market.zoneIds.get(machine.type) ?? []).map((id) => ({ id }))
  return zones.map((zone) => {
    const { offer, assumptions } = baseOf(machine, market, { zone, purchase: 'on-demand', context })
    return { ...offer, price: priceOf(perHour, context.usdPerCny), ...noted(assumptions) }
  })
}

const spotOffer = (
  machine: MachineType,
  market: Market,
  {
    zone,
    priced,
    context,
  }: { readonly zone: Zone; readonly priced: SpotOfferPrice; readonly context: ConvertContext },
): ListedOffer => {
  const { offer, assumptions } = baseOf(machine, market, { zone, purchase: 'spot', context })
  const risk = riskOf(context.advisor(market.region, machine.type))
  return {
    ...offer,
    price: priced.price,
    spotRisk: risk.spotRisk,
    ...noted([...assumptions, ...priced.assumptions, ...risk.assumptions]),
  }
}

/** Without prices of now, the mean of a month has to do. */
const estimatedOffers = (
  machine: MachineType,
  market: Market,
  context: ConvertContext,
): readonly ListedOffer[] => {
  const advice = context.advisor(market.region, machine.type)
  const perHour = market.perHourByType.get(machine.type)
  if (advice === undefined || perHour === undefined || context.usdPerCny !== undefined) return []
  const priced = estimatedSpotPrice(perHour, advice)
  return priced === undefined ? [] : [spotOffer(machine, market, { zone: {}, priced, context })]
}

const spotOffers = (
  machine: MachineType,
  market: Market,
  {
    pricesByType,
    context,
  }: {
    readonly pricesByType: ReadonlyMap<string, readonly SpotPrice[]> | undefined
    readonly context: ConvertContext
  },
): readonly ListedOffer[] => {
  if (!context.includeSpot) return []
  if (pricesByType === undefined) return estimatedOffers(machine, market, context)
  if (machine.usageClasses?.includes('spot') === false) return []
  const onDemand = market.perHourByType.get(machine.type)
  return (pricesByType.get(machine.type) ?? []).map(({ zoneId, zoneName, usdPerHour }) =>
    spotOffer(machine, market, {
      zone: { id: zoneId, name: zoneName },
      priced: spotPriceOf(usdPerHour, onDemand, context.usdPerCny),
      context,
    }),
  )
}

const byType = (prices: readonly SpotPrice[]): ReadonlyMap<string, readonly SpotPrice[]> =>
  grouped(prices, ({ type }) => type)

/**
 * Makes offers of a region: of each type and zone one on demand, and one of spot where there is a spot pool.
 *
 * Prices are of the whole instance, without disks, addresses and traffic, which AWS bills apart.
 *
 * @param market - What is known of the region.
 * @param context - What all offers of the listing share.
 * @returns The offers, each id once.
 */
export const toOffers = (market: Market, context: ConvertContext): readonly ListedOffer[] => {
  const pricesByType = market.spotPrices === undefined ? undefined : byType(market.spotPrices)
  const offers = market.types.flatMap((machine) => [
    ...onDemandOffers(machine, market, context),
    ...spotOffers(machine, market, { pricesByType, context }),
  ])
  return [...new Map(offers.map((offer) => [offer.id, offer])).values()]
}
