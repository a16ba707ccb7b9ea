import { type Assumption, checkOptions, type InvalidOptions, type ListedOffer } from '@aima/gpu-core'
import type { Result } from 'neverthrow'
import { z } from 'zod'
import type { GcpGpuPrice } from '../../traces/gcp-prices.ts'
import { gcpPlace } from '../places/gcp-place.ts'
import { meantByClouds, tracedGpu } from '../traced-gpu.ts'
import { marketOfMoves, type PriceMove } from './price-moves.ts'
import { checkSpan, type TraceMarket, type TraceSpan } from './trace-span.ts'

/** What a market of Google Cloud's prices is made of. */
export interface GcpPriceOptions extends TraceSpan {
  /** Changes of the prices of GPUs, such as {@link readGcpGpuPrices} gives. */
  readonly prices: readonly GcpGpuPrice[]
  /**
   * What the machine around each GPU costs (USD/h, ≥ 0), which the trace does not know. Default 0: the offers are too cheap by it, and say so.
   */
  readonly hostUsdPerGpuHour?: number | undefined
}

type Purchase = 'on-demand' | 'spot'

const hostAssumption = (hostUsdPerGpuHour: number): Assumption => ({
  name: 'hostUsdPerGpuHour',
  value: hostUsdPerGpuHour,
  unit: 'USD/h',
  basis: 'the trace prices GPUs alone; the machine around them is not in it',
})

const idOf = ({ gpu, gpuCount, zone }: GcpGpuPrice, purchase: Purchase): string =>
  `gcp/${gpu}x${gpuCount}/${zone}/${purchase}`

const toOffer = (row: GcpGpuPrice, purchase: Purchase, assumption: Assumption): ListedOffer => ({
  id: idOf(row, purchase),
  source: 'gcp-price-trace',
  provider: 'gcp',
  providerKind: 'hyperscaler',
  purchase,
  gpu: tracedGpu(row.gpu, meantByClouds),
  gpuCount: row.gpuCount,
  host: { disk: { kind: 'elastic' }, driver: { kind: 'from-image' }, architecture: 'x86_64' },
  place: gcpPlace(row.zone),
  trust: 'certified',
  billing: { billStepSeconds: 1, billMinSeconds: 60 },
  observedAtMs: 0,
  assumptions: [assumption],
  launch: { accelerator: row.gpu, count: row.gpuCount, zone: row.zone, market: purchase },
})

const movesOf = (row: GcpGpuPrice, hostUsdPerGpuHour: number): readonly PriceMove[] => {
  const withHost = (usd: number | undefined): number | undefined =>
    usd === undefined ? undefined : usd + row.gpuCount * hostUsdPerGpuHour
  const usdPerHour = withHost(row.onDemandUsdPerHour)
  const spotUsdPerHour = withHost(row.spotUsdPerHour)
  return [
    {
      atMs: row.atMs,
      offerId: idOf(row, 'on-demand'),
      price: usdPerHour === undefined ? undefined : { usdPerHour },
    },
    {
      atMs: row.atMs,
      offerId: idOf(row, 'spot'),
      price:
        spotUsdPerHour === undefined
          ? undefined
          : { usdPerHour: spotUsdPerHour, onDemandUsdPerHour: usdPerHour },
    },
  ]
}

const purchases: readonly Purchase[] = ['on-demand', 'spot']

const build = ({ prices, hostUsdPerGpuHour = 0, ...span }: GcpPriceOptions): TraceMarket => {
  const assumption = hostAssumption(hostUsdPerGpuHour)
  const offers = new Map(
    prices.flatMap((row) =>
      purchases.map((purchase): [string, ListedOffer] => [
        idOf(row, purchase),
        toOffer(row, purchase, assumption),
      ]),
    ),
  )
  const moves = prices.flatMap((row) => movesOf(row, hostUsdPerGpuHour))
  return marketOfMoves({ name: 'prices of Google Cloud', offers, moves, leftOut: [] }, span)
}

const HostPrice = z.object({
  hostUsdPerGpuHour: z.number().nonnegative('expected a price, 0 or more').optional(),
})

/**
 * Makes a market of what Google Cloud asked for GPUs: an on-demand and a spot offer for each GPU, count and zone.
 *
 * The trace has no prices of the machines around them, and neither processors nor memory; each offer says so in an assumption.
 *
 * @param options - The changes of prices, and which of them are wanted.
 * @returns The market, or `invalid-options`: it would not end after its start, or the machine has a negative price.
 * @see {@link priceTraceMarket} for AWS, whose prices are those of whole machines.
 * @example
 * const row = { atMs: 0, gpu: 'L4', gpuCount: 2, zone: 'europe-west4-a', onDemandUsdPerHour: 1.2, spotUsdPerHour: 0.4 }
 * gcpPriceMarket({ prices: [row] })._unsafeUnwrap().offers.map(({ purchase }) => purchase) // => ['on-demand', 'spot']
 */
export const gcpPriceMarket = (options: GcpPriceOptions): Result<TraceMarket, InvalidOptions> =>
  checkSpan({ fromMs: options.fromMs, untilMs: options.untilMs })
    .andThen(() => checkOptions(HostPrice, { hostUsdPerGpuHour: options.hostUsdPerGpuHour }))
    .map(() => build(options))
