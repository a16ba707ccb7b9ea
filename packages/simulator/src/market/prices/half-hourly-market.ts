import type { InvalidOptions, ListedOffer, Price } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import type { HalfHourlyPrice } from '../../traces/half-hourly-prices.ts'
import { tracedGpu } from '../traced-gpu.ts'
import { tracedProvider } from '../traced-provider.ts'
import { movesOfSightings } from './presence.ts'
import { marketOfMoves, type PriceMove } from './price-moves.ts'
import { checkSpan, type TraceMarket, type TraceSpan } from './trace-span.ts'

/** What a market of half-hourly prices is made of. */
export interface HalfHourlyOptions extends TraceSpan {
  /** The snapshots, such as {@link readHalfHourlyPrices} gives. */
  readonly prices: readonly HalfHourlyPrice[]
}

const gpuName = ({ gpu, socket }: HalfHourlyPrice): string => (socket === '' ? gpu : `${gpu} ${socket}`)

const idOf = (gpu: string, provider: string): string => `half-hourly/${provider}/${gpu}`

const toOffer = (gpu: string, provider: string): ListedOffer => ({
  id: idOf(gpu, provider),
  source: 'half-hourly-price-trace',
  ...tracedProvider(provider),
  purchase: 'on-demand',
  gpu: tracedGpu(gpu),
  gpuCount: 1,
  place: { region: 'any' },
  observedAtMs: 0,
  assumptions: [
    {
      name: 'gpuCount',
      value: 1,
      unit: '',
      basis: 'the trace has the lowest price of one GPU, whatever the size of the machine',
    },
  ],
  launch: { gpu, provider },
})

/** What providers without offers are left out of: they have nothing to rent. */
const pricesOf = (row: HalfHourlyPrice): ReadonlyMap<string, Price> =>
  new Map(
    [...row.providers]
      .filter(([, { offers }]) => offers > 0)
      .map(([provider, { minimumUsdPerGpuHour }]) => [
        idOf(gpuName(row), provider),
        { usdPerHour: minimumUsdPerGpuHour },
      ]),
  )

/** Each snapshot shows all of one GPU, so that each GPU is seen by itself. */
const movesOf = (prices: readonly HalfHourlyPrice[]): readonly PriceMove[] => {
  const sorted = [...prices].sort((one, other) => one.atMs - other.atMs)
  const byGpu = new Map<string, HalfHourlyPrice[]>()
  for (const row of sorted) {
    const rows = byGpu.get(gpuName(row))
    if (rows === undefined) byGpu.set(gpuName(row), [row])
    else rows.push(row)
  }
  return [...byGpu.values()].flatMap((rows) =>
    movesOfSightings(rows.map((row) => ({ atMs: row.atMs, prices: pricesOf(row) }))),
  )
}

const build = ({ prices, ...span }: HalfHourlyOptions): TraceMarket =>
  marketOfMoves(
    {
      name: 'half-hourly prices of a marketplace',
      offers: new Map(
        prices.flatMap((row) =>
          [...row.providers.keys()].map((provider): [string, ListedOffer] => [
            idOf(gpuName(row), provider),
            toOffer(gpuName(row), provider),
          ]),
        ),
      ),
      moves: movesOf(prices),
      leftOut: [],
    },
    span,
  )

/**
 * Makes a market of half-hourly prices: one on-demand offer for each provider and GPU, at the lowest price that it asked for one GPU.
 *
 * An offer is withdrawn while its provider is in no snapshot of its GPU. Places are not known, so that no rule of residency accepts these offers.
 *
 * @param options - The snapshots, and from when until when they count.
 * @returns The market, or `invalid-options` when it would not end after its start.
 * @see {@link dailyPriceMarket} for more providers, longer, and with spot prices.
 * @example
 * halfHourlyMarket({ prices: [], fromMs: 2, untilMs: 1 }).isErr() // => true
 */
export const halfHourlyMarket = (options: HalfHourlyOptions): Result<TraceMarket, InvalidOptions> =>
  checkSpan({ fromMs: options.fromMs, untilMs: options.untilMs }).map(() => build(options))
