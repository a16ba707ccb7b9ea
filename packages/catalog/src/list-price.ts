/** Where a price comes from. */
export interface PriceSource {
  /** Day on which it was read (ISO 8601). */
  readonly date: string
  /** What it is, in an English phrase that an explanation can print. */
  readonly text: string
}

/**
 * Band of the AWS Spot Instance Advisor: share of machines that were interrupted in a month, under 5 %, 5 to
 * 10, 10 to 15, 15 to 20, over 20.
 */
export type AdvisorBand = 0 | 1 | 2 | 3 | 4

/** One line of a table of prices of whole machines (USD/h). */
export type PriceRow = readonly [
  machine: string,
  onDemandUsdPerHour: number | null,
  spotUsdPerHour?: number,
  spotZone?: string,
  advisorBand?: AdvisorBand,
]

/** Prices of one region. */
export interface RegionPrices {
  /** The provider's name of the region. */
  readonly region: string
  /** Where its prices on demand come from. */
  readonly onDemand: PriceSource
  /** Where its spot prices come from; absent: there are none. */
  readonly spot?: PriceSource
  /** The prices, a line for each machine. */
  readonly rows: readonly PriceRow[]
}

/**
 * Start of the day on which a price was read (ms since 1970-01-01 UTC).
 *
 * @param source - Where the price comes from.
 * @example
 * readAtMs({ date: '1970-01-02', text: '' }) // => 86400000
 */
export const readAtMs = ({ date }: PriceSource): number => Date.parse(date)
