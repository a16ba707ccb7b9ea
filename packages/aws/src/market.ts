import type { CallFailure } from './client.ts'
import type { MachineType } from './machine-type.ts'
import type { Quota } from './quotas.ts'
import type { BadRow } from './rows.ts'
import type { SpotPrice } from './spot-history.ts'

/** A part of a region that is missing. */
export interface MissingPart {
  /** Which, such as `spot prices`. */
  readonly part: string
  /** Why. */
  readonly failure: CallFailure
}

/** What is known of a region. */
export interface Market {
  /** The region. */
  readonly region: string
  /** Types that are there. */
  readonly types: readonly MachineType[]
  /** Prices on demand of the whole instance, in the currency of the partition (per hour). */
  readonly perHourByType: ReadonlyMap<string, number>
  /** Zones by type; undefined: only the region is known. */
  readonly zoneIds: ReadonlyMap<string, readonly string[]> | undefined
  /** Spot prices; undefined: they are estimated from the Spot Advisor. */
  readonly spotPrices: readonly SpotPrice[] | undefined
  /** Quotas by code. */
  readonly quotas: ReadonlyMap<string, Quota>
  /** When its prices were seen (ms since 1970-01-01 UTC). */
  readonly observedAtMs: number
  /** Rows that could not be read. */
  readonly bad: readonly BadRow[]
  /** Parts that are missing. */
  readonly missing: readonly MissingPart[]
}
