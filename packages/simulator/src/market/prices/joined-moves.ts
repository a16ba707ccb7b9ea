import type { AwsOnDemandPrice, AwsSpotPrice } from '../../traces/aws-prices.ts'
import type { PriceMove } from './price-moves.ts'

/** Id of the on-demand offer of a machine in a region. */
export const onDemandIdOf = (instanceType: string, region: string): string =>
  `aws/${instanceType}/${region}/on-demand`

/** Id of the spot offer of a machine in a zone. */
export const spotIdOf = ({ instanceType, zoneId }: AwsSpotPrice): string =>
  `aws/${instanceType}/${zoneId}/spot`

/** A spot price and the region of its zone. */
export interface RegionalSpotPrice {
  /** The price. */
  readonly row: AwsSpotPrice
  /** The region. */
  readonly region: string
}

/** The prices of one machine in one region. */
interface Quotes {
  onDemand: number | undefined
  readonly spot: Map<string, number>
}

type Row =
  | { readonly atMs: number; readonly onDemand: AwsOnDemandPrice }
  | { readonly atMs: number; readonly onDemand: undefined; readonly spot: RegionalSpotPrice }

const quotesIn = (all: Map<string, Quotes>, instanceType: string, region: string): Quotes => {
  const key = `${instanceType} ${region}`
  const known = all.get(key)
  if (known !== undefined) return known
  const quotes: Quotes = { onDemand: undefined, spot: new Map() }
  all.set(key, quotes)
  return quotes
}

const spotMove = (
  atMs: number,
  offerId: string,
  usdPerHour: number | undefined,
  quotes: Quotes,
): PriceMove => ({
  atMs,
  offerId,
  price: usdPerHour === undefined ? undefined : { usdPerHour, onDemandUsdPerHour: quotes.onDemand },
})

/** An on-demand price moves its offer, and what the spot offers of its region say of it. */
const onDemandMoves = (row: AwsOnDemandPrice, quotes: Quotes): readonly PriceMove[] => {
  const { atMs, instanceType, region, onDemandUsdPerHour: usdPerHour } = row
  quotes.onDemand = usdPerHour
  return [
    {
      atMs,
      offerId: onDemandIdOf(instanceType, region),
      price: usdPerHour === undefined ? undefined : { usdPerHour },
    },
    ...[...quotes.spot].map(([id, usd]) => spotMove(atMs, id, usd, quotes)),
  ]
}

const spotMoveOf = (row: AwsSpotPrice, quotes: Quotes): PriceMove => {
  const id = spotIdOf(row)
  if (row.spotUsdPerHour === undefined) quotes.spot.delete(id)
  else quotes.spot.set(id, row.spotUsdPerHour)
  return spotMove(row.atMs, id, row.spotUsdPerHour, quotes)
}

/**
 * Joins spot and on-demand prices by machine and region, so that each spot price comes with the on-demand price of its time.
 *
 * @param spot - Changes of spot prices, in any order.
 * @param onDemand - Changes of on-demand prices, in any order; at the same time they come first.
 */
export const joinedMoves = (
  spot: readonly RegionalSpotPrice[],
  onDemand: readonly AwsOnDemandPrice[],
): readonly PriceMove[] => {
  const rows: Row[] = [
    ...onDemand.map((row) => ({ atMs: row.atMs, onDemand: row })),
    ...spot.map((price) => ({ atMs: price.row.atMs, onDemand: undefined, spot: price })),
  ]
  const quotes = new Map<string, Quotes>()
  return rows
    .sort((one, other) => one.atMs - other.atMs)
    .flatMap((row) => {
      if (row.onDemand === undefined) {
        const { row: price, region } = row.spot
        return [spotMoveOf(price, quotesIn(quotes, price.instanceType, region))]
      }
      const { instanceType, region } = row.onDemand
      return onDemandMoves(row.onDemand, quotesIn(quotes, instanceType, region))
    })
}
