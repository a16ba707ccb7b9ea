import {
  checkOptions,
  type InvalidOptions,
  type ListedOffer,
  type Place,
  type SpotRisk,
} from '@aima/gpu-core'
import { err, ok, type Result } from 'neverthrow'
import { z } from 'zod'
import type { Market } from '../market.ts'
import { awsPlace } from '../places/aws-place.ts'
import { tracedGpu } from '../traced-gpu.ts'
import { type StockedZone, stockAt, stockChanges } from './stock-changes.ts'
import type { ZoneStock } from './zone-stock.ts'

/** What a market of available machines is made of. */
export interface AvailabilityOptions {
  /** The zones; their names must differ. They start together; each ends with its own trace. */
  readonly zones: readonly ZoneStock[]
  /** The machine. */
  readonly gpu: {
    /** Canonical name of its GPU, such as `V100-SXM2-16GB`. */
    readonly model: string
    /** How many of it. Default 1. */
    readonly count?: number | undefined
    /** What is around it: processors, memory and so on. Default unknown. */
    readonly host?: ListedOffer['host']
  }
  /** Price on demand, in every zone (USD/h, above 0). */
  readonly onDemandUsdPerHour: number
  /** Spot price in zones whose trace has none (USD/h, above 0). */
  readonly spotUsdPerHour?: number | undefined
  /** What a decision is told of interruptions. The traces alone say when machines are really lost. Default: nothing. */
  readonly spotRisk?: SpotRisk | undefined
  /** When the market starts (ms since 1970-01-01 UTC). Default 0. */
  readonly startMs?: number | undefined
  /** Where in the traces it starts (ticks, ≥ 0). Default 0. */
  readonly fromTick?: number | undefined
  /** What follows the last tick: no spot machines any more, or the traces again from their first ticks, without end. Default `gone`. */
  readonly afterEnd?: 'gone' | 'repeat' | undefined
  /** Whose machines these are. Default `aws`. */
  readonly provider?: string | undefined
  /** Where each zone is. Default: as AWS names its zones. */
  readonly placeOf?: ((zone: string) => Place) | undefined
}

const usd = z.number().positive('expected a price above 0')

const Options = z.object({
  zones: z
    .array(
      z.object({
        zone: z.string().min(1),
        tickSeconds: z.number().positive(),
        ticks: z.int().min(1, 'expected at least one tick'),
      }),
    )
    .min(1, 'expected at least one zone')
    .refine((zones) => new Set(zones.map(({ zone }) => zone)).size === zones.length, {
      message: 'expected a name of its own for each zone',
    }),
  onDemandUsdPerHour: usd,
  spotUsdPerHour: usd.optional(),
  startMs: z.number('expected a time (ms)').optional(),
  fromTick: z.int().min(0, 'expected 0 or more').optional(),
})

const check = (options: AvailabilityOptions): Result<void, InvalidOptions> =>
  checkOptions(Options, {
    ...options,
    zones: options.zones.map(({ zone, tickSeconds, machines }) => ({
      zone,
      tickSeconds,
      ticks: machines.length - (options.fromTick ?? 0),
    })),
  }).andThen((): Result<void, InvalidOptions> => {
    const priceless = options.zones.filter(({ spotUsdPerHour }) => spotUsdPerHour === undefined)
    if (options.spotUsdPerHour !== undefined || priceless.length === 0) return ok(undefined)
    const issues = priceless.map(({ zone }) => `spotUsdPerHour: expected a price, as ${zone} has none`)
    return err({ kind: 'invalid-options', issues })
  })

const awsZonePlace = (zone: string): Place => awsPlace(zone.replace(/[a-z]$/, ''), zone)

type Asked = Pick<ListedOffer, 'purchase' | 'price' | 'capacity' | 'spotRisk'>

const toOffer = (zone: string, options: AvailabilityOptions, asked: Asked): ListedOffer => {
  const { gpu, provider = 'aws', placeOf = awsZonePlace, startMs = 0 } = options
  return {
    id: `${provider}/${zone}/${asked.purchase}`,
    source: 'availability-trace',
    provider,
    providerKind: 'hyperscaler',
    gpu: tracedGpu(gpu.model),
    gpuCount: gpu.count ?? 1,
    host: gpu.host,
    place: placeOf(zone),
    trust: 'certified',
    billing: { billStepSeconds: 1, billMinSeconds: 60 },
    observedAtMs: startMs,
    launch: { zone, market: asked.purchase },
    ...asked,
  }
}

const stocked = (stock: ZoneStock, options: AvailabilityOptions): StockedZone => ({
  offerId: `${options.provider ?? 'aws'}/${stock.zone}/spot`,
  stock,
  spotUsdPerHour: options.spotUsdPerHour ?? 0,
  onDemandUsdPerHour: options.onDemandUsdPerHour,
})

const offersOf = (zone: StockedZone, options: AvailabilityOptions): readonly ListedOffer[] => {
  const { price, capacity } = stockAt(zone, options.fromTick ?? 0)
  const name = zone.stock.zone
  return [
    toOffer(name, options, {
      purchase: 'on-demand',
      price: { usdPerHour: options.onDemandUsdPerHour },
      capacity: { stock: 'available' },
    }),
    toOffer(name, options, { purchase: 'spot', price, capacity, spotRisk: options.spotRisk }),
  ]
}

const build = (options: AvailabilityOptions): Market => {
  const { startMs = 0, fromTick = 0, afterEnd = 'gone' } = options
  const zones = options.zones.map((stock) => stocked(stock, options))
  return {
    name: 'traces of availability',
    startMs,
    offers: zones.flatMap((zone) => offersOf(zone, options)),
    changes: () => stockChanges(zones, { startMs, fromTick, afterEnd }),
    interruptionsPerHour: () => 0,
  }
}

/**
 * Makes a market of traces of availability: in each zone an on-demand offer that can always be had, and a spot offer whose stock goes and comes as in the trace.
 *
 * Spot machines are lost when the stock goes to `none`, and never else.
 *
 * @param options - The zones, the machine and its prices.
 * @returns The market, or `invalid-options`: a zone without ticks after `fromTick`, two zones of one name, or no price where the trace has none.
 * @see {@link priceTraceMarket} for prices without availability.
 * @example
 * const zones = [{ zone: 'us-west-2a', tickSeconds: 600, nodes: 1, machines: [1, 1, 0] }]
 * const options = { zones, gpu: { model: 'V100-SXM2-16GB' }, onDemandUsdPerHour: 3.06, spotUsdPerHour: 0.92 }
 * const [change] = availabilityMarket(options)._unsafeUnwrap().changes(1)
 * change.atMs // => 1200000
 */
export const availabilityMarket = (options: AvailabilityOptions): Result<Market, InvalidOptions> =>
  check(options).map(() => build(options))
