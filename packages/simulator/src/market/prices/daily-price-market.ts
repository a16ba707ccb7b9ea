import type { InvalidOptions, ListedOffer, Place, Price, TrustClass } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { DailyPrice } from '../../traces/daily-prices.ts'
import { tracedGpu } from '../traced-gpu.ts'
import { tracedProvider } from '../traced-provider.ts'
import { movesOfSightings, type Sighting } from './presence.ts'
import { marketOfMoves } from './price-moves.ts'
import { checkSpan, type TraceMarket, type TraceSpan } from './trace-span.ts'

/** What a market of daily prices is made of. */
export interface DailyPriceOptions extends TraceSpan {
  /** The prices, such as {@link readDailyPrices} gives. */
  readonly prices: readonly DailyPrice[]
  /** Only these providers, by their names in the trace. Default all. */
  readonly providers?: readonly string[] | undefined
  /** Only these GPUs, by their names in the trace. Default all. */
  readonly gpus?: readonly string[] | undefined
}

const thingOf = ({ provider, gpu, gpuCount, region }: DailyPrice): string =>
  `daily/${provider}/${gpu}x${gpuCount}/${region}`

const idOf = (row: DailyPrice): string => `${thingOf(row)}/${row.purchase}`

const placeOf = (region: string): Place => {
  const country = region === 'us' ? 'US' : region
  return /^[A-Z]{2}$/.test(country) ? { region, country } : { region }
}

/** One provider rents out machines of strangers and of data centres, and calls its regions so. */
const trustOfRegion: ReadonlyMap<string, TrustClass> = new Map([
  ['community', 'community'],
  ['secure', 'datacenter'],
])

const toOffer = (row: DailyPrice): ListedOffer => {
  const provider = tracedProvider(row.provider)
  return {
    id: idOf(row),
    source: 'daily-price-trace',
    ...provider,
    trust: trustOfRegion.get(row.region) ?? provider.trust,
    purchase: row.purchase,
    gpu: tracedGpu(row.gpu),
    gpuCount: row.gpuCount,
    place: placeOf(row.region),
    observedAtMs: 0,
    launch: { gpu: row.gpu, count: row.gpuCount, region: row.region, market: row.purchase },
  }
}

const usdPerHour = (row: DailyPrice): number => row.minimumUsdPerGpuHour * row.gpuCount

const priceOf = (row: DailyPrice, onDemand: ReadonlyMap<string, number>): Price => {
  if (row.purchase === 'on-demand') return { usdPerHour: usdPerHour(row) }
  return { usdPerHour: usdPerHour(row), onDemandUsdPerHour: onDemand.get(thingOf(row)) }
}

const toSighting = (atMs: number, rows: readonly DailyPrice[]): Sighting => {
  const onDemand = new Map(
    rows
      .filter(({ purchase }) => purchase === 'on-demand')
      .map((row): [string, number] => [thingOf(row), usdPerHour(row)]),
  )
  return { atMs, prices: new Map(rows.map((row): [string, Price] => [idOf(row), priceOf(row, onDemand)])) }
}

const isIn = (wanted: readonly string[] | undefined): ((name: string) => boolean) => {
  const names = wanted && new Set(wanted)
  return (name) => names?.has(name) ?? true
}

const build = ({ prices, providers, gpus, ...span }: DailyPriceOptions): TraceMarket => {
  const isProvider = isIn(providers)
  const isGpu = isIn(gpus)
  const days = new Map<number, DailyPrice[]>()
  for (const row of prices) if (!days.has(row.dayMs)) days.set(row.dayMs, [])
  const wanted = prices.filter((row) => isProvider(row.provider) && isGpu(row.gpu))
  for (const row of wanted) days.get(row.dayMs)?.push(row)
  const sightings = [...days]
    .sort(([one], [other]) => one - other)
    .map(([day, rows]) => toSighting(day, rows))
  return marketOfMoves(
    {
      name: 'daily prices of many providers',
      offers: new Map(wanted.map((row): [string, ListedOffer] => [idOf(row), toOffer(row)])),
      moves: movesOfSightings(sightings),
      leftOut: [],
    },
    span,
  )
}

/**
 * Makes a market of daily prices: one offer for each provider, GPU, count, region and way to rent, at the lowest price of the day from its start (UTC) on.
 *
 * An offer without a row on a day is withdrawn until it has one; a day without any row changes nothing. Processors, memory and stock are not known.
 *
 * @param options - The prices, and which of them are wanted.
 * @returns The market, or `invalid-options` when it would not end after its start.
 * @see {@link halfHourlyMarket} for prices that move within a day.
 * @example
 * dailyPriceMarket({ prices: [] })._unsafeUnwrap().offers // => []
 */
export const dailyPriceMarket = (options: DailyPriceOptions): Result<TraceMarket, InvalidOptions> =>
  checkSpan({ fromMs: options.fromMs, untilMs: options.untilMs }).map(() => build(options))
