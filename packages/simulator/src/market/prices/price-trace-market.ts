import type { InvalidOptions, ListedOffer, Place } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { AwsOnDemandPrice, AwsSpotPrice } from '../../traces/aws-prices.ts'
import { awsPlace, awsRegionOf } from '../places/aws-place.ts'
import { meantByClouds, tracedGpu } from '../traced-gpu.ts'
import { joinedMoves, onDemandIdOf, spotIdOf } from './joined-moves.ts'
import { marketOfMoves } from './price-moves.ts'
import { checkSpan, type TraceMarket, type TraceSpan } from './trace-span.ts'

/** What a market of AWS prices is made of. */
export interface PriceTraceOptions extends TraceSpan {
  /** Changes of spot prices, such as {@link readAwsSpotPrices} gives. */
  readonly spot: readonly AwsSpotPrice[]
  /** Changes of on-demand prices, which also say what each machine holds. */
  readonly onDemand: readonly AwsOnDemandPrice[]
  /** Only these machines. Default all. */
  readonly instanceTypes?: readonly string[] | undefined
  /** Only these regions. Default all. */
  readonly regions?: readonly string[] | undefined
}

/** What a machine of a type holds. */
type Machine = Pick<ListedOffer, 'gpu' | 'gpuCount' | 'host'>

/** Facts of each type, from the first row that states them all. */
const machinesOf = (rows: readonly AwsOnDemandPrice[]): ReadonlyMap<string, Machine> => {
  const machines = new Map<string, Machine>()
  for (const { instanceType, gpu, gpuCount, vcpus, ramGiB } of rows) {
    if (gpu === undefined || gpuCount === undefined || machines.has(instanceType)) continue
    machines.set(instanceType, {
      gpu: tracedGpu(gpu, meantByClouds),
      gpuCount,
      host: {
        vcpus,
        ramGiB,
        disk: { kind: 'elastic' },
        driver: { kind: 'from-image' },
        architecture: 'x86_64',
      },
    })
  }
  return machines
}

interface Asked {
  readonly id: string
  readonly purchase: 'on-demand' | 'spot'
  readonly instanceType: string
  readonly place: Place
}

const toOffer = (machine: Machine, { id, purchase, instanceType, place }: Asked): ListedOffer => ({
  id,
  source: 'aws-price-trace',
  provider: 'aws',
  providerKind: 'hyperscaler',
  purchase,
  ...machine,
  place,
  trust: 'certified',
  billing: { billStepSeconds: 1, billMinSeconds: 60 },
  observedAtMs: 0,
  launch: { instanceType, region: place.region, zone: place.zone ?? null, market: purchase },
})

/** A row's place; undefined: its zone is in no region of the table. */
interface Placed<Row> {
  readonly row: Row
  readonly place: Place
}

const placedSpot = (rows: readonly AwsSpotPrice[], leftOut: Set<string>): readonly Placed<AwsSpotPrice>[] => {
  const places = new Map<string, Place | undefined>()
  const placeOf = (zoneId: string): Place | undefined => {
    if (!places.has(zoneId)) {
      const region = awsRegionOf(zoneId)
      places.set(zoneId, region === undefined ? undefined : awsPlace(region, zoneId))
    }
    return places.get(zoneId)
  }
  return rows.flatMap((row) => {
    const place = placeOf(row.zoneId)
    if (place !== undefined) return [{ row, place }]
    leftOut.add(`${row.zoneId}: the region of this zone is not known`)
    return []
  })
}

/** Tells whether a row is wanted and its machine known; a machine that is not is reported. */
const rowFilter = (
  { instanceTypes, regions }: PriceTraceOptions,
  machines: ReadonlyMap<string, Machine>,
  leftOut: Set<string>,
) => {
  const types = instanceTypes && new Set(instanceTypes)
  const places = regions && new Set(regions)
  return (instanceType: string, region: string): boolean => {
    if (types?.has(instanceType) === false || places?.has(region) === false) return false
    if (machines.has(instanceType)) return true
    leftOut.add(`${instanceType}: the on-demand prices do not say what it holds`)
    return false
  }
}

const offersOf = (asked: Iterable<Asked>, machines: ReadonlyMap<string, Machine>) => {
  const offers = new Map<string, ListedOffer>()
  for (const one of asked) {
    const machine = machines.get(one.instanceType)
    if (machine !== undefined && !offers.has(one.id)) offers.set(one.id, toOffer(machine, one))
  }
  return offers
}

function* askedOf(
  spot: readonly Placed<AwsSpotPrice>[],
  onDemand: readonly AwsOnDemandPrice[],
): Generator<Asked, void, undefined> {
  for (const { instanceType, region } of onDemand)
    yield {
      id: onDemandIdOf(instanceType, region),
      purchase: 'on-demand',
      instanceType,
      place: awsPlace(region),
    }
  for (const { row, place } of spot)
    yield { id: spotIdOf(row), purchase: 'spot', instanceType: row.instanceType, place }
}

const build = (options: PriceTraceOptions): TraceMarket => {
  const machines = machinesOf(options.onDemand)
  const leftOut = new Set<string>()
  const isWanted = rowFilter(options, machines, leftOut)
  const onDemand = options.onDemand.filter(({ instanceType, region }) => isWanted(instanceType, region))
  const spot = placedSpot(options.spot, leftOut).filter(({ row, place }) =>
    isWanted(row.instanceType, place.region),
  )
  return marketOfMoves(
    {
      name: 'prices of AWS',
      offers: offersOf(askedOf(spot, onDemand), machines),
      moves: joinedMoves(
        spot.map(({ row, place }) => ({ row, region: place.region })),
        onDemand,
      ),
      leftOut: [...leftOut],
    },
    options,
  )
}

/**
 * Makes a market of what AWS asked: a spot offer for each machine and zone, an on-demand offer for each machine and region.
 *
 * A spot offer is withdrawn while its price is not quoted. How often machines were interrupted, and whether a machine could be had at its price, the trace does
 * not say. Prices were looked at about every 6.5 hours.
 *
 * @param options - The changes of prices, and which of them are wanted.
 * @returns The market, or `invalid-options` when it would not end after its start.
 * @see {@link availabilityMarket} for when machines could be had.
 * @example
 * const machine = { instanceType: 'p3.2xlarge', gpu: 'V100', gpuCount: 1, vcpus: 8, ramGiB: 61 }
 * const onDemand = [{ atMs: 0, region: 'us-east-1', onDemandUsdPerHour: 3.06, ...machine }]
 * const spot = [{ atMs: 0, instanceType: 'p3.2xlarge', zoneId: 'use1-az4', spotUsdPerHour: 1.1 }]
 * priceTraceMarket({ spot, onDemand })._unsafeUnwrap().offers[1]?.price // => { usdPerHour: 1.1, onDemandUsdPerHour: 3.06 }
 */
export const priceTraceMarket = (options: PriceTraceOptions): Result<TraceMarket, InvalidOptions> =>
  checkSpan({ fromMs: options.fromMs, untilMs: options.untilMs }).map(() => build(options))
