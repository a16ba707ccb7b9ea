import type { Capacity, Price, Stock } from '@aima/gpu-core'
import FlatQueue from 'flatqueue'
import type { MarketChange } from '../market.ts'
import type { ZoneStock } from './zone-stock.ts'

/** A zone with its spot offer. */
export interface StockedZone {
  /** Id of the offer. */
  readonly offerId: string
  /** Its trace. */
  readonly stock: ZoneStock
  /** Spot price where the trace has none (USD/h). */
  readonly spotUsdPerHour: number
  /** Price on demand (USD/h). */
  readonly onDemandUsdPerHour: number
}

/** Where in the traces a market starts, and what follows their end. */
export interface StockCourse {
  /** When the market starts (ms since 1970-01-01 UTC). */
  readonly startMs: number
  /** In which tick. */
  readonly fromTick: number
  /** What follows the last tick. */
  readonly afterEnd: 'gone' | 'repeat'
}

/** What a spot offer is in one tick. */
export interface TickState {
  /** Its price. */
  readonly price: Price
  /** Its capacity. */
  readonly capacity: Capacity
}

const stockOf = (machines: number, nodes: number): Stock => {
  if (machines <= 0) return 'none'
  return machines < nodes ? 'low' : 'available'
}

/** What a spot offer is in one tick of its zone. */
export const stockAt = (
  { stock, spotUsdPerHour, onDemandUsdPerHour }: StockedZone,
  tick: number,
): TickState => ({
  price: { usdPerHour: stock.spotUsdPerHour?.[tick] ?? spotUsdPerHour, onDemandUsdPerHour },
  capacity: { stock: stockOf(stock.machines[tick] ?? 0, stock.nodes) },
})

const stateAt = (zone: StockedZone, tick: number, { afterEnd }: StockCourse): TickState | undefined => {
  const ticks = zone.stock.machines.length
  if (tick < ticks) return stockAt(zone, tick)
  return afterEnd === 'repeat' ? stockAt(zone, tick % ticks) : undefined
}

const changesBetween = (offerId: string, atMs: number, before: TickState, now: TickState): MarketChange[] => {
  const changes: MarketChange[] = []
  if (before.price.usdPerHour !== now.price.usdPerHour)
    changes.push({ kind: 'price', atMs, offerId, price: now.price })
  if (before.capacity.stock !== now.capacity.stock)
    changes.push({ kind: 'capacity', atMs, offerId, capacity: now.capacity })
  return changes
}

/** The changes of one zone. A trace in which nothing ever changes has none, even if it is repeated. */
function* zoneChanges(zone: StockedZone, course: StockCourse): Generator<MarketChange, void, undefined> {
  const { offerId, stock } = zone
  let before = stockAt(zone, course.fromTick)
  let lastTick = course.fromTick
  for (let tick = course.fromTick + 1; tick - lastTick <= 2 * stock.machines.length; tick += 1) {
    const atMs = course.startMs + (tick - course.fromTick) * stock.tickSeconds * 1000
    const now = stateAt(zone, tick, course)
    const changes = changesBetween(offerId, atMs, before, now ?? { ...before, capacity: { stock: 'none' } })
    if (changes.length > 0) lastTick = tick
    yield* changes
    if (now === undefined) return
    before = now
  }
}

/**
 * Gives the changes of all zones in order of time, one after the other as they are asked for.
 *
 * @param zones - The zones.
 * @param course - Where the market starts, and what follows its end.
 */
export function* stockChanges(
  zones: readonly StockedZone[],
  course: StockCourse,
): Generator<MarketChange, void, undefined> {
  const streams = zones.map((zone) => zoneChanges(zone, course))
  const queue = new FlatQueue<{ readonly change: MarketChange; readonly zone: number }>()
  const pull = (zone: number): void => {
    const next = streams[zone]?.next()
    if (next?.done === false) queue.push({ change: next.value, zone }, next.value.atMs)
  }
  for (const zone of streams.keys()) pull(zone)
  for (let first = queue.pop(); first !== undefined; first = queue.pop()) {
    yield first.change
    pull(first.zone)
  }
}
